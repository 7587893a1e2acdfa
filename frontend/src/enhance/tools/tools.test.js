import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as action_plan from './action_plan.js';
import * as matrix from './matrix.js';
import * as minutes from './minutes.js';
import { fixed, readMany, readNumber, readWhole, short } from './numbers.js';
import * as queue from './queue.js';
import * as skm from './skm.js';
import * as time_log from './time_log.js';
import * as week from './week.js';

/** @type {Record<string, {results: import('./base.js').Tool}>} */
const tools = { action_plan, matrix, minutes, queue, skm, time_log, week };
const folder = new URL('../../../../tests/worksheets/', import.meta.url);
const read = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const ELEMENTS = [
  'requirements',
  'procedure',
  'time',
  'cost',
  'product',
  'competence',
  'conduct',
  'facilities',
  'complaints',
];

describe('tools work out what the server’s do', () => {
  it.each(/** @type {any[]} */ (read('tool_vectors.json')))(
    '$tool: $name',
    ({ tool, values, weight, result }) => {
      expect(tools[tool]?.results(values, weight)).toEqual(result);
    },
  );
});

describe('the IKM of published examples', () => {
  it.each(/** @type {any[]} */ (read('skm_vectors.json').vectors))(
    '$name',
    ({ respondents, totals_U1_U9, ikm, mutu }) => {
      const totals = totals_U1_U9.map(
        (/** @type {number} */ total, /** @type {number} */ index) => [
          ELEMENTS[index],
          String(total),
        ],
      );
      const values = { respondents: String(respondents), ...Object.fromEntries(totals) };
      const { lines } = skm.results(values, '1/9');
      expect(Number(lines[0]?.slots.ikm)).toBe(ikm);
      expect(lines[1]?.key).toBe(`grade_${mutu.toLowerCase()}`);
    },
  );
});

describe('numbers', () => {
  it.each([
    ['12', '12'],
    [' 12,5 ', '12.5'],
    ['12.5', '12.5'],
    ['1.240', '1240'],
    ['1.240.000,25', '1240000.25'],
    ['0', '0'],
  ])('%s is read', (text, number) => {
    const read = readNumber(text);
    expect(read && short(read, 2)).toBe(number);
  });

  it.each(['', ' ', '-1', '1,2,3', '1e3', 'enam', '1.24.0', '٣', '1 000', '.5', '5.'])(
    '%s is none',
    (text) => {
      expect(readNumber(text)).toBeNull();
    },
  );

  it('round half up, exactly', () => {
    expect(fixed([1n, 8n], 2)).toBe('0.13');
    expect(fixed([5n, 1000n], 2)).toBe('0.01');
    expect(fixed([-5n, 1000n], 2)).toBe('-0.01');
    expect(fixed([-4n, 1000n], 2)).toBe('0.00');
    expect(fixed([2n, 3n], 0)).toBe('1');
    expect(readWhole('12,0')).toBe(12n);
    expect(readMany('1 x')).toBeNull();
  });
});

it('counts only days with an hour in them', () => {
  const hour = { 'd1.1.category': 'task', 'd1.1.minutes': '60' };
  expect(time_log.daysFilled(hour)).toBe(1);
  expect(time_log.daysFilled({ ...hour, 'd2.1.category': 'task', 'd2.1.minutes': '59' })).toBe(1);
});
