/** Whom a link to this page asks for: `?kepada=stuck&hari=14`, or `?peserta=<enrolment>,…`. Pure. */

export const GROUPS = /** @type {const} */ (['all', 'active', 'stuck', 'done']);
/** @typedef {typeof GROUPS[number]} Group */
/** @typedef {{group: Group, days: string, chosen: string[]}} Asked `chosen` wins over `group` */

export const MOST_CHOSEN = 200;
const USUAL_DAYS = '14';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @param {string} search @returns {Asked} */
export function asked(search) {
  const wanted = new URLSearchParams(search);
  const chosen = (wanted.get('peserta') ?? '').split(',').filter((id) => ID.test(id));
  const group = GROUPS.find((name) => name === wanted.get('kepada')) ?? 'all';
  const days = wanted.get('hari') ?? '';
  return {
    group,
    days: readDays(days) === null ? USUAL_DAYS : days,
    chosen: [...new Set(chosen)].slice(0, MOST_CHOSEN),
  };
}

/** Days as a person typed them; null if they are not 1 to 365. @param {string} typed */
export function readDays(typed) {
  const days = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= 365 ? days : null;
}

/** Groups that days are counted for. @param {Group} group */
export const hasDays = (group) => group === 'active' || group === 'stuck';

/** Plain text as a reader sees it: paragraphs of lines. @param {string} body */
export const paragraphs = (body) =>
  body
    .replace(/\r\n?/g, '\n')
    .split('\n\n')
    .map((part) => part.replace(/^\n+|\n+$/g, ''))
    .filter((part) => part.trim())
    .map((part) => part.split('\n'));
