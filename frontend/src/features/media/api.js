/** What the media page asks of the API. */
import { get, post, put, request } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-media').AssetRead} Asset */
/** @typedef {import('../../kit/api-types-media').AssetList} Assets */
/** @typedef {import('../../kit/api-types-media').UploadRead} Upload */
/** @typedef {{title: string, state: 'editing'|'in_review'|'approved', current: number|null, present: {name: string}[], modules: {slug: string, title: string, title_en: string|null, activities: {slug: string, title: string, title_en: string|null, files: {id?: string|null, en?: string|null}}[]}[]}} Draft */

const of = (/** @type {string} */ id) => `/teaching/drafts/${id}`;

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Draft>} */
export const draft = (id, signal) => get(of(id), signal);
/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<Assets>} */
export const assets = (id, signal) => get(`${of(id)}/assets`, signal);
/** One's own of the last seven days. @param {string} id @param {AbortSignal} [signal] @returns {Promise<{items: Upload[]}>} */
export const uploads = (id, signal) => get(`/uploads?course=${id}`, signal);
/** @param {string} id @param {Record<string, unknown>} wish @returns {Promise<{markdown: string, file: string}>} */
export const attach = (id, wish) => post(`${of(id)}/assets`, wish);

const one = (/** @type {string} */ id, /** @type {Asset} */ asset) =>
  `${of(id)}/assets/${asset.module ?? '-'}/${asset.name}`;

/** @param {string} id @param {Asset} asset @param {Record<string, unknown>} said */
export const change = (id, asset, said) => put(one(id, asset), said);
/** @param {string} id @param {Asset} asset */
export const remove = (id, asset) =>
  request('DELETE', `${one(id, asset)}${asset.bank ? `?bank=${asset.bank}` : ''}`);
