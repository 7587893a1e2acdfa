import { expect, it } from 'vitest';
import { honest, whereIs } from './where.js';

const outline = /** @type {any} */ ({
  id: 'k',
  modules: [
    {
      ...{ slug: 'm', title: 'Modul' },
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
  expect(whereIs(outline, path)).toMatchObject({ href, what });
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
