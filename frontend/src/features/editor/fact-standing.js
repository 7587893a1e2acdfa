/** Whether a fact of law can be cited today. Pure. */

/**
 * @typedef {object} Fact dates are written as 2026-11-21
 * @property {string} id
 * @property {Record<string, string>} statement
 * @property {string} source
 * @property {string} [regulation]
 * @property {string} [revoked_by]
 * @property {boolean} [history] told as what was
 * @property {string} [confidence] R: nobody has read it in the rule itself
 * @property {string} [valid_from]
 * @property {string} [valid_until]
 * @property {string} [reviewed_on]
 * @property {string} [review_on]
 */

/** @param {Fact} fact @param {string} today @returns {'valid'|'history'|'revoked'|'ended'|'coming'|'due'|'doubtful'} */
export function standing(fact, today) {
  if (fact.revoked_by) return fact.history ? 'history' : 'revoked';
  if (fact.valid_until && fact.valid_until < today) return 'ended';
  if (fact.valid_from && fact.valid_from > today) return 'coming';
  if (fact.review_on && fact.review_on < today) return 'due';
  return fact.confidence === 'R' ? 'doubtful' : 'valid';
}
