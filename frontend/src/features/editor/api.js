/** What the editor asks of the API. */
import { get, post, put, request } from '../../kit/api.js';

/** @typedef {import('./shapes').Outline} Outline */
/** @typedef {import('./shapes').OutlineActivity} OutlineActivity */
/** @typedef {import('./shapes').File} File */
/** @typedef {import('./shapes').Finding} Finding */
/** @typedef {import('./shapes').Preview} Preview */

const at = (/** @type {string} */ id) => `/teaching/drafts/${encodeURIComponent(id)}`;
const file_ = (/** @type {string} */ id, /** @type {string} */ path) =>
  `${at(id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Outline>} */
export const outline = (id, signal) => get(at(id), signal);
/** @param {string} id @param {string} path @param {AbortSignal} [signal] @returns {Promise<File>} */
export const file = (id, path, signal) => get(file_(id, path), signal);
/** @param {string} id @param {string} path @param {string} text @param {number} revision @returns {Promise<{revision: number, saved_at: string}>} */
export const save = (id, path, text, revision) => put(file_(id, path), { text, revision });
/** The compiler's own output of a text that need not be saved. @param {string} id @param {string} path @param {string} text @param {AbortSignal} signal @returns {Promise<Preview>} */
export const preview = (id, path, text, signal) =>
  request('POST', `${at(id)}/preview`, { body: { path, text }, signal });
/** What the rules say of the whole draft as it is saved. @param {string} id @returns {Promise<{revision: number, findings: Finding[]}>} */
export const check = (id) => get(`${at(id)}/check`);
/** I am here. @param {string} id @param {string} path */
export const presence = (id, path) => post(`${at(id)}/presence`, { path });
/** A finished upload becomes a file of the draft. @param {string} id @param {Record<string, unknown>} wish @returns {Promise<{paths: string[], markdown: string}>} */
export const attach = (id, wish) => post(`${at(id)}/assets`, wish);
