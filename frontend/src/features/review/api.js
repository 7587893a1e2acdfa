/** What the pages of review, publishing and import ask of the API. */
import { get, post, put, query, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-review').ReviewRead} Review */
/** @typedef {import('../../kit/api-types-review').CommentThread} Thread */
/** @typedef {import('../../kit/api-types-review').ImportFinding} Finding */
/** @typedef {import('../../kit/api-types-review').CourseImported} Imported */
/** @typedef {import('../../kit/api-types-review').MediaMissing} Missing */
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
/** What learners left in the course, if it is published. @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-insight').CourseWaiting[]>} */
export const waiting = (id, signal) => get(`/teaching/waiting${query({ course: id })}`, signal);
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<{findings: Finding[]}>} */
export const check = (id, signal) => get(`${of(id)}/check`, signal);
/** @param {string} id */
export const unschedule = (id) => request('DELETE', `${of(id)}/schedule`);
/** @param {string} slug @param {boolean} away @param {string} note */
export const shelve = (slug, away, note) =>
  post(`/teaching/courses/${slug}/${away ? 'unpublish' : 'republish'}`, { note });

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-review').CourseSharing>} */
export const sharing = (id, signal) => get(`${of(id)}/sharing`, signal);
/** @param {string} id @param {string|null} audience @returns {Promise<import('../../kit/api-types-review').CourseSharing>} */
export const share = (id, audience) => put(`${of(id)}/sharing`, { audience });

/** @param {string} id @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<Thread>>} */
export const comments = (id, after, signal) => get(`${of(id)}/comments${query({ after })}`, signal);
/** @param {string} id @param {{body: string, path?: string, line?: number, quote?: string, thread?: string}} wish @returns {Promise<Thread>} */
export const comment = (id, wish) => post(`${of(id)}/comments`, wish);
/** @param {string} id @param {string} thread @param {boolean} away @returns {Promise<Thread>} */
export const resolve = (id, thread, away) =>
  post(`${of(id)}/comments/${thread}/${away ? 'resolve' : 'reopen'}`);

/**
 * @param {{file: File}|{upload: string}} sent
 * @param {{title: string, audience: string}} said
 * @param {boolean} into
 * @returns {Promise<Imported>}
 */
export function bringIn(sent, { title, audience }, into) {
  if ('upload' in sent) {
    const wish = { ...sent, title: title.trim(), audience: audience || null, into };
    return post(`${DRAFTS}/import/uploaded`, wish);
  }
  const form = new FormData();
  form.append('file', sent.file);
  if (title.trim()) form.append('title', title.trim());
  if (audience) form.append('audience', audience);
  if (into) form.append('into', 'true');
  return request('POST', `${DRAFTS}/import`, { body: form });
}
/** @param {AbortSignal} [signal] @returns {Promise<{audiences: {id: string, name: string}[]}>} */
export const templates = (signal) => get(`${DRAFTS}/templates`, signal);

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<{items: Missing[]}>} */
export const missing = (id, signal) => get(`${of(id)}/missing`, signal);
/** @param {string} id @param {string} upload @returns {Promise<{items: Missing[]}>} */
export const sendMissing = (id, upload) => post(`${of(id)}/missing`, { upload });

/* Where a course is kept as a zip: a draft, or what learners have. */
export const draftAt = of;
export const courseAt = (/** @type {string} */ slug) => `/teaching/courses/${slug}`;
/** @param {string} at @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-review').CourseZip>} */
export const zipWeight = (at, signal) => get(`${at}/export`, signal);
/** The browser fetches it by itself. @param {string} at @param {boolean} whole with its media */
export const zipLink = (at, whole) => `/api/v1${at}/export.zip${whole ? '' : '?media=false'}`;
