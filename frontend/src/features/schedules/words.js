/** Words of the schedule page alone; they come with it. */
import indonesian from '../../locales/schedules.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/schedules.en.json')),
);
