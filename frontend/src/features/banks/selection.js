/** Which rows of a list are chosen, and how a click or a key changes that. Pure. */

/** @typedef {{chosen: ReadonlySet<string>, anchor: string|null}} Selection `anchor`: where a range begins */

/** @type {Selection} */
export const NOTHING = { chosen: new Set(), anchor: null };

/**
 * One row chosen or let go; with `range` all from the anchor to it become what it becomes.
 *
 * @param {Selection} selection @param {string[]} shown ids in the list's order @param {string} id
 * @param {boolean} range @returns {Selection}
 */
export function toggled({ chosen, anchor }, shown, id, range) {
  const next = new Set(chosen);
  const on = !chosen.has(id);
  const from = anchor === null ? -1 : shown.indexOf(anchor);
  const to = shown.indexOf(id);
  const touched =
    range && from >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const one of touched)
    if (on) next.add(one);
    else next.delete(one);
  return { chosen: next, anchor: id };
}

/** All rows from the anchor, or from `here`, to `there` chosen: what Shift and an arrow do. @param {Selection} selection @param {string} here @param {string} there @returns {Selection} */
export const extended = ({ chosen }, here, there) => ({
  chosen: new Set([...chosen, here, there]),
  anchor: there,
});

/** All of them, or none if all are. @param {Selection} selection @param {string[]} shown @returns {Selection} */
export const allOrNone = ({ chosen }, shown) =>
  shown.every((id) => chosen.has(id)) ? NOTHING : { chosen: new Set(shown), anchor: null };
