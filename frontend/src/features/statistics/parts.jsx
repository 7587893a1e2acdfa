/** What both pages show: a figure with its word, a hint, the words about few attempts. */
import { info, ok, warn } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { gradeOf } from './figures.js';
import { t } from './words.js';

/** A share from 0 to 1 in whole percents. @param {number|null} share */
export const percent = (share) =>
  share === null ? '–' : t('percent', { n: String(Math.round(share * 100)).replace('-', '−') });

/** @param {number|null} value */
export const decimal = (value) =>
  value === null ? '–' : format.value.number(value).replace('-', '−');

/** Basis points as a score. @param {number|null} points */
export const score = (points) => (points === null ? '–' : format.value.number(points / 100));

/** @param {{name: string, value: string, words?: string|null}} props */
export const Figure = ({ name, value, words }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b>{value}</b>
      {words && <small class="soft">{words}</small>}
    </dd>
  </div>
);

/** @param {number|null} discrimination */
export function discriminationWords(discrimination) {
  const grade = gradeOf(discrimination);
  return grade && t(`grade.${grade}`);
}

const LOUD = new Set(['key_suspect', 'lured', 'below_guess', 'too_hard']);

/** @param {{hint: import('../../kit/api-types-statistics').StatisticsHint}} props */
export const HintLine = ({ hint }) => (
  <p class={`hint ${hint.code === 'good' ? 'fine' : LOUD.has(hint.code) ? 'loud' : ''}`}>
    <Icon of={hint.code === 'good' ? ok : LOUD.has(hint.code) ? warn : info} />
    <span>{hint.words}</span>
  </p>
);

/** @param {{confidence: 'none'|'early'|'enough', attempts: number}} props */
export const Early = ({ confidence, attempts }) =>
  confidence === 'enough' ? null : (
    <p class="note">
      <Icon of={info} />
      <span>{t(confidence === 'none' ? 'tooFew' : 'early', { n: attempts })}</span>
    </p>
  );
