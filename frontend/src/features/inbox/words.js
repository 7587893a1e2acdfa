/** Words of the page that writes to learners; they come with it. */
import indonesian from '../../locales/inbox.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/inbox.en.json')),
);
