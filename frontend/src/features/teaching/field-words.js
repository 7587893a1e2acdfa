/** Names of a quiz's fields and what their values mean, for lists of differences. */
import { same } from '../../kit/values.js';
import { known, t } from './words.js';

/** @param {string} field as `text.id.title` */
export const nameOf = (field) => known(`field.${field}`, field);

/** @param {any} row one row of the draw */
const drawn = (row) =>
  [
    t('drawCount', { n: row?.count ?? 0 }),
    row?.bank,
    row?.competency,
    row?.difficulty && known(`difficulty.${row.difficulty}`, row.difficulty),
    row?.tag && `#${row.tag}`,
  ]
    .filter(Boolean)
    .join(' · ');

/** @param {string} field @param {any} value @param {any} other the value beside it @returns {string} */
export function valueOf(field, value, other) {
  if (value === null || value === undefined) {
    return field === 'chances' || field === 'time_limit' ? t('unlimited') : t('notSet');
  }
  if (value === true || value === false) return t(value ? 'yes' : 'no');
  if (field === 'draw' && Array.isArray(value)) {
    const beside = Array.isArray(other) ? other : [];
    const rows = value.filter((row) => !beside.some((one) => same(one, row)));
    return rows.length ? rows.map(drawn).join('\n') : t('drawRest');
  }
  if (field === 'time_limit' || field === 'grace') return t('minutes', { n: value });
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return known(`value.${value}`, String(value));
}
