import { describe, expect, it } from 'vitest';
import { nextClock, uuid7 } from './command.js';
import { backOff, nextBatch } from './outbox.js';

const command = (/** @type {string} */ id, text = '') => ({
  id,
  seq: 1,
  hlc: '1.0',
  kind: /** @type {const} */ ('position'),
  occurred_at: '2026-11-21T00:00:00.000Z',
  payload: { text },
});

describe('ids and clocks', () => {
  it('makes version 7 ids that sort by time', () => {
    const ids = [1, 1000, 1_790_000_000_000].map((ms) => uuid7(ms));
    expect(ids).toEqual([...ids].sort());
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-/);
    expect(uuid7(0x0192_3456_789a).startsWith('01923456-789a-7')).toBe(true);
  });

  it.each([
    [null, 50, '50.0'],
    ['49.9', 50, '50.0'],
    ['50.0', 50, '50.1'],
    ['90.3', 50, '90.4'],
    ['90.65535', 50, '91.0'],
  ])('after %s at %i the clock reads %s', (last, now, expected) => {
    expect(nextClock(last, now)).toBe(expected);
  });
});

describe('batches', () => {
  it('holds at most 100 commands', () => {
    const many = Array.from({ length: 250 }, (_, n) => command(String(n)));
    expect(nextBatch(many)).toHaveLength(100);
  });

  it('stays below the size limit but always takes one', () => {
    const large = [command('a', 'x'.repeat(200_000)), command('b', 'x'.repeat(200_000))];
    expect(nextBatch(large).map((c) => c.id)).toEqual(['a']);
    expect(nextBatch([command('a', 'x'.repeat(300_000))])).toHaveLength(1);
    const wide = [command('a', '€'.repeat(60_000)), command('b', '€'.repeat(60_000))];
    expect(nextBatch(wide)).toHaveLength(1);
  });
});

describe('back-off', () => {
  it('doubles up to five minutes and never undercuts Retry-After', () => {
    expect(backOff(1, 0)).toBe(500);
    expect(backOff(1, 1)).toBe(1000);
    expect(backOff(4, 1)).toBe(8000);
    expect(backOff(60, 1)).toBe(300_000);
    expect(backOff(1, 0, 30)).toBe(30_000);
  });
});
