/** What the pages of a course's progress, ratings and reports ask of the API. */
import { get, post, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-insight').CourseProgress} Progress */
/** @typedef {import('../../kit/api-types-insight').ProgressActivity} Activity */
/** @typedef {import('../../kit/api-types-insight').ProgressAgency} Agency */
/** @typedef {import('../../kit/api-types-insight').ProgressLearner} Learner */
/** @typedef {import('../../kit/api-types-insight').ProgressLearners} Learners */
/** @typedef {import('../../kit/api-types-insight').CourseRatings} Ratings */
/** @typedef {import('../../kit/api-types-insight').CourseReports} Reports */
/** @typedef {import('../../kit/api-types-insight').ContentReportRead} Report */
/** @typedef {Record<string, string|null>} Asked */

const of = (/** @type {string} */ slug) => `/teaching/courses/${slug}`;

/** @param {string} slug @param {Asked} asked @param {AbortSignal} [signal] @returns {Promise<Progress>} */
export const progress = (slug, asked, signal) => get(`${of(slug)}/progress${query(asked)}`, signal);

/** @param {string} slug @param {Asked} asked @param {AbortSignal} [signal] @returns {Promise<Learners>} */
export const learners = (slug, asked, signal) => get(`${of(slug)}/learners${query(asked)}`, signal);

/**
 * Where a file of it is: of the learners listed, or of the figures by unit or by activity.
 *
 * @param {string} slug @param {'progress'|'learners'} what @param {import('./asked.js').Asked} asked @param {'agency'|'activity'} [by]
 */
export const fileOf = (slug, what, { days, agency, state, activity, q }, by) =>
  `/api/v1${of(slug)}/${what}/export${query({
    days: String(days),
    agency,
    ...(what === 'learners' ? { state, activity, q: q || null } : { by: by ?? null }),
  })}`;

/** Agencies that have learners there, as the gradebook lists them. @param {string} slug @param {AbortSignal} [signal] @returns {Promise<{id: string, name: string, depth: number}[]>} */
export const agencies = (slug, signal) => get(`${of(slug)}/gradebook/agencies`, signal);

/** @param {string} slug @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Ratings>} */
export const ratings = (slug, after, signal) =>
  get(`${of(slug)}/ratings${query({ after })}`, signal);

/** @param {string} slug @param {Asked} asked @param {AbortSignal} [signal] @returns {Promise<Reports>} */
export const reports = (slug, asked, signal) => get(`${of(slug)}/reports${query(asked)}`, signal);

/** @param {string} slug @param {string} report @param {string} answer @returns {Promise<Report>} */
export const answer = (slug, report, answer) =>
  post(`${of(slug)}/reports/${report}/answer`, { answer });

/** @param {string} slug @param {string} report @returns {Promise<Report>} */
export const close = (slug, report) => post(`${of(slug)}/reports/${report}/close`, {});

/** @param {string} slug @param {string[]} reports @param {string} answer @returns {Promise<import('../../kit/api-types-insight').ReportsAnswered>} */
export const answerAll = (slug, reports, answer) =>
  post(`${of(slug)}/reports/answer`, { reports, answer });

/** Opens the course's draft, or begins one. @param {string} slug */
export const openDraft = (slug) => post(`/teaching/courses/${slug}/edit`);
