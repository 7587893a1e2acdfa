/**
 * Two people's changes of a course's facts, field by field over what both began from. Pure.
 *
 * @typedef {Record<string, any>} Values course.yaml as JSON
 * @typedef {{field: string, mine: any, theirs: any}} Clash changed by both, and not alike
 */
import { read, same, write } from '../../kit/values.js';

/** Names of all fields; lists are one field. @param {Values} values @param {string} [prefix] @returns {string[]} */
export const fieldsOf = (values, prefix = '') =>
  Object.entries(values).flatMap(([key, value]) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? fieldsOf(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );

/**
 * @param {Values} base what both began from @param {Values} mine @param {Values} theirs
 * @returns {{values: Values, clashes: Clash[], taken: string[]}} `values` has mine where both clash;
 *   `taken` are the fields that only they changed
 */
export function merged(base, mine, theirs) {
  let values = theirs;
  const clashes = [];
  const taken = [];
  for (const field of new Set([...fieldsOf(base), ...fieldsOf(mine), ...fieldsOf(theirs)])) {
    const [was, my, their] = [base, mine, theirs].map((one) => read(one, field));
    if (same(my, their)) continue;
    if (same(my, was)) {
      taken.push(field);
      continue;
    }
    values = write(values, field, my);
    if (!same(their, was)) clashes.push({ field, mine: my, theirs: their });
  }
  return { values, clashes, taken };
}
