/** What the studio's list, outline and history ask of the API. */
import { get, post, query } from '../../kit/api.js';

/** @typedef {import('./shapes').DraftRow} DraftRow */
/** @template One @typedef {import('../../kit/api-types').Page<One>} Page */

const DRAFTS = '/teaching/drafts';

/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<DraftRow>>} */
export const drafts = (after, signal) => get(`${DRAFTS}${query({ after })}`, signal);
/** Published courses one teaches. @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<{id: string, slug: string, title: string, version: number, jp: number}>>} */
export const taught = (after, signal) => get(`/teaching/courses${query({ after })}`, signal);
/** Opens or begins the draft of a published course. @param {string} slug @returns {Promise<{id: string}>} */
export const edit = (slug) => post(`/teaching/courses/${slug}/edit`);
