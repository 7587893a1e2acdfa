/** What the marking pages ask of the API. */
import { get, post, put, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-marking').TaskRead} Task */
/** @typedef {import('../../kit/api-types-marking').QueuedRead} Queued */
/** @typedef {import('../../kit/api-types-marking').LateRow} LateRow */

const MARKING = '/teaching/marking';
const LATE = '/teaching/late';

/** @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-marking').GroupRead[]>} */
export const groups = (signal) => get(`${MARKING}/groups`, signal);

/** @param {{done?: boolean, after?: string|null}} asked @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types').Page<Queued>>} */
export const queue = ({ done, after }, signal) =>
  get(`${MARKING}${query({ done: done ? 'true' : null, after })}`, signal);

/** @type {Map<string, Promise<Task>>} fetched ahead, each used once */
const ahead = new Map();

/**
 * `early`: fetched before the marks of the one before were given, so what it says of the queue is of
 * then; the response itself cannot have changed.
 *
 * @param {string} id @param {AbortSignal} [signal] @returns {Promise<Task & {early: boolean}>}
 */
export async function task(id, signal) {
  const held = ahead.get(id);
  ahead.delete(id);
  const found = await (held ?? get(`${MARKING}/${id}`, signal));
  return { ...found, early: Boolean(held) };
}

/** The following response is on its way while this one is read. @param {string|null} id */
export function fetchAhead(id) {
  if (!id || ahead.has(id)) return;
  const coming = /** @type {Promise<Task>} */ (get(`${MARKING}/${id}`));
  ahead.clear();
  ahead.set(id, coming);
  coming.catch(() => ahead.delete(id));
}

/** @param {string} id @param {{levels: Record<string, string>, comment: string, revision: number}} draft @returns {Promise<{revision: number}>} */
export const keepDraft = (id, draft) => put(`${MARKING}/${id}/draft`, draft);
/** @param {string} id @param {{levels: Record<string, string>, comment: string}} marks @returns {Promise<import('../../kit/api-types-marking').MarksGiven>} */
export const giveMarks = (id, marks) => post(`${MARKING}/${id}/marks`, marks);
/** @param {string} id @param {string} reason */
export const markAnew = (id, reason) => post(`${MARKING}/${id}/anew`, { reason });

/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types').Page<LateRow>>} */
export const lateOnes = (after, signal) => get(`${LATE}${query({ after })}`, signal);
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-marking').LateEvidence>} */
export const lateOne = (id, signal) => get(`${LATE}/${id}`, signal);
/** @param {string} id @param {string} reason */
export const acceptLate = (id, reason) => post(`/attempts/${id}/accept-late`, { reason });

const regrades = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/teaching/courses/${slug}/quizzes/${quiz}/regrades`;

/** @param {string} slug @param {string} quiz @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-marking').RegradeDesk>} */
export const regradeDesk = (slug, quiz, signal) => get(regrades(slug, quiz), signal);
/** @param {string} slug @param {string} quiz @param {{question: string, mode: string, after?: string|null}} asked @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-marking').RegradePreview>} */
export const preview = (slug, quiz, asked, signal) =>
  get(`${regrades(slug, quiz)}/preview${query(asked)}`, signal);
/** @param {string} slug @param {string} quiz @param {{question: string, mode: string, reason: string, basis: string}} order @returns {Promise<import('../../kit/api-types-marking').RegradeRead>} */
export const orderRegrade = (slug, quiz, order) => post(regrades(slug, quiz), order);
/** @param {string} slug @param {string} quiz @param {string} id @returns {Promise<import('../../kit/api-types-marking').RegradeRead>} */
export const regrade = (slug, quiz, id) => get(`${regrades(slug, quiz)}/${id}`);
