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
  [{ status: '', jp: '', size: '' }, 'abc'],
  [{ status: 'active', jp: '', size: '' }, 'a'],
  [{ status: '', jp: 'some', size: '' }, 'b'],
  [{ status: '', jp: 'many', size: '' }, 'c'],
  [{ status: '', jp: '', size: 'medium' }, 'ab'],
  [{ status: 'none', jp: 'few', size: '' }, ''],
])('%o leaves %s', (choice, left) => {
  expect(
    chosen(courses, choice)
      .map(({ slug }) => slug)
      .join(''),
  ).toBe(left);
});
