/** Words of the media page alone; they come with it. */
import indonesian from '../../locales/media.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/media.en.json')),
);
