/** The management area's words come with its pages, so that learners never carry them. */
import { language } from '../kit/session.js';

export const manageWords = async () =>
  (await import('../kit/manage-i18n.js')).speak(language.value);
