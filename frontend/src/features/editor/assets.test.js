import { describe, expect, it } from 'vitest';
import { assetOf, isWithin, pictureOf } from './assets.js';

/** @param {string} name @param {string|null} module @param {string|null} [bank] */
const asset = (name, module, bank = null) =>
  /** @type {any} */ ({ name, module, bank, kind: 'picture', link: '/berkas/ab', sha256: 'ab' });

const course = asset('a.webp', null);
const module = asset('a.webp', 'satu');
const other = asset('b.webp', 'dua');
const bank = asset('a.webp', null, 'kuis');
const items = [course, module, other, bank];

describe('files of a draft', () => {
  it('are found by texts of their own place and of the whole course', () => {
    expect(items.filter(isWithin({ id: 'x', module: 'satu' }))).toEqual([course, module]);
    expect(items.filter(isWithin({ id: 'x', module: null }))).toEqual([course]);
    expect(items.filter(isWithin({ id: 'x', module: null, bank: 'kuis' }))).toEqual([bank]);
  });

  it.each([
    ['satu', undefined, 'assets/a.webp', module],
    ['dua', undefined, 'assets/a.webp', course],
    ['satu', undefined, 'assets/b.webp', null],
    [null, 'kuis', 'assets/a.webp', bank],
    [null, 'lain', 'assets/a.webp', null],
  ])('in module %s or bank %s %s is one', (at, of, src, expected) => {
    const place = { id: 'x', module: at, ...(of ? { bank: of } : {}) };
    expect(assetOf(items, place, src)).toBe(expected);
  });

  it('are shown from the draft, a drawing not by an address', () => {
    expect(pictureOf('x', bank)).toBe('/api/v1/teaching/drafts/x/pictures/ab');
    expect(pictureOf('x', { ...bank, link: null })).toBe(null);
    expect(pictureOf('x', { ...bank, kind: 'film' })).toBe(null);
  });
});
