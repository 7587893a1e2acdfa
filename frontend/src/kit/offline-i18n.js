/** Words of the tab of downloads alone; they come with its pages. */
import indonesian from '../locales/offline.id.json';
import { dictionary } from './i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../locales/offline.en.json')),
);
