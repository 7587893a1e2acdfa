import { expect, it } from 'vitest';
import { honest, whereIs } from './where.js';

const outline = /** @type {any} */ ({
  id: 'k',
  modules: [
    {
      ...{ slug: 'm', title: 'Modul', title_en: 'Module' },
      activities: [
        {
          ...{ slug: 'a', title: 'A', banks: [] },
          files: { id: 'courses/c/m/a.md', en: 'courses/c/m/a.en.md' },
        },
        { slug: 'q', title: 'Q', banks: ['c-q'], files: { id: 'courses/c/m/q.yaml' } },
      ],
    },
  ],
});

it.each([
  ['courses/c/m/a.md', '/kelola/studio/k/naskah/m/a', 'activity'],
  ['courses/c/m/a.en.md', '/kelola/studio/k/naskah/m/a?bahasa=en', 'activity'],
  ['courses/c/m/module.yaml', '/kelola/studio/k#modul-m', 'module'],
  ['courses/c/course.yaml', '/kelola/studio/k/fakta', 'course'],
  ['banks/c-q/soal.yaml', '/kelola/studio/k/naskah/m/q', 'bank'],
  ['banks/b/soal.yaml', '/kelola/bank-soal/b', 'bank'],
  ['courses/c/m/assets/x.webp', null, 'other'],
])('%s is edited at %s', (path, href, what) => {
  expect(whereIs(outline, path, ({ title }) => title)).toMatchObject({ href, what });
});

it('is called as its reader calls it', () => {
  const english = (/** @type {any} */ one) => one.title_en ?? one.title;
  const titles = ['courses/c/m/module.yaml', 'courses/c/m/a.md', 'courses/c/course.yaml'].map(
    (path) => whereIs(outline, path, english).title,
  );
  expect(titles).toEqual(['Module', 'A', null]);
});

it.each([
  [401, 8, 'fits'],
  [324, 8, 'fits'],
  [323, 8, 'short'],
  [432, 8, 'fits'],
  [433, 8, 'long'],
  [40, 1, 'short'],
  [41, 1, 'fits'],
  [300, 0, 'none'],
])('%i minutes for %i JP: %s', (minutes, jp, verdict) => {
  expect(honest(minutes, jp).verdict).toBe(verdict);
});
