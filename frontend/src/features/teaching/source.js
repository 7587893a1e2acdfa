/** A quiz's source as values: what differs between two, and its rules for reviewing. Pure. */
import { same } from '../../kit/values.js';

/** @typedef {Record<string, any>} Source */

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
