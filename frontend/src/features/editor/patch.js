/** A value of a file as a form has it now, put in with as little touched as can be. Pure. */
import { write } from './yaml-text.js';

/** @typedef {import('./yaml-text.js').Path} Path */

const isMap = (/** @type {any} */ value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
/** @param {any} a @param {any} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The places that differ, innermost first named: what a list is as long as before is looked into.
 *
 * @param {any} before @param {any} after @param {Path} [path]
 * @returns {[Path, any][]} with what stands there afterwards; `undefined`: nothing
 */
export function differing(before, after, path = []) {
  if (same(before, after)) return [];
  const alike =
    (isMap(before) && isMap(after)) ||
    (Array.isArray(before) && Array.isArray(after) && before.length === after.length);
  if (!alike || !Object.keys(after).length) return [[path, after]];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) =>
    differing(before[key], after[key], [...path, Array.isArray(after) ? Number(key) : key]),
  );
}

/**
 * The file with the value at a path as it is after.
 *
 * @param {typeof import('yaml')} yaml @param {string} text @param {Path} path
 * @param {any} before what stands there @param {any} after
 */
export const patched = (yaml, text, path, before, after) =>
  differing(before, after).reduce(
    (made, [inner, value]) => write(yaml, made, [...path, ...inner], value),
    text,
  );
