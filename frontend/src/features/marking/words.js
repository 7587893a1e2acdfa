/** Words of the marking pages alone; they come with its pages. */
import indonesian from '../../locales/marking.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/marking.en.json')),
);
