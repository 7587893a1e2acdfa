/** Names of a quiz's fields and what their values mean, for lists of differences. */
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

/** @param {string} field @param {any} value @returns {string} */
export function valueOf(field, value) {
  if (value === null || value === undefined) {
    return field === 'chances' || field === 'time_limit' ? t('unlimited') : t('notSet');
  }
  if (value === true || value === false) return t(value ? 'yes' : 'no');
  if (field === 'draw' && Array.isArray(value)) return value.map(drawn).join('; ');
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  return known(`value.${value}`, String(value));
}
