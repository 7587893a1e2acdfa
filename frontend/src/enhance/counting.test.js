import { describe, expect, it } from 'vitest';
import { toneOf, wordsIn } from './counting.js';

describe('wordsIn', () => {
  // The cases of tests/assessment/test_essay.py.
  it.each([
    ['', 0],
    ['  — … ', 0],
    ['satu, dua — tiga', 3],
    ['e-KTP\nelektronik 5', 3],
  ])('%j has %d', (text, n) => {
    expect(wordsIn(text)).toBe(n);
  });
});

describe('toneOf', () => {
  it.each([
    [0, 0, 0, 'count'],
    [2, 3, 0, 'count_short'],
    [3, 3, 5, 'count'],
    [5, 3, 5, 'count'],
    [6, 3, 5, 'count_long'],
  ])('%d words of %d to %d: %s', (n, least, most, tone) => {
    expect(toneOf(n, least, most)).toBe(tone);
  });
});
