import { expect, it } from 'vitest';
import { shellLinks, signIn } from './paths.js';

it.each(['/', '/kursus', '/kursus?q=a', '/kursus/manajemen-waktu', '/profil', '/kelola/jejak'])(
  'the shell opens %s itself',
  (path) => expect(shellLinks.test(path)).toBe(true),
);

it.each([
  '/kursus/manajemen-waktu/materi-1',
  '/percobaan/1',
  '/masuk',
  '/periksa/AB',
  '/api/v1/me',
])('the server renders %s', (path) => expect(shellLinks.test(path)).toBe(false));

it('comes back after sign-in', () => {
  expect(signIn('/kursus?q=a&topic=b')).toBe('/masuk?lanjut=%2Fkursus%3Fq%3Da%26topic%3Db');
});
