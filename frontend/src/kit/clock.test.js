import { describe, expect, it } from 'vitest';
import { formats, hourAt, partOfDay, zoneName } from './clock.js';

const moment = new Date('2026-11-21T06:05:00Z');

describe('as Indonesian civil servants write', () => {
  const { date, weekday, time, number, bytes } = formats('id', 'Asia/Makassar');
  it.each([
    [date(moment), '21 November 2026'],
    [weekday(moment), 'Sabtu, 21 November 2026'],
    [time(moment), '14.05 WITA'],
    [number(1240), '1.240'],
    [number(91.48), '91,48'],
    [bytes(0), '0 kB'],
    [bytes(900), '1 kB'],
    [bytes(38_200), '38 kB'],
    [bytes(412_000), '0,4 MB'],
    [bytes(3_100_000), '3,1 MB'],
  ])('%s', (written, expected) => expect(written).toBe(expected));
});

it('writes English for English readers', () => {
  const { date, time, number } = formats('en', 'Asia/Jayapura');
  expect([date(moment), time(moment), number(1240.5)]).toEqual([
    '21 November 2026',
    '15:05 WIT',
    '1,240.5',
  ]);
});

it.each([
  ['Asia/Jakarta', 'WIB', 13],
  ['Asia/Pontianak', 'WIB', 13],
  ['Asia/Makassar', 'WITA', 14],
  ['Asia/Jayapura', 'WIT', 15],
])('%s is %s', (zone, name, hour) => {
  expect(zoneName(zone, moment)).toBe(name);
  expect(hourAt(zone, moment)).toBe(hour);
});

it('gives other zones the name they go by', () => {
  expect(zoneName('UTC', moment)).toBe('UTC');
});

it.each([
  [0, 'evening'],
  [4, 'morning'],
  [10, 'morning'],
  [11, 'noon'],
  [15, 'afternoon'],
  [19, 'evening'],
])('at %i the greeting is for the %s', (hour, part) => expect(partOfDay(hour)).toBe(part));
