import { describe, expect, it } from 'vitest';
import { asSearch, daysIn, readAsked, USUAL } from './asked.js';

const AGENCY = '01a203cb-8bed-7687-8000-000000000001';

describe('what the progress page is asked for', () => {
  it.each([
    ['', USUAL],
    ['hari=30', { ...USUAL, days: 30 }],
    [
      `unit=${AGENCY}&keadaan=done&kegiatan=materi-satu`,
      { days: 14, agency: AGENCY, state: 'done', activity: 'materi-satu', q: '' },
    ],
    ['keadaan=semua', { ...USUAL, state: null }],
    ['nama=Siti+N%C3%BAr%26%2525', { ...USUAL, q: 'Siti Núr&%25' }],
  ])('reads and writes %s', (search, asked) => {
    expect(readAsked(search)).toEqual(asked);
    expect(readAsked(asSearch(/** @type {import('./asked.js').Asked} */ (asked)))).toEqual(asked);
  });

  it('takes what is odd for what is usual', () => {
    expect(readAsked('hari=-3&unit=%00&keadaan=hilang&kegiatan=&nama=%20%00')).toEqual(USUAL);
  });

  it('takes no more of a name than the API does', () => {
    expect(readAsked(`nama=${'a'.repeat(500)}`).q).toBe('a'.repeat(100));
  });

  it.each([
    ['7', 7],
    ['0', 14],
    ['x', 14],
    ['9e9', 365],
    ['12.9', 12],
  ])('counts %s as %i days', (typed, days) => {
    expect(daysIn(typed)).toBe(days);
  });
});
