/** How what is in a draft is called for its reader. */
import { language } from './session.js';

/** In the reader's language, as far as it is there. @param {{title: string, title_en: string|null}} one a module or an activity */
export const titleOf = (one) => (language.value === 'en' && one.title_en) || one.title;

/** @param {{summary: string, summary_en: string|null}} one */
export const summaryOf = (one) => (language.value === 'en' && one.summary_en) || one.summary;
