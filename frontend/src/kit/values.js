/** Values of a file being edited: reading and setting a field, and whether two say the same. Pure. */

/** @typedef {Record<string, any>} Values a file as JSON */

/** @param {any} value JSON with its keys in order @returns {string} */
const ordered = (value) =>
  JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/** @param {any} a @param {any} b whether two values say the same */
export const same = (a, b) => ordered(a) === ordered(b);

/** @param {Values} values @param {string} field such as `text.id.title` @returns {any} */
export const read = (values, field) =>
  field.split('.').reduce((/** @type {any} */ inner, key) => inner?.[key], values);

/**
 * The values with one field set; `undefined` takes it out, and a group left without any with it.
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
