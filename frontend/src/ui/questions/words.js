/** Words of a question's form; they come with the pages that show one. */
import indonesian from '../../locales/questions.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/questions.en.json')),
);
