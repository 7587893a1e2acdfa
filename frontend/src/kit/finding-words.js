/**
 * What the rules say of a draft, in words for people. In English the rule's own words are mostly
 * good; for Indonesian the rules that an author meets have words in `faults.id.json`. Words for one
 * field of a rule stand under `<code>.<field>`.
 */
import english from '../locales/faults.en.json';
import faults from '../locales/faults.id.json';
import { fieldName } from './field-name.js';
import { language } from './session.js';

/** The first thing quoted in a finding: the word, the file or the id it is about. @param {string} what */
const quoted = (what) => /'([^']+)'/.exec(what)?.[1] ?? '';

/** @param {string} words */
const sentence = (words) =>
  words && words.charAt(0).toUpperCase() + words.slice(1) + (/[.?!]$/.test(words) ? '' : '.');

/**
 * One or two sentences; empty if the finding says nothing.
 *
 * @param {{code: string, what: string, instead: string, field?: string|null, path?: string}} finding
 */
export function findingWords({ code, what, instead, field, path }) {
  const known = /** @type {Record<string, string>} */ (language.value === 'en' ? english : faults);
  const isEmpty = code === 'C010' && /is missing$|at least 1 /.test(what);
  const ours = known[`${code}.${field}`] ?? (isEmpty ? known.empty : undefined) ?? known[code];
  if (!ours) return `${sentence(what)} ${sentence(instead)}`.trim();
  const file = code === 'C008' ? path?.split('/').pop() : ''; // it is about the file itself
  const it = isEmpty && field ? fieldName(field, known) : quoted(what) || field || file || '…';
  return ours.replace('{it}', it);
}
