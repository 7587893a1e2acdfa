/** Words of the teaching pages alone; they come with its pages. */
import indonesian from '../../locales/teaching.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/teaching.en.json')),
);
