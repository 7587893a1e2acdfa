/** What the gradebook asks of the API. */
import { get, post, put, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-gradebook').GradebookRead} Gradebook */
/** @typedef {import('../../kit/api-types-gradebook').GradebookRow} Row */
/** @typedef {import('../../kit/api-types-gradebook').GradeColumn} Column */
/** @typedef {import('../../kit/api-types-gradebook').GradeCell} Cell */
/** @typedef {import('../../kit/api-types-gradebook').GradeRead} Grade */
/** @typedef {import('../../kit/api-types-gradebook').CellDetail} Detail */
/** @typedef {import('../../kit/api-types-gradebook').GradebookAgency} Agency */
/** @typedef {Record<string, string|null>} Asked */

const PAGE = 100;
const book = (/** @type {string} */ slug) => `/teaching/courses/${slug}/gradebook`;

/** @param {string} slug @param {Asked} asked @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Gradebook>} */
export const gradebook = (slug, asked, after, signal) =>
  get(`${book(slug)}${query({ ...asked, after, limit: String(PAGE) })}`, signal);

/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<Agency[]>} */
export const agencies = (slug, signal) => get(`${book(slug)}/agencies`, signal);

/** Where a browser fetches the file. @param {string} slug @param {Asked} asked */
export const exportPath = (slug, asked) => `/api/v1${book(slug)}/export${query(asked)}`;

/** @param {string} slug @param {{activity: string, weight: number|null}[]} weights */
export const putWeights = (slug, weights) => put(`${book(slug)}/weights`, { weights });

/** @typedef {import('../../kit/api-types').Page<import('../../kit/api-types-gradebook').GradebookEntry>} Books */
/** @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Books>} */
export const gradebooks = (after, signal) => get(`/teaching/gradebooks${query({ after })}`, signal);

const cell = (
  /** @type {string} */ slug,
  /** @type {string} */ enrolment,
  /** @type {string} */ activity,
) => `${book(slug)}/${enrolment}/${activity}`;

/** @param {string} slug @param {string} enrolment @param {string} activity @param {AbortSignal} [signal] @returns {Promise<Detail>} */
export const detail = (slug, enrolment, activity, signal) =>
  get(cell(slug, enrolment, activity), signal);

/**
 * @param {string} slug
 * @param {Detail} seen what was looked at: another's change since then refuses this one
 * @param {'excuse'|'excuse/withdrawal'|'override'|'override/withdrawal'} what
 * @param {{reason: string, score?: number, passed?: boolean}} said
 * @returns {Promise<Detail>}
 */
export const change = (slug, seen, what, said) =>
  post(`${cell(slug, seen.enrolment, seen.activity)}/${what}`, {
    ...said,
    last_act: seen.last_act,
  });
