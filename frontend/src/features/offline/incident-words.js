/** Words of the pages beside Luring that need a network: the record of interruptions, a file carried. */
import { dictionary } from '../../kit/i18n.js';
import { speak as speakOffline } from '../../kit/offline-i18n.js';
import indonesian from '../../locales/incident.id.json';

const own = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../../locales/incident.en.json')),
);
export const { t } = own;
/** @param {string} language */
export const speak = (language) => Promise.all([own.speak(language), speakOffline(language)]);
