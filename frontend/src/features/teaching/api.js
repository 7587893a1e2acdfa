/** What the teaching pages ask of the API. */
import { get, query } from '../../kit/api.js';

const COURSES = '/teaching/courses';

/** @typedef {import('../../kit/api-types-teaching').TaughtCourse} TaughtCourse */
/** @typedef {import('../../kit/api-types').Page<TaughtCourse>} TaughtCourses */

/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<TaughtCourses>} */
export const taughtCourses = (after, signal) => get(`${COURSES}${query({ after })}`, signal);
/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-teaching').TaughtCourseDetail>} */
export const taughtCourse = (slug, signal) => get(`${COURSES}/${slug}`, signal);
