/** What the editor asks of the API. */
import { get, post, put, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-editor').DraftOutline} Outline */
/** @typedef {import('../../kit/api-types-editor').OutlineActivity} OutlineActivity */
/** @typedef {import('../../kit/api-types-editor').DraftFileRead} File */
/** @typedef {import('../../kit/api-types-editor').CourseFinding} Finding */
/** @typedef {import('../../kit/api-types-editor').TextPreview} Preview */
/** @typedef {import('../../kit/api-types-media').AssetRead} Asset */

const at = (/** @type {string} */ id) => `/teaching/drafts/${encodeURIComponent(id)}`;
const file_ = (/** @type {string} */ id, /** @type {string} */ path) =>
  `${at(id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Outline>} */
export const outline = (id, signal) => get(at(id), signal);
/** @param {string} id @param {string} path @param {AbortSignal} [signal] @returns {Promise<File>} */
export const file = (id, path, signal) => get(file_(id, path), signal);
/** @param {string} id @param {string} path @param {string} text @param {number} revision @returns {Promise<import('../../kit/api-types-editor').DraftFileSaved>} */
export const save = (id, path, text, revision) => put(file_(id, path), { text, revision });
/** The compiler's own output of a text that need not be saved. @param {string} id @param {string} path @param {string} text @param {AbortSignal} signal @returns {Promise<Preview>} */
export const preview = (id, path, text, signal) =>
  request('POST', `${at(id)}/preview`, { body: { path, text }, signal });
/** I am here. @param {string} id @param {string} path */
export const presence = (id, path) => post(`${at(id)}/presence`, { path });
/** What the draft shows besides text. @param {string} id @param {AbortSignal} [signal] @returns {Promise<{items: Asset[]}>} */
export const assets = (id, signal) => get(`${at(id)}/assets`, signal);
/** The words of a sound, film or document. @param {string} id @param {Asset} asset @param {Record<string, unknown>} said */
export const changeAsset = (id, { module, name }, said) =>
  put(`${at(id)}/assets/${module ?? '-'}/${name}`, said);
/** A finished upload becomes a file of the draft. @param {string} id @param {Record<string, unknown>} wish @returns {Promise<import('../../kit/api-types-editor').AssetAttached>} */
export const attach = (id, wish) => post(`${at(id)}/assets`, wish);
