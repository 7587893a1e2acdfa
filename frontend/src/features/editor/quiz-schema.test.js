import { expect, it } from 'vitest';
import { relisted } from './quiz-schema.js';

const ids = (/** @type {string} */ all) => [...all].map((id) => ({ id }));

it.each([
  ['a new question is asked', ['b.x', 'b.y'], 'xy', 'xyz', ['b.x', 'b.y', 'b.z']],
  ['one that is gone is not', ['b.x', 'b.y'], 'xy', 'y', ['b.y']],
  ['another order changes nothing', ['b.x', 'b.y'], 'xy', 'yx', ['b.x', 'b.y']],
  ['what was not asked stays so', ['b.x'], 'xy', 'xyz', ['b.x', 'b.z']],
  ['other banks are left alone', ['c.q', 'b.x'], 'x', '', ['c.q']],
])('%s', (_, listed, before, after, next) => {
  expect(relisted(listed, 'b', ids(before), ids(after))).toEqual(next);
});
