/** What the page that writes to learners asks of the API. */
import { get, post, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-inbox').AudienceRead} AudienceRead */
/** @typedef {import('../../kit/api-types-inbox').SentMessage} SentMessage */
/** @typedef {import('../../kit/api-types').Page<SentMessage>} SentMessages */
/** @typedef {{to: string|string[], days: number}} Ask a group, or enrolments */
/** @typedef {Ask & {subject: string, body: string, mail: boolean}} Letter */

const at = (/** @type {string} */ slug) => `/teaching/courses/${slug}/messages`;

/** @param {string} slug @param {Ask} ask @returns {Promise<AudienceRead>} */
export const audience = (slug, ask) => post(`${at(slug)}/audience`, ask);
/** @param {string} slug @param {Letter} letter @returns {Promise<SentMessage>} */
export const send = (slug, letter) => post(at(slug), letter);
/** @param {string} slug @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<SentMessages>} */
export const sent = (slug, after, signal) => get(`${at(slug)}${query({ after })}`, signal);
