import { expect, it } from 'vitest';
import { chosen } from './filters.js';

const course = (/** @type {string} */ slug, status = 'none', jp = 4, bytes = 400_000) =>
  /** @type {any} */ ({ slug, status, jp, bytes });

const courses = [
  course('a', 'active', 2, 300_000),
  course('b', 'none', 5, 700_000),
  course('c', 'completed', 7, 1_500_000),
];

it.each([
  [{ status: '', jp: '', size: '', here: false }, 'abc'],
  [{ status: 'active', jp: '', size: '', here: false }, 'a'],
  [{ status: '', jp: 'some', size: '', here: false }, 'b'],
  [{ status: '', jp: 'many', size: '', here: false }, 'c'],
  [{ status: '', jp: '', size: 'medium', here: false }, 'ab'],
  [{ status: 'none', jp: 'few', size: '', here: false }, ''],
  [{ status: '', jp: '', size: '', here: true }, 'b'],
])('%o leaves %s', (choice, left) => {
  expect(
    chosen(courses, choice, { b: 1, elsewhere: 2 })
      .map(({ slug }) => slug)
      .join(''),
  ).toBe(left);
});
