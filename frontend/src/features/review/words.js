/** Words of review, publishing and import; they come with their pages. */
import indonesian from '../../locales/review.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/review.en.json')),
);
