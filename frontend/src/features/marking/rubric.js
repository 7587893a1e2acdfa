/** Pure: what levels chosen of a rubric come to, and where a key press leads. */

/** @typedef {import('../../kit/api-types-marking').CriterionRead} Criterion */
/** @typedef {Record<string, string>} Levels */

const pointsOf = (/** @type {Criterion} */ criterion, /** @type {string|undefined} */ level) =>
  criterion.levels.find(({ id }) => id === level)?.points ?? 0;

/** Points of the levels chosen so far. @param {Criterion[]} rubric @param {Levels} levels */
export const earned = (rubric, levels) =>
  rubric.reduce((sum, one) => sum + pointsOf(one, levels[one.id]), 0);

/** The most a marker can give. @param {Criterion[]} rubric */
export const most = (rubric) =>
  rubric.reduce((sum, one) => sum + Math.max(...one.levels.map(({ points }) => points)), 0);

/** The first criterion without a level; nothing when all have one. @param {Criterion[]} rubric @param {Levels} levels */
export const open = (rubric, levels) => rubric.find(({ id }) => !levels[id]);

/**
 * A digit chooses a level of the criterion the person is at: the one that has the focus, else the
 * first that has none yet.
 *
 * @param {Criterion[]} rubric @param {Levels} levels @param {string|null} focused id of a criterion
 * @param {string} key
 * @returns {{criterion: string, level: string}|null} null if the key means nothing here
 */
export function chosenBy(rubric, levels, focused, key) {
  if (!/^[1-9]$/.test(key)) return null;
  const at = rubric.find(({ id }) => id === focused) ?? open(rubric, levels) ?? rubric.at(-1);
  const level = at?.levels[Number(key) - 1];
  return at && level ? { criterion: at.id, level: level.id } : null;
}
