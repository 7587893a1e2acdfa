/**
 * Two people's changes of a course's facts, field by field over what both began from. Pure.
 *
 * @typedef {Record<string, any>} Values course.yaml as JSON
 * @typedef {{field: string, mine: any, theirs: any}} Clash changed by both, and not alike
 */

/** @param {any} value JSON with its keys in order @returns {string} */
const ordered = (value) =>
  JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/** @param {any} a @param {any} b whether two values say the same */
export const same = (a, b) => ordered(a) === ordered(b);

/** `text.id.title` → its value. @param {Values} values @param {string} field @returns {any} */
export const read = (values, field) =>
  field.split('.').reduce((/** @type {any} */ inner, key) => inner?.[key], values);

/**
 * The values with one field set; undefined, or a group left without any field, is taken away.
 *
 * @param {Values} values @param {string} field @param {any} value @returns {Values}
 */
export function write(values, field, value) {
  const [key = '', ...rest] = field.split('.');
  const inner = rest.length ? write(values[key] ?? {}, rest.join('.'), value) : value;
  const others = { ...values };
  if (inner === undefined || (rest.length && Object.keys(inner).length === 0)) delete others[key];
  else others[key] = inner;
  return others;
}

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
