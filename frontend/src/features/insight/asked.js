/** What the page of a course's progress is asked for, as its address says it. Pure. */

/** @typedef {'stuck'|'active'|'done'} State */
/** @typedef {{days: number, agency: string|null, state: State|null, activity: string|null, q: string}} Asked `q`: parts of a name */

export const STATES = /** @type {const} */ (['stuck', 'active', 'done']);
export const USUAL = /** @type {Asked} */ ({
  days: 14,
  agency: null,
  state: 'stuck',
  activity: null,
  q: '',
});
const ANY = 'semua';
// What the API takes is longer; no name is.
export const LONGEST_NAME = 100;

/** Whole days within what the API takes. @param {string} typed */
export function daysIn(typed) {
  const days = Math.trunc(Number(typed));
  return days >= 1 ? Math.min(days, 365) : USUAL.days;
}

/** @param {string} search @returns {Asked} */
export function readAsked(search) {
  const given = new URLSearchParams(search);
  const state = given.get('keadaan');
  const agency = given.get('unit') ?? '';
  return {
    days: daysIn(given.get('hari') ?? ''),
    agency: /^[0-9a-f-]{32,36}$/i.test(agency) ? agency : null,
    state: state === ANY ? null : (STATES.find((one) => one === state) ?? USUAL.state),
    activity: given.get('kegiatan') || null,
    q: (given.get('nama') ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, LONGEST_NAME),
  };
}

/** The same without its question mark; empty for what is usual. @param {Asked} asked */
export function asSearch({ days, agency, state, activity, q }) {
  const said = new URLSearchParams();
  if (days !== USUAL.days) said.set('hari', String(days));
  if (agency) said.set('unit', agency);
  if (state !== USUAL.state) said.set('keadaan', state ?? ANY);
  if (activity) said.set('kegiatan', activity);
  if (q) said.set('nama', q);
  return String(said);
}
