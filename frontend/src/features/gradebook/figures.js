/** Scores as people write and read them, and shares of weights. Pure. */

/** @typedef {import('../../kit/api-types-gradebook').GradeCell} Cell */

/**
 * "85", "85,5" or "85.25" as basis points; nothing if it is no score of 0 to 100.
 *
 * @param {string} text
 * @returns {number|null}
 */
export function readScore(text) {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!found) return null;
  const points = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return points <= 10_000 ? points : null;
}

/** What each weight is of all in percent, one decimal. @param {number[]} weights @returns {(number|null)[]} */
export function shares(weights) {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight > 0 ? Math.round((weight * 1000) / all) / 10 : null));
}

/** How a cell is drawn: what staff excused goes before what was done. @param {Cell} cell */
export const look = ({ state, exempt }) => (exempt ? 'exempt' : state);
