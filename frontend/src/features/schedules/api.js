/** What the schedule page asks of the API. */
import { get, post, put, query, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-schedules').ScheduleRead} ScheduleRead */
/** @typedef {import('../../kit/api-types-schedules').WindowRead} WindowRead */
/** @typedef {import('../../kit/api-types-schedules').WindowChanged} WindowChanged */
/** @typedef {import('../../kit/api-types-schedules').AccommodationRead} AccommodationRead */
/** @typedef {import('../../kit/api-types-schedules').LearnerChoice} LearnerChoice */
/** @typedef {import('../../kit/api-types').Page<AccommodationRead>} Accommodations */

const course = (/** @type {string} */ slug) => `/teaching/courses/${slug}`;
const at = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `${course(slug)}/quizzes/${quiz}/schedule`;
const grants = (/** @type {string} */ slug) => `${course(slug)}/accommodations`;

/** @param {string} slug @param {string} quiz @param {AbortSignal} [signal] @returns {Promise<ScheduleRead>} */
export const schedule = (slug, quiz, signal) => get(at(slug, quiz), signal);
/** @param {string} slug @param {string} quiz @param {{agency: string|null, opens_at: string|null, closes_at: string|null}} window @returns {Promise<WindowChanged>} */
export const setWindow = (slug, quiz, window) => put(at(slug, quiz), window);
/** @param {string} slug @param {string} quiz @param {string|null} agency @returns {Promise<WindowChanged>} */
export const clearWindow = (slug, quiz, agency) =>
  request('DELETE', `${at(slug, quiz)}${query({ agency })}`);
/** @param {string} slug @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Accommodations>} */
export const accommodations = (slug, after, signal) =>
  get(`${grants(slug)}${query({ after })}`, signal);
/** @param {string} slug @param {Record<string, unknown>} wanted @returns {Promise<AccommodationRead>} */
export const grant = (slug, wanted) => post(grants(slug), wanted);
/** @param {string} slug @param {string} id @returns {Promise<null>} */
export const endGrant = (slug, id) => request('DELETE', `${grants(slug)}/${id}`);
/** @param {string} slug @param {string} q @returns {Promise<LearnerChoice[]>} */
export const learners = (slug, q) => get(`${grants(slug)}/people${query({ q })}`);
