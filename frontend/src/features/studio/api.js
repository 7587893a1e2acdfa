/** What the studio's list, outline, facts and history ask of the API. */
import { get, post, put, query, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-studio').DraftRow} DraftRow */
/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */
/** @template One @typedef {import('../../kit/api-types').Page<One>} Page */

const DRAFTS = '/teaching/drafts';
const of = (/** @type {string} */ id) => `${DRAFTS}/${id}`;

/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<DraftRow>>} */
export const drafts = (after, signal) => get(`${DRAFTS}${query({ after })}`, signal);
/** @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-studio').CourseTemplates>} */
export const templates = (signal) => get(`${DRAFTS}/templates`, signal);
/** @param {{template: string, title: string, title_en?: string, audience?: string|null}} wanted @returns {Promise<Outline>} */
export const create = (wanted) => post(DRAFTS, wanted);
/** Published courses one teaches. @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<{id: string, slug: string, title: string, version: number, jp: number}>>} */
export const taught = (after, signal) => get(`/teaching/courses${query({ after })}`, signal);
/** Opens or begins the draft of a published course. @param {string} slug @returns {Promise<{id: string}>} */
export const edit = (slug) => post(`/teaching/courses/${slug}/edit`);

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Outline>} */
export const outline = (id, signal) => get(of(id), signal);
/** Tells that one is here. @param {string} id @param {string|null} path @returns {Promise<{present: Outline['present']}>} who else is */
export const here = (id, path) => post(`${of(id)}/presence`, { path });
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-studio').CourseDraftCheck>} */
export const check = (id, signal) => get(`${of(id)}/check`, signal);
/** @param {string} id @param {number} revision */
export const discard = (id, revision) => request('DELETE', `${of(id)}${query({ revision })}`);

/** @param {string} id @param {import('./structure.js').Act} act @param {number} revision the outline's @returns {Promise<Outline>} */
export const act = (id, act, revision) =>
  post(`${of(id)}/structure`, { ...asAsked(act), revision });

/** As the API has it: `seen` and `to` are ours. @param {import('./structure.js').Act} act */
function asAsked(act) {
  if (act.act !== 'move') return { ...act, seen: undefined };
  const { module, activity, to, after } = act;
  const where = after === null ? { place: 0 } : { after };
  return { act: 'move', module, activity, to_module: to === module ? undefined : to, ...where };
}

/** @param {string} id @param {number} revision @param {Record<string, any>} course @returns {Promise<Outline>} */
export const saveCourse = (id, revision, course) => put(`${of(id)}/course`, { revision, course });

/** @param {string} id @param {string|number|null} after @param {AbortSignal} [signal] @returns {Promise<Page<import('../../kit/api-types-studio').HistoryRow>>} */
export const history = (id, after, signal) => get(`${of(id)}/history${query({ after })}`, signal);
/** @param {string} id @param {number} number @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-studio').HistoryEntry>} */
export const entry = (id, number, signal) => get(`${of(id)}/history/${number}`, signal);
/** @param {string} id @param {number} number */
export const undo = (id, number) => post(`${of(id)}/history/${number}/undo`);
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-studio').CourseVersions>} */
export const versions = (id, signal) => get(`${of(id)}/versions`, signal);
/** @param {string} id @param {number} version @returns {Promise<Outline>} */
export const rollback = (id, version) => post(`${of(id)}/rollback`, { version });
/** @param {string} id @param {Record<string, 'mine'|'theirs'>} choices @returns {Promise<import('../../kit/api-types-studio').DraftRebased>} */
export const rebase = (id, choices) => post(`${of(id)}/rebase`, { choices });
