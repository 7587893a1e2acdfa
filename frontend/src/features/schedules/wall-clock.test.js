import { describe, expect, it } from 'vitest';
import { fromWall, toWall } from './wall-clock.js';

describe('the clock on the wall', () => {
  it.each([
    ['Asia/Jakarta', '2026-11-21T07:00:00.000Z', '2026-11-21T14:00'],
    ['Asia/Makassar', '2026-11-21T16:30:00.000Z', '2026-11-22T00:30'],
    ['Asia/Jayapura', '2026-12-31T15:00:00.000Z', '2027-01-01T00:00'],
    ['UTC', '2026-11-21T07:00:00.000Z', '2026-11-21T07:00'],
    ['America/New_York', '2026-03-08T07:30:00.000Z', '2026-03-08T03:30'],
  ])('%s: there and back', (zone, moment, wall) => {
    expect(toWall(moment, zone)).toBe(wall);
    expect(fromWall(wall, zone)).toBe(moment);
  });

  it('says nothing where there is nothing', () => {
    expect(toWall(null, 'Asia/Jakarta')).toBe('');
    expect(fromWall('', 'Asia/Jakarta')).toBe(null);
  });
});
