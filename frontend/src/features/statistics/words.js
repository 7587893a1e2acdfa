/** Words of the statistics pages alone; they come with its pages. */
import indonesian from '../../locales/statistics.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/statistics.en.json')),
);
