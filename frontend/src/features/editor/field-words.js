/** What is wrong, said where it is: the field itself is in sight, so its name in the file is not told. */
import { findingWords } from '../../kit/finding-words.js';
import { t } from './words.js';

/** @param {import('./api.js').Finding} finding */
function atField(finding) {
  if (finding.code !== 'C010') return findingWords(finding);
  return t(/is missing$|at least 1 /.test(finding.what) ? 'fillIn' : 'wrongForm');
}

/** @param {import('./api.js').Finding[]} findings of one field @returns {string|null} */
export const wordsAt = (findings) =>
  findings.length ? [...new Set(findings.map(atField))].join(' ') || t('fault') : null;
