/** Which of a draft's files a text means by a name, and where a picture of it is shown from. Pure. */

/** @typedef {import('./api.js').Asset} Asset */
/** @typedef {import('./media-words.jsx').Place} Place */

/** Whether texts of a place find a file: their own, or one of the whole course. @param {Place} place */
export const isWithin =
  ({ module, bank }) =>
  (/** @type {Asset} */ one) =>
    bank === undefined
      ? one.bank === null && (one.module === module || one.module === null)
      : one.bank === bank;

/**
 * The file that `src` names; a place's own goes before one of the whole course.
 *
 * @param {Asset[]} items @param {Place} place @param {string} src
 * @returns {Asset|null}
 */
export function assetOf(items, place, src) {
  const all = items.filter((one) => `assets/${one.name}` === src && isWithin(place)(one));
  return all.find((one) => one.module === place.module) ?? all[0] ?? null;
}

/**
 * A picture as the draft itself holds it: one that came with a file is served nowhere else yet.
 *
 * @param {string} id of the draft @param {Asset} asset
 * @returns {string|null} null: it is drawn into the text
 */
export const pictureOf = (id, { kind, link, sha256 }) =>
  kind === 'picture' && link ? `/api/v1/teaching/drafts/${id}/pictures/${sha256}` : null;
