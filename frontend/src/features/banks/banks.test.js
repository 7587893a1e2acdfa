import { describe, expect, it } from 'vitest';
import { differences, words } from './differing.js';
import { allOrNone, extended, NOTHING, toggled } from './selection.js';

describe('differences', () => {
  it('are told value by value', () => {
    expect(
      differences({ key: 'a', text: { id: { stem: 'A' } } }, { key: 'b', text: { id: {} } }),
    ).toEqual([
      { path: ['key'], before: 'a', after: 'b' },
      { path: ['text', 'id', 'stem'], before: 'A', after: null },
    ]);
  });

  it('are told word by word, and both texts can be read from them', () => {
    const [before, after] = ['Dua hari kerja saja', 'Tiga hari kerja'];
    const runs = words(before, after);
    const side = (/** @type {string} */ other) =>
      runs
        .filter(({ how }) => how !== other)
        .map(({ text }) => text)
        .join('');
    expect([side('new'), side('gone')]).toEqual([before, after]);
    expect(runs.some(({ how, text }) => how === 'same' && text.includes('hari'))).toBe(true);
  });
});

describe('choosing rows', () => {
  const shown = ['a', 'b', 'c', 'd'];
  it('takes all between with Shift', () => {
    const one = toggled(NOTHING, shown, 'b', false);
    const many = toggled(one, shown, 'd', true);
    expect([...many.chosen]).toEqual(['b', 'c', 'd']);
    expect([...toggled(many, shown, 'b', true).chosen]).toEqual([]);
    expect([...extended(one, 'b', 'c').chosen]).toEqual(['b', 'c']);
  });
  it('takes all, then none', () => {
    const all = allOrNone(NOTHING, shown);
    expect(all.chosen.size).toBe(4);
    expect(allOrNone(all, shown).chosen.size).toBe(0);
  });
});
