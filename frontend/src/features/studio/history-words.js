/** What an entry of a draft's history says it did. */
import { whereIs } from './where.js';
import { known, t } from './words.js';

/** @typedef {import('./shapes').HistoryRow} HistoryRow */

// What made the draft, or what it became: there is nothing before it to go back to.
const LASTING = new Set(['created', 'begun', 'published']);

/** @param {HistoryRow} entry */
export const mayUndo = (entry) => !LASTING.has(entry.act) && entry.paths.length > 0;

/** What a file is called. @param {import('./shapes').DraftOutline|null} outline @param {string} path */
export function nameOf(outline, path) {
  if (!outline) return path;
  const { title, what, english } = whereIs(outline, path);
  if (what === 'course') return t('courseFacts');
  if (!title) return path.replace(/^courses\/[^/]+\//, '');
  return english ? t('inEnglish', { title }) : title;
}

/** @param {HistoryRow} entry @param {import('./shapes').DraftOutline|null} outline */
export function actWords(entry, outline) {
  const [path] = entry.paths;
  const what = entry.note ?? (path ? nameOf(outline, path) : '');
  return `${known(`act.${entry.act}`, entry.act)}${what ? `: ${what}` : ''}`;
}
