/** Where a file of a draft is edited, and how it is called there. Pure. */
import * as paths from '../../kit/manage-paths.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */

/**
 * @param {Outline} outline @param {string} path
 * @param {(one: {title: string, title_en: string|null}) => string} titleOf how it is called for the reader
 * @returns {{href: string|null, title: string|null, what: 'activity'|'module'|'course'|'bank'|'other', english: boolean}}
 */
export function whereIs(outline, path, titleOf) {
  for (const { slug, activities } of outline.modules) {
    for (const one of activities) {
      const english = one.files.en === path;
      if (!english && one.files.id !== path) continue;
      const href = paths.studioText(outline.id, slug, one.slug, english ? 'en' : 'id');
      return { href, title: titleOf(one), what: 'activity', english };
    }
  }
  const none = { href: null, title: null, english: false };
  if (path.endsWith('/course.yaml')) {
    return { ...none, href: paths.studioFacts(outline.id), what: 'course' };
  }
  const module = outline.modules.find(({ slug }) => path.endsWith(`/${slug}/module.yaml`));
  if (module) {
    const href = `${paths.studioCourse(outline.id)}#modul-${module.slug}`;
    return { ...none, href, title: titleOf(module), what: 'module' };
  }
  const bank = /^banks\/([^/]+)\//.exec(path)?.[1];
  if (bank) {
    // Questions of a draft are written in the quiz that asks them.
    for (const { slug, activities } of outline.modules) {
      const quiz = activities.find(({ banks }) => banks.includes(bank));
      if (!quiz) continue;
      const href = paths.studioText(outline.id, slug, quiz.slug);
      return { ...none, href, title: quiz.title, what: 'bank' };
    }
    return { ...none, href: paths.bank(bank), title: bank, what: 'bank' };
  }
  return { ...none, what: 'other' };
}

const LESSON_MINUTES_OF_JP = 45;

/**
 * What the minutes of a course say about its JP (rule C031: 0.9 to 1.2 times its JP × 45).
 *
 * @param {number} minutes @param {number} jp
 * @returns {{least: number, most: number, verdict: 'fits'|'short'|'long'|'none'}}
 */
export function honest(minutes, jp) {
  const least = Math.ceil(jp * LESSON_MINUTES_OF_JP * 0.9);
  const most = Math.floor(jp * LESSON_MINUTES_OF_JP * 1.2);
  if (!jp) return { least, most, verdict: 'none' };
  return { least, most, verdict: minutes < least ? 'short' : minutes > most ? 'long' : 'fits' };
}
