/** What the rules say of a draft, in words for people; a rule without words of ours says its own. */
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-teaching').DraftFinding} Finding */

/** The first thing quoted in a finding: the word, the bank or the number it is about. */
const quoted = (/** @type {string} */ what) => /'([^']+)'/.exec(what)?.[1] ?? '';
const counted = (/** @type {string} */ what) => /(?:only|only has) (\d+)/.exec(what)?.[1] ?? '';

/** @param {Finding} finding */
export function wordsOf(finding) {
  const { code, field, what } = finding;
  const words = known(`fault.${code}`);
  if (!words) return `${t('fault')} ${what}`;
  const it = code === 'C070' ? quoted(what).toLowerCase() : quoted(what);
  return words.replace('{it}', it || (field ?? '')).replace('{n}', counted(what));
}

/** @param {Finding[]} findings @param {string} field @returns {string|null} about the field or in it */
export function about(findings, field) {
  const found = findings.filter((one) => one.field === field || one.field?.startsWith(`${field}.`));
  return found.length ? [...new Set(found.map(wordsOf))].join(' ') : null;
}
