import { describe, expect, it } from 'vitest';
import { asked, MOST_CHOSEN, paragraphs, readDays } from './asked.js';

const id = (/** @type {number} */ n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

describe('whom a link asks for', () => {
  it.each([
    ['', { group: 'all', days: '14', chosen: [] }],
    ['?kepada=stuck&hari=30', { group: 'stuck', days: '30', chosen: [] }],
    ['?kepada=done', { group: 'done', days: '14', chosen: [] }],
    ['?kepada=everybody&hari=0', { group: 'all', days: '14', chosen: [] }],
    ['?hari=1e3', { group: 'all', days: '14', chosen: [] }],
    [`?peserta=${id(1)},x,${id(2)},${id(1)}`, { group: 'all', days: '14', chosen: [id(1), id(2)] }],
  ])('%s', (search, wanted) => {
    expect(asked(search)).toEqual(wanted);
  });

  it('takes no more than one message may reach', () => {
    const many = Array.from({ length: MOST_CHOSEN + 5 }, (_, n) => id(n)).join(',');
    expect(asked(`?peserta=${many}`).chosen).toHaveLength(MOST_CHOSEN);
  });
});

it.each([
  ['1', 1],
  [' 365 ', 365],
  ['0', null],
  ['366', null],
  ['-3', null],
  ['1.5', null],
  ['', null],
])('days: %j', (typed, days) => {
  expect(readDays(typed)).toBe(days);
});

it.each([
  ['Satu\ndua\n\nTiga', [['Satu', 'dua'], ['Tiga']]],
  ['Satu\r\n\r\n\r\nDua\r\n', [['Satu'], ['Dua']]],
  ['  \n\n', []],
])('paragraphs of %j', (body, wanted) => {
  expect(paragraphs(body)).toEqual(wanted);
});
