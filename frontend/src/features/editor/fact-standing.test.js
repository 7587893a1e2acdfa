import { expect, it } from 'vitest';
import { standing } from './fact-standing.js';

const FACT = { id: 'uu25', statement: { id: 'Isi' }, source: 'UU 25/2009' };

it.each([
  [{}, 'valid'],
  [{ revoked_by: 'uu9-2026', review_on: '2020-01-01' }, 'revoked'],
  [{ revoked_by: 'uu9-2026', history: true }, 'history'],
  [{ valid_until: '2026-11-20' }, 'ended'],
  [{ valid_until: '2026-11-21' }, 'valid'],
  [{ valid_from: '2026-11-22' }, 'coming'],
  [{ review_on: '2026-11-20' }, 'due'],
  [{ confidence: 'R' }, 'doubtful'],
  [{ confidence: 'T' }, 'valid'],
  [{ review_on: '2026-11-21', valid_from: '2009-07-18' }, 'valid'],
])('%j is %s', (more, wanted) => {
  expect(standing({ ...FACT, ...more }, '2026-11-21')).toBe(wanted);
});
