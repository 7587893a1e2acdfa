import { expect, it } from 'vitest';
import { branches } from './branches.js';

const agency = (/** @type {string} */ id, /** @type {string|null} */ parent, name = id) =>
  /** @type {any} */ ({ id, parent, name });

/** @type {(list: any[]) => any[]} */
const drawn = (list) =>
  list.map(({ agency: { id }, below }) => (below.length ? [id, drawn(below)] : id));

it('puts each below its parent, siblings by name', () => {
  const list = [agency('root', null), agency('b', 'root'), agency('a', 'root'), agency('c', 'a')];
  expect(drawn(branches(list))).toEqual([['root', [['a', ['c']], 'b']]]);
});

it('lifts to the top what stands below an unseen parent', () => {
  expect(drawn(branches([agency('x', 'hidden'), agency('y', 'x')]))).toEqual([['x', ['y']]]);
});
