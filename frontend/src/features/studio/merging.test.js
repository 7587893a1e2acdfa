import { describe, expect, it } from 'vitest';
import { read, same, write } from '../../kit/values.js';
import { fieldsOf, merged } from './merging.js';

const base = { jp: 5, organiser: 'A', text: { id: { title: 'T', outcomes: ['x'] } } };

describe('merging', () => {
  it('joins changes of different fields', () => {
    const mine = write(base, 'text.id.title', 'Mine');
    const theirs = write(write(base, 'jp', 7), 'text.en', { title: 'E' });
    expect(merged(base, mine, theirs)).toEqual({
      values: write(theirs, 'text.id.title', 'Mine'),
      clashes: [],
      taken: ['jp', 'text.en.title'],
    });
  });

  it('tells what both changed, and keeps mine until it is chosen', () => {
    const mine = write(base, 'text.id.outcomes', ['x', 'mine']);
    const theirs = write(base, 'text.id.outcomes', ['x', 'theirs']);
    const found = merged(base, mine, theirs);
    expect(found.clashes).toEqual([
      { field: 'text.id.outcomes', mine: ['x', 'mine'], theirs: ['x', 'theirs'] },
    ]);
    expect(same(found.values, mine)).toBe(true);
  });

  it('finds no clash in the same change, nor in one alone', () => {
    const mine = write(base, 'jp', 7);
    expect(merged(base, mine, mine)).toEqual({ values: mine, clashes: [], taken: [] });
    expect(same(merged(base, mine, base).values, mine)).toBe(true);
    expect(same(merged(base, base, mine).values, mine)).toBe(true);
  });

  it('takes away what one of them took away', () => {
    const mine = write(base, 'organiser', undefined);
    expect(merged(base, mine, write(base, 'jp', 7)).values).not.toHaveProperty('organiser');
    expect(merged(base, write(base, 'jp', 7), mine).values).not.toHaveProperty('organiser');
  });

  it('reads and writes by name', () => {
    expect(read(base, 'text.en.title')).toBeUndefined();
    expect(write({ a: { b: 1 } }, 'a.b', undefined)).toEqual({});
    expect(fieldsOf(base)).toEqual(['jp', 'organiser', 'text.id.title', 'text.id.outcomes']);
  });
});
