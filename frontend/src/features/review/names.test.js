import { describe, expect, it } from 'vitest';
import { placeOf, short } from './names.js';

describe('names of files', () => {
  it('are their titles, where they have any', () => {
    const of = (/** @type {string} */ path, /** @type {string|null} */ title = 'Antrean') =>
      short({ path: `courses/contoh/${path}`, title });
    expect(of('dasar/satu.md')).toBe('Antrean');
    expect(of('dasar/satu.en.md')).toContain('Antrean');
    expect(of('dasar/satu.en.md')).not.toBe('Antrean');
    expect(of('dasar/module.yaml')).not.toBe('Antrean');
    expect(of('dasar/assets/loket.webp', null)).toBe('loket.webp');
  });

  it('lead to the editor of what has one', () => {
    expect(placeOf('courses/contoh/dasar/satu.en.md')).toEqual({
      module: 'dasar',
      activity: 'satu',
      language: 'en',
    });
    expect(placeOf('courses/contoh/dasar/kuis.yaml')?.activity).toBe('kuis');
    expect(placeOf('courses/contoh/dasar/module.yaml')).toBeNull();
    expect(placeOf('courses/contoh/course.yaml')).toBeNull();
    expect(placeOf('banks/contoh/dasar.yaml')).toBeNull();
  });
});
