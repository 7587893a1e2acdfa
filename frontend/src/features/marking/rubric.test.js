import { describe, expect, it } from 'vitest';
import { chosenBy, earned, most, open } from './rubric.js';

const criterion = (/** @type {string} */ id, /** @type {number[]} */ ...points) => ({
  id,
  html: id,
  levels: points.map((one, place) => ({ id: `t${place + 1}`, html: '', points: one })),
});
const rubric = [criterion('isi', 0, 2, 4), criterion('bahasa', 1, 3)];

describe('what levels come to', () => {
  it.each([
    [{}, 0],
    [{ isi: 't2' }, 2],
    [{ isi: 't3', bahasa: 't2' }, 7],
    [{ isi: 'tidak-ada' }, 0],
  ])('%j is %i points', (levels, points) => {
    expect(earned(rubric, /** @type {any} */ (levels))).toBe(points);
  });
  it('is at most the best of each', () => expect(most(rubric)).toBe(7));
  it('is open while a criterion has none', () => {
    expect(open(rubric, { isi: 't1' })?.id).toBe('bahasa');
    expect(open(rubric, { isi: 't1', bahasa: 't1' })).toBeUndefined();
  });
});

describe('a digit', () => {
  it.each([
    [{}, null, '2', { criterion: 'isi', level: 't2' }],
    [{ isi: 't1' }, null, '2', { criterion: 'bahasa', level: 't2' }],
    [{ isi: 't1' }, 'isi', '3', { criterion: 'isi', level: 't3' }],
    [{ isi: 't1', bahasa: 't1' }, null, '2', { criterion: 'bahasa', level: 't2' }],
    [{}, 'bahasa', '3', null],
    [{}, null, '0', null],
    [{}, null, 'a', null],
    [{}, null, '12', null],
  ])('%j at %s, %s', (levels, focused, key, chosen) => {
    expect(chosenBy(rubric, /** @type {any} */ (levels), focused, key)).toEqual(chosen);
  });
});
