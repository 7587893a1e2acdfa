/** Words of the studio's own pages; they come with them. */
import indonesian from '../../locales/studio.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/studio.en.json')),
);
