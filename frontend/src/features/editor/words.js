/** Words of the editor alone; they come with its pages. */
import indonesian from '../../locales/editor.id.json';
import { dictionary } from '../../kit/i18n.js';

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/editor.en.json')),
);
