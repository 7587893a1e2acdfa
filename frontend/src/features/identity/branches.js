/** A flat list of agencies as the tree it is. Pure. */

/** @typedef {import('../../kit/api-types').Agency} Agency */
/** @typedef {{agency: Agency, below: Branch[]}} Branch */

/**
 * Those whose parent is not in the list (a unit admin sees a subtree) stand at the top.
 *
 * @param {Agency[]} agencies
 * @returns {Branch[]} siblings by name
 */
export function branches(agencies) {
  const all = new Map(agencies.map((agency) => [agency.id, { agency, below: [] }]));
  /** @type {Branch[]} */
  const top = [];
  for (const branch of /** @type {Iterable<Branch>} */ (all.values())) {
    const parent = branch.agency.parent && all.get(branch.agency.parent);
    (parent ? /** @type {Branch[]} */ (parent.below) : top).push(branch);
  }
  const byName = (/** @type {Branch} */ a, /** @type {Branch} */ b) =>
    a.agency.name.localeCompare(b.agency.name, 'id');
  for (const { below } of all.values()) below.sort(byName);
  return top.sort(byName);
}
