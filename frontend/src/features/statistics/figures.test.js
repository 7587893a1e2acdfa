import { describe, expect, it } from 'vitest';
import { bars, gradeOf, ordered, reliabilityOf, ticks } from './figures.js';

describe('figures', () => {
  it.each([
    [null, null],
    [-0.01, 'against'],
    [0, 'weak'],
    [0.2, 'fair'],
    [0.3, 'good'],
    [0.4, 'veryGood'],
  ])('discrimination %s is %s', (value, grade) => {
    expect(gradeOf(value)).toBe(grade);
  });

  it.each([
    [null, null],
    [-0.3, 'weak'],
    [0.6, 'usable'],
    [0.8, 'strong'],
  ])('alpha %s is %s', (value, word) => {
    expect(reliabilityOf(value)).toBe(word);
  });

  it('orders rows, those without figures last, and leaves the server’s order alone', () => {
    const rows = [
      { id: 'c', facility: null, discrimination: null },
      { id: 'a', facility: 0.9, discrimination: -0.2 },
      { id: 'b', facility: 0.1, discrimination: 0.5 },
    ];
    const ids = (/** @type {string} */ order) =>
      ordered(rows, order)
        .map(({ id }) => id)
        .join('');
    expect(ids('attention')).toBe('cab');
    expect(ids('hardest')).toBe('bac');
    expect(ids('weakest')).toBe('abc');
    expect(ids('name')).toBe('abc');
  });

  it('draws bars against the highest and marks whole counts', () => {
    expect(bars([0, 2, 4])).toEqual([0, 0.5, 1]);
    expect(bars([0, 0])).toEqual([0, 0]);
    expect(ticks([3, 1])).toEqual([1, 2, 3]);
    expect(ticks([60])).toEqual([20, 40, 60]);
    expect(ticks([0])).toEqual([1]);
    expect(ticks([100_000]).length).toBeLessThanOrEqual(4);
  });
});
