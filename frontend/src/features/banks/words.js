/** Words of the question banks alone; they come with their pages. */
import indonesian from '../../locales/banks.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/banks.en.json')),
);
