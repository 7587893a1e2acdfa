/** What the pages of question banks ask of the API. */
import { get, patch, post, put, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-banks').BankRead} Bank */
/** @typedef {import('../../kit/api-types-banks').QuestionRow} Row */
/** @typedef {import('../../kit/api-types-banks').QuestionRead} Question */
/** @typedef {import('../../kit/api-types-banks').QuestionPage} Rows */
/** @typedef {import('../../kit/api-types-banks').Facets} Facets */
/** @typedef {import('../../kit/api-types-banks').Preview} Preview */
/** @typedef {import('../../kit/api-types-banks').VersionRow} Version */
/** @typedef {import('../../kit/api-types-banks').PictureRead} Picture */
/** @typedef {import('../../kit/api-types-banks').ImportRead} Import */
/** @typedef {import('../../kit/api-types-banks').ExportRead} Export */
/** @template One @typedef {import('../../kit/api-types').Page<One>} Page */
/** @typedef {Record<string, any>} Source a question as content/README.md writes it */

const BANKS = '/teaching/banks';
const MOST = 200;

/** @param {{q?: string, course?: string, agency?: string, status?: string, after?: string|null}} wanted @param {AbortSignal} [signal] @returns {Promise<Page<Bank>>} */
export const banks = (wanted, signal) => get(`${BANKS}${query(wanted)}`, signal);
/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<Bank>} */
export const bank = (slug, signal) => get(`${BANKS}/${slug}`, signal);
/** @param {{title: string, course?: string, agency?: string}} wanted @returns {Promise<Bank>} */
export const createBank = (wanted) => post(BANKS, wanted);
/** @param {string} slug @param {{title?: string, retired?: boolean, take?: boolean}} change @returns {Promise<Bank>} */
export const changeBank = (slug, change) => patch(`${BANKS}/${slug}`, change);

/** Courses one teaches, to choose from. @param {AbortSignal} [signal] @returns {Promise<{slug: string, title: string}[]>} */
export async function courses(signal) {
  const found = [];
  let after = null;
  do {
    const page = await get(`/teaching/courses${query({ limit: MOST, after })}`, signal);
    found.push(...page.items);
    after = page.next;
  } while (after);
  return found;
}

/** @param {string} slug @param {Record<string, string|number|null|undefined>} wanted @param {AbortSignal} [signal] @returns {Promise<Rows>} */
export const questions = (slug, wanted, signal) =>
  get(`${BANKS}/${slug}/questions${query(wanted)}`, signal);
/** @param {string} slug @param {Record<string, any>} change @returns {Promise<import('../../kit/api-types-banks').BulkAnswer>} */
export const changeMany = (slug, change) => post(`${BANKS}/${slug}/questions/bulk`, change);

const at = (/** @type {string} */ slug, /** @type {string} */ id) =>
  `${BANKS}/${slug}/questions/${id}`;

/** @param {string} slug @param {string} id @param {AbortSignal} [signal] @returns {Promise<Question>} */
export const question = (slug, id, signal) => get(at(slug, id), signal);
/** @param {string} slug @param {{source: Source, note: string}} wanted @returns {Promise<Question>} */
export const createQuestion = (slug, wanted) => post(`${BANKS}/${slug}/questions`, wanted);
/** @param {string} slug @param {string} id @param {{source: Source, revision: number, note: string}} wanted @returns {Promise<Question>} */
export const saveQuestion = (slug, id, wanted) => put(at(slug, id), wanted);
/** @param {string} slug @param {string} id @param {'active'|'retired'} status @returns {Promise<Question>} */
export const setStatus = (slug, id, status) => put(`${at(slug, id)}/status`, { status });
/** @param {string} slug @param {{source: Source, language: 'id'|'en', seed?: string}} wanted @returns {Promise<Preview>} */
export const preview = (slug, wanted) => post(`${BANKS}/${slug}/questions/preview`, wanted);
/** @param {string} slug @param {string} id @param {string|null} after @param {AbortSignal} [signal] @returns {Promise<Page<Version>>} */
export const versions = (slug, id, after, signal) =>
  get(`${at(slug, id)}/versions${query({ after })}`, signal);
/** @param {string} slug @param {string} id @param {number} number @returns {Promise<import('../../kit/api-types-banks').VersionRead>} */
export const version = (slug, id, number) => get(`${at(slug, id)}/versions/${number}`);
/** @param {string} slug @param {string} id @param {number} before @param {number} to @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-banks').Differences>} */
export const differences = (slug, id, before, to, signal) =>
  get(`${at(slug, id)}/differences${query({ before, to })}`, signal);
/** @param {string} slug @param {string} id @param {AbortSignal} [signal] @returns {Promise<import('../../kit/api-types-banks').Use[]>} */
export const uses = (slug, id, signal) => get(`${at(slug, id)}/uses`, signal);

/** @param {string} slug @param {AbortSignal} [signal] @returns {Promise<Page<Picture>>} */
export const pictures = (slug, signal) =>
  get(`${BANKS}/${slug}/pictures${query({ limit: MOST })}`, signal);
/** @param {string} slug @param {{name: string, content: string, alt: string, licence: string}} wanted @returns {Promise<Picture>} */
export const addPicture = (slug, wanted) => post(`${BANKS}/${slug}/pictures`, wanted);

/** @param {string} slug @param {FormData} form @returns {Promise<Import>} */
export const importQuestions = (slug, form) => post(`${BANKS}/${slug}/imports`, form);
/** @param {string} slug @param {{format: string, language: string}} wanted @param {AbortSignal} [signal] @returns {Promise<Export>} */
export const exportOutcome = (slug, wanted, signal) =>
  get(`${BANKS}/${slug}/export/outcome${query(wanted)}`, signal);
/** Where the file itself is. @param {string} slug @param {{format: string, language: string}} wanted */
export const exportLink = (slug, wanted) => `/api/v1${BANKS}/${slug}/export${query(wanted)}`;
export const templateLink = '/api/v1/teaching/question-table';
