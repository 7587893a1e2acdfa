/** What the statistics pages ask of the API. */
import { get, query } from '../../kit/api.js';

/** @typedef {import('../../kit/api-types-statistics').QuizStatisticsRead} QuizStatistics */
/** @typedef {import('../../kit/api-types-statistics').QuestionStatisticsRead} QuestionStatistics */

const of = (/** @type {string} */ slug, /** @type {string} */ quiz) =>
  `/teaching/courses/${slug}/quizzes/${quiz}/statistics`;

/** @param {string} slug @param {string} quiz @param {Record<string, string|null>} asked @param {AbortSignal} [signal] @returns {Promise<QuizStatistics>} */
export const quizStatistics = (slug, quiz, asked, signal) =>
  get(`${of(slug, quiz)}${query(asked)}`, signal);
/** @param {string} slug @param {string} quiz @param {string} question @param {Record<string, string|null>} asked @param {AbortSignal} [signal] @returns {Promise<QuestionStatistics>} */
export const questionStatistics = (slug, quiz, question, asked, signal) =>
  get(`${of(slug, quiz)}/questions/${question}${query(asked)}`, signal);

/** Where a browser fetches the file. @param {string} slug @param {string} quiz @param {Record<string, string|null>} asked */
export const exportPath = (slug, quiz, asked) => `/api/v1${of(slug, quiz)}/export${query(asked)}`;
