/** What people call a file of a course. */
import { t } from './words.js';

/** @param {{path: string, title?: string|null}} file */
export function short({ path, title }) {
  const name = path.replace(/^courses\/[^/]+\//, '');
  if (name === 'course.yaml') return t('courseFacts');
  if (path.startsWith('banks/')) return title ? t('questionsOf', { title }) : name;
  if (path.startsWith('facts/')) return t('factsRegister');
  if (path.startsWith('regulations/')) return t('lawRegister');
  if (!title) return path.includes('/assets/') ? name.replace(/^.*\//, '') : name;
  if (path.endsWith('.en.md')) return t('inEnglish', { title });
  return path.endsWith('/module.yaml') ? t('moduleNamed', { title }) : title;
}

/** Whether a file is a smaller width of a picture that is there whole. @param {string} path */
export const isWidth = (path) => /\/assets\/[^/]+\.w\d+\.webp$/.test(path);

/** Module and activity of a path, for its editor; null where it has none. @param {string} path */
export function placeOf(path) {
  const [, module, file] = /^courses\/[^/]+\/([^/]+)\/([^/]+)\.(?:md|yaml)$/.exec(path) ?? [];
  if (!module || !file || file === 'module') return null;
  const english = file.endsWith('.en');
  return /** @type {const} */ ({
    module,
    activity: english ? file.slice(0, -3) : file,
    language: english ? 'en' : 'id',
  });
}
