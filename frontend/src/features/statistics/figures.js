/** How figures are told: in words, and as places in a drawing. Pure. */

/** @typedef {'veryGood'|'good'|'fair'|'weak'|'against'} Grade */

/**
 * Bounds of Ebel and Frisbie, as the server's hints use them.
 *
 * @param {number|null} discrimination @returns {Grade|null}
 */
export function gradeOf(discrimination) {
  if (discrimination === null) return null;
  if (discrimination < 0) return 'against';
  if (discrimination < 0.2) return 'weak';
  if (discrimination < 0.3) return 'fair';
  return discrimination < 0.4 ? 'good' : 'veryGood';
}

/** @param {number|null} alpha @returns {'strong'|'usable'|'weak'|null} */
export function reliabilityOf(alpha) {
  if (alpha === null) return null;
  if (alpha >= 0.8) return 'strong';
  return alpha >= 0.6 ? 'usable' : 'weak';
}

/** Questions in one order or another; the server's own is by what asks to be looked at. */
export const ORDERS = /** @type {const} */ (['attention', 'hardest', 'weakest', 'name']);

/**
 * @template {{id: string, facility: number|null, discrimination: number|null}} Row
 * @param {Row[]} rows @param {string} order one of ORDERS
 */
export function ordered(rows, order) {
  const last = (/** @type {number|null} */ value) => value ?? 9;
  const by = {
    hardest: (/** @type {Row} */ a, /** @type {Row} */ b) => last(a.facility) - last(b.facility),
    weakest: (/** @type {Row} */ a, /** @type {Row} */ b) =>
      last(a.discrimination) - last(b.discrimination),
    name: (/** @type {Row} */ a, /** @type {Row} */ b) => a.id.localeCompare(b.id),
  };
  const compare = by[/** @type {keyof typeof by} */ (order)];
  return compare ? [...rows].sort(compare) : rows;
}

/** Bars of a histogram: how high each is against the highest. @param {number[]} counts */
export function bars(counts) {
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

/** A whole number of steps that a count axis is marked with, at most four. @param {number[]} counts */
export function ticks(counts) {
  const most = Math.max(1, ...counts);
  const step = [1, 2, 5].flatMap((n) => [n, n * 10, n * 100, n * 1000, n * 10_000, n * 100_000]);
  const wide = step.sort((a, b) => a - b).find((one) => most / one <= 4) ?? most;
  return Array.from({ length: Math.floor(most / wide) }, (_, n) => (n + 1) * wide);
}
