/** Words of the management area alone; the learner's dictionary stays small. */
import indonesian from '../locales/manage.id.json';
import { dictionary } from './i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../locales/manage.en.json')),
);
