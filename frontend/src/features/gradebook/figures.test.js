import { describe, expect, it } from 'vitest';
import { look, readScore, shares } from './figures.js';

describe('readScore', () => {
  it.each([
    ['85', 8500],
    [' 85,5 ', 8550],
    ['85.25', 8525],
    ['0', 0],
    ['100', 10_000],
    ['100,01', null],
    ['101', null],
    ['-1', null],
    ['8,555', null],
    ['', null],
    ['delapan', null],
  ])('%s', (text, points) => expect(readScore(text)).toBe(points));
});

describe('shares', () => {
  it('are of all that weighs something', () => {
    expect(shares([10, 30, 0])).toEqual([25, 75, null]);
    expect(shares([0, 0])).toEqual([null, null]);
    expect(shares([1, 1, 1])).toEqual([33.3, 33.3, 33.3]);
  });
});

describe('look', () => {
  it('shows an excuse before a result', () => {
    const cell = { state: /** @type {const} */ ('not_passed'), score: 4000, overridden: false };
    expect(look({ ...cell, exempt: 'excused' })).toBe('exempt');
    expect(look({ ...cell, exempt: null })).toBe('not_passed');
  });
});
