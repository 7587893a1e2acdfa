/** What the management area asks of the API. */
import { get, patch, post, put, query } from './api.js';

/** @typedef {import('./api-types').Agency} Agency */
/** @typedef {import('./api-types').Person} Person */
/** @template Row @typedef {import('./api-types').Page<Row>} Page */

const MOST = 200;

/**
 * All pages of a list that people choose from.
 *
 * @param {string} path @param {AbortSignal} [signal]
 */
async function all(path, signal) {
  const items = [];
  let after = null;
  do {
    const page = await get(`${path}${query({ limit: MOST, after })}`, signal);
    items.push(...page.items);
    after = page.next;
  } while (after);
  return items;
}

/** In the tree's order, a parent before what is below it. @param {AbortSignal} [signal] @returns {Promise<Agency[]>} */
export const agencies = (signal) => all('/admin/agencies', signal);
/** @param {AbortSignal} [signal] @returns {Promise<import('./api-types').ManagedCourse[]>} */
export const courses = (signal) => all('/admin/courses', signal);

/** @param {Record<string, string|number|null>} asked @param {AbortSignal} [signal] @returns {Promise<Page<Person>>} */
export const people = (asked, signal) => get(`/admin/people${query(asked)}`, signal);
/** @param {Record<string, string|number|null>} asked @param {AbortSignal} [signal] @returns {Promise<Page<import('./api-types').AuditEntry>>} */
export const trail = (asked, signal) => get(`/admin/audit${query(asked)}`, signal);

/** @param {Record<string, unknown>} person @returns {Promise<Person>} */
export const addPerson = (person) => post('/admin/people', person);
/** @param {{text: string, agency: string, dry_run: boolean, with_codes: boolean}} rows @returns {Promise<import('./api-types').RowsAnswer>} */
export const pasteRows = (rows) => post('/admin/people/rows', rows);
/** @param {string} id @returns {Promise<{code: string, expires_at: string}>} */
export const issueCode = (id) => post(`/admin/people/${id}/code`);
/** @param {string} id @returns {Promise<Person>} */
export const deactivate = (id) => post(`/admin/people/${id}/deactivate`);
/** @param {string} id @returns {Promise<Person>} */
export const reactivate = (id) => post(`/admin/people/${id}/reactivate`);
/** @param {string} id @param {string} agency @returns {Promise<Person>} */
export const move = (id, agency) => post(`/admin/people/${id}/move`, { agency });

/** @param {Record<string, unknown>} agency @returns {Promise<Agency>} */
export const addAgency = (agency) => post('/admin/agencies', agency);
/** @param {string} id @param {Record<string, unknown>} change @returns {Promise<Agency>} */
export const changeAgency = (id, change) => patch(`/admin/agencies/${id}`, change);
/** @param {string} slug @param {string|null} agency null: everyone */
export const setAudience = (slug, agency) => put(`/admin/courses/${slug}/audience`, { agency });
