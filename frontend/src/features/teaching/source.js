/** A quiz's source as values: reading and setting a field, and what differs between two. Pure. */

/** @typedef {Record<string, any>} Source */

/** @param {Source} source @param {string} path such as `text.id.title` @returns {any} */
export const read = (source, path) =>
  path.split('.').reduce((value, key) => (value == null ? undefined : value[key]), source);

/**
 * The source with one field set; `undefined` takes it out, and what is then empty with it.
 *
 * @param {Source} source @param {string} path @param {any} value @returns {Source}
 */
export function write(source, path, value) {
  const [key = '', ...rest] = path.split('.');
  const inner = rest.length ? write(source[key] ?? {}, rest.join('.'), value) : value;
  const others = { ...source };
  if (inner === undefined || (rest.length && Object.keys(inner).length === 0)) delete others[key];
  else others[key] = inner;
  return others;
}

const GROUPS = ['text', 'shuffle', 'review'];

/** @param {Source} source @returns {Map<string, any>} */
function fields(source) {
  const found = new Map();
  const walk = (/** @type {Source} */ value, /** @type {string} */ prefix) => {
    for (const [key, inner] of Object.entries(value)) {
      const path = prefix + key;
      const deeper = prefix ? GROUPS.includes(prefix.split('.')[0] ?? '') : GROUPS.includes(key);
      if (deeper && inner && typeof inner === 'object' && !Array.isArray(inner)) {
        walk(inner, `${path}.`);
      } else found.set(path, inner);
    }
  };
  walk(source, '');
  return found;
}

/** @param {any} a @param {any} b whether two values say the same */
export const same = (a, b) => ordered(a) === ordered(b);

/** @param {any} value JSON with its keys in order @returns {string} */
const ordered = (value) =>
  JSON.stringify(value, (_key, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';

/**
 * Field by field, as the server tells it.
 *
 * @param {Source} before @param {Source} after
 * @returns {{field: string, before: any, after: any}[]}
 */
export function differences(before, after) {
  const old = fields(before);
  const now = fields(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => !same(old.get(field), now.get(field)))
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
}

/** @param {Source} source @param {...string} fields @returns {Source} */
export const without = (source, ...fields) =>
  Object.fromEntries(Object.entries(source).filter(([field]) => !fields.includes(field)));

/** When learners see answers, marks and explanations again. @param {Source} source */
export function reviewOf(source) {
  const all = source.explanations ?? 'after_close';
  return source.review ?? { answers: all, marks: all, explanations: all };
}

/**
 * The source with a review set, in the short form where one word says it.
 *
 * @param {Source} source @param {{answers: string, marks: string, explanations: string}} review
 */
export function withReview(source, review) {
  const others = without(source, 'review', 'explanations');
  const { answers, marks, explanations } = review;
  return answers === marks && marks === explanations && answers !== 'after_window'
    ? { ...others, explanations }
    : { ...others, review };
}
