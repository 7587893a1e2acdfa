/** What the pages of review, publishing and import ask of the API. */
import { get, post, query, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-review').ReviewRead} Review */
/** @typedef {import('../../kit/api-types-review').CommentThread} Thread */
/** @typedef {import('../../kit/api-types-review').ImportFinding} Finding */
/** @template One @typedef {import('../../kit/api-types').Page<One>} Page */

const DRAFTS = '/teaching/drafts';
const of = (/** @type {string} */ id) => `${DRAFTS}/${id}`;

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Review>} */
export const review = (id, signal) => get(`${of(id)}/review`, signal);
/** @param {string} id @param {'ask'|'withdraw'|'approve'|'return'} step @param {{revision: number, note: string}} wish @returns {Promise<Review>} */
export const take = (id, step, wish) => post(`${of(id)}/review/${step}`, wish);
/** @param {string} id @param {string} path @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-review').FileDifferences>} */
export const differences = (id, path, signal) =>
  get(`${of(id)}/review/differences${query({ path })}`, signal);
/** @param {string} id @param {string} path @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-review').LessonPage>} */
export const page = (id, path, signal) => get(`${of(id)}/review/page${query({ path })}`, signal);
/** @param {string} id @param {{revision: number, note: string, at?: string|null, reason?: string|null}} wish @returns {Promise<import('../../kit/api-types-review').CourseDraftPublished>} */
export const publish = (id, wish) => post(`${of(id)}/publish`, wish);
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<{findings: Finding[]}>} */
export const check = (id, signal) => get(`${of(id)}/check`, signal);
/** @param {string} id */
export const unschedule = (id) => request('DELETE', `${of(id)}/schedule`);
/** @param {string} slug @param {boolean} away @param {string} note */
export const shelve = (slug, away, note) =>
  post(`/teaching/courses/${slug}/${away ? 'unpublish' : 'republish'}`, { note });

/** @param {string} id @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<Thread>>} */
export const comments = (id, after, signal) => get(`${of(id)}/comments${query({ after })}`, signal);
/** @param {string} id @param {{body: string, path?: string, line?: number, quote?: string, thread?: string}} wish @returns {Promise<Thread>} */
export const comment = (id, wish) => post(`${of(id)}/comments`, wish);
/** @param {string} id @param {string} thread @param {boolean} away @returns {Promise<Thread>} */
export const resolve = (id, thread, away) =>
  post(`${of(id)}/comments/${thread}/${away ? 'resolve' : 'reopen'}`);

/** @param {File} file @param {boolean} into @returns {Promise<import('../../kit/api-types-review').CourseImported>} */
export function bringIn(file, into) {
  const form = new FormData();
  form.append('file', file);
  if (into) form.append('into', 'true');
  return request('POST', `${DRAFTS}/import`, { body: form });
}

/* Files the browser downloads by itself. */
export const draftZip = (/** @type {string} */ id) => `/api/v1${of(id)}/export.zip`;
export const courseZip = (/** @type {string} */ slug) =>
  `/api/v1/teaching/courses/${slug}/export.zip`;
