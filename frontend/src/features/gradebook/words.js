/** Words of the gradebook alone; they come with its page. */
import indonesian from '../../locales/gradebook.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/gradebook.en.json')),
);
