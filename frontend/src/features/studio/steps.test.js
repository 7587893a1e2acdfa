import { expect, it } from 'vitest';
import { lastStep, takenBack } from './steps.js';

/** "4u3 3 2 1c": number, then `u` and what it took back, or `c` for created. @param {string} text */
const entries = (text) =>
  text.split(' ').map((one) => {
    const [, number = '', kind = '', of = ''] = /^(\d+)([uc]?)(\d*)$/.exec(one) ?? [];
    const act = kind === 'u' ? 'undo' : kind === 'c' ? 'created' : 'move';
    const paths = kind === 'c' ? [] : ['courses/k/course.yaml'];
    return { number: Number(number), act, note: of || null, paths, by: '', at: '' };
  });

it.each([
  ['3 2 1c', [], 3],
  ['4u3 3 2 1c', [3], 2],
  ['5u2 4u3 3 2 1c', [2, 3], undefined],
  // The undo of 3 was undone: 3 stands again.
  ['5u4 4u3 3 2 1c', [4], 3],
  ['1c', [], undefined],
  // A new step after an undo comes first.
  ['5 4u3 3 2 1c', [3], 5],
])('%s: %o were taken back, %s is next', (text, gone, next) => {
  expect([...takenBack(entries(text))].sort()).toEqual(gone);
  expect(lastStep(entries(text))?.number).toBe(next);
});
