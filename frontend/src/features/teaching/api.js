/** What the teaching pages ask of the API. */
import { get, post, put, query, request } from '../../kit/api.js';

const COURSES = '/teaching/courses';

/** @typedef {import('../../kit/api-types-teaching').TaughtCourse} TaughtCourse */
/** @typedef {import('../../kit/api-types').Page<TaughtCourse>} TaughtCourses */

/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<TaughtCourses>} */
export const taughtCourses = (after, signal) => get(`${COURSES}${query({ after })}`, signal);
/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-teaching').TaughtCourseDetail>} */
export const taughtCourse = (slug, signal) => get(`${COURSES}/${slug}`, signal);

/** @typedef {import('../../kit/api-types-insight').CourseWaiting} CourseWaiting */
/** @typedef {import('../../kit/api-types').Page<import('../../kit/api-types-insight').CourseStanding>} Standings */

/** What waits in these courses. @param {string[]} courses their ids @param {AbortSignal} [signal] @returns {Promise<CourseWaiting[]>} */
export const waiting = (courses, signal) =>
  courses.length
    ? get(`/teaching/waiting?${courses.map((id) => `course=${id}`).join('&')}`, signal)
    : Promise.resolve([]);
/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Standings>} */
export const standings = (after, signal) => get(`/teaching/progress${query({ after })}`, signal);

/** @typedef {import('../../kit/api-types-teaching').DraftRead} DraftRead */
/** @typedef {import('../../kit/api-types-teaching').DraftCheck} DraftCheck */
/** @typedef {Record<string, any>} Source the quiz as an author would write it in <quiz>.yaml */

const at = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `${COURSES}/${slug}/quizzes/${quiz}/draft`;

/** @param {string} slug @param {string} quiz @param {AbortSignal} [signal] @returns {Promise<DraftRead>} */
export const draft = (slug, quiz, signal) => get(at(slug, quiz), signal);
/** @param {string} slug @param {string} quiz @param {{source: Source, revision: number, over: number}} change @returns {Promise<{revision: number, saved_at: string}>} */
export const saveDraft = (slug, quiz, change) => put(at(slug, quiz), change);
/** @param {string} slug @param {string} quiz @param {number} revision @returns {Promise<null>} */
export const dropDraft = (slug, quiz, revision) =>
  request('DELETE', `${at(slug, quiz)}${query({ revision })}`);
/** @param {string} slug @param {string} quiz @returns {Promise<DraftCheck>} */
export const checkDraft = (slug, quiz) => get(`${at(slug, quiz)}/check`);
/** @param {string} slug @param {string} quiz @param {{revision: number, note: string}} wish @returns {Promise<{version: number, learners: number}>} */
export const publishDraft = (slug, quiz, wish) => post(`${at(slug, quiz)}/publish`, wish);
