/** What an entry of a draft's history says it did. */
import { titleOf } from '../../kit/titles.js';
import { whereIs } from './where.js';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */

/** A picture is one for people, whatever widths it has; so is a sound with what is said of it. @param {string} path */
const fileName = (path) =>
  (path.split('/').pop() ?? '').replace(/\.media\.yaml$/, '').replace(/\.w\d+(\.\w+)$/, '$1');

/** What a file is called. @param {Outline|null} outline @param {string} path */
export function nameOf(outline, path) {
  if (!outline) return path;
  const { title, what, english } = whereIs(outline, path, titleOf);
  if (what === 'course') return t('courseFacts');
  if (path.startsWith('facts/')) return t('factsRegister');
  if (path.startsWith('regulations/')) return t('lawRegister');
  if (what === 'bank') {
    return t('questionsOf', { title: title ?? '' });
  }
  if (!title)
    return path.includes('/assets/') ? fileName(path) : path.replace(/^courses\/[^/]+\//, '');
  return english ? t('inEnglish', { title }) : title;
}

// Their notes are numbers and names of the machine, or have their own place in the words.
const BARE = new Set(['created', 'begun', 'course', 'undo']);

/** @param {import('../../kit/api-types-studio').HistoryRow} entry @param {Outline|null} outline */
export function actWords({ act, note, paths: [path] }, outline) {
  if (act === 'rollback' || act === 'rebase') return t(`act.${act}`, { n: note ?? '' });
  const words = known(`act.${act}`, act);
  const what = BARE.has(act)
    ? act === 'undo' && path
      ? nameOf(outline, path)
      : ''
    : (note ?? (path ? nameOf(outline, path) : ''));
  return what ? `${words}: ${what}` : words;
}
