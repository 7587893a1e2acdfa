/** What is to be mended, each with a way to its line. */
import { check, warn } from '../../icons.json';
import { ApiProblem } from '../../kit/api.js';
import { Icon } from '../../ui/icon.jsx';
import { findingWords } from '../../kit/finding-words.js';
import { t } from './words.js';

const FIRST = 12;

/** A bank's file is a list of questions. @param {string|null|undefined} field */
const toQuestion = (field) => {
  const number = /^\d+(?=\.|$)/.exec(field ?? '')?.[0];
  return number ? t('toQuestionNumber', { n: Number(number) + 1 }) : t('toQuestion');
};

/**
 * @param {object} props
 * @param {{shown: import('./api.js').Preview|null, problem: Error|null, fresh: boolean}} props.preview
 * @param {string} props.path of the file that is written; a finding may be in another
 * @param {number} props.offset lines of the file above what is shown
 * @param {boolean} [props.isForm] a finding leads to its field
 * @param {(finding: import('./api.js').Finding) => void} props.goTo
 */
export function Findings({
  preview: { shown, problem, fresh },
  path,
  offset,
  isForm = false,
  goTo,
}) {
  if (problem instanceof ApiProblem) {
    return (
      <p class="tag no">
        <Icon of={warn} />
        {problem.message}
      </p>
    );
  }
  if (!shown) return <p class="small soft">{t(problem ? 'checkWaits' : 'checking')}</p>;
  const { findings } = shown;
  const late = problem ? t('checkWaits') : fresh ? '' : t('checking');
  return (
    <section class="finds-of" aria-label={t('findingsTitle')}>
      <p class={`tag ${findings.length ? 'no' : 'ok'}`} role="status">
        <Icon of={findings.length ? warn : check} />
        {findings.length ? t('findings', { n: findings.length }) : t('noFindings')}
        {late && <span class="soft plain">{late}</span>}
      </p>
      {findings.length > 0 && (
        <ul class="list small">
          {findings.slice(0, FIRST).map((one, place) => (
            <li key={place}>
              {isForm && (one.path === path || one.path.startsWith('banks/')) ? (
                <button class="link" type="button" onClick={() => goTo(one)}>
                  {one.path === path ? t('toField') : toQuestion(one.field)}
                </button>
              ) : one.path !== path ? (
                <b>{one.path.split('/').pop()?.replace('.media.yaml', '')}</b>
              ) : one.line > offset ? (
                <button class="link" type="button" onClick={() => goTo(one)}>
                  {t('line', { n: one.line - offset })}
                </button>
              ) : (
                <b>{t('head')}</b>
              )}{' '}
              {findingWords(one) || t('fault')}
            </li>
          ))}
        </ul>
      )}
      {findings.length > FIRST && (
        <p class="small soft">{t('findingsMore', { n: findings.length - FIRST })}</p>
      )}
    </section>
  );
}
