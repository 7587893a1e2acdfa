/** Words of a course's progress, ratings and reports alone; they come with these pages. */
import indonesian from '../../locales/insight.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/insight.en.json')),
);
