import { expect, it } from 'vitest';
import { match } from './router.js';

it.each([
  ['/', '/', {}],
  ['/kursus', '/kursus/', {}],
  ['/kursus/:slug', '/kursus/waktu', { slug: 'waktu' }],
  ['/kursus/:slug', '/kursus/a%20b', { slug: 'a b' }],
  ['/kursus/:slug', '/kursus', null],
  ['/kursus', '/kursus/waktu', null],
  ['/', '/profil', null],
])('%s against %s', (pattern, actual, expected) => {
  expect(match(pattern, actual)).toEqual(expected);
});
