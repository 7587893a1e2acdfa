/** One cell in signs and in words, and a learner's grade. */
import { check, edit, not, ok } from '../../icons.json';
import { clock } from '../../icons-staff.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { look } from './figures.js';
import { known, t } from './words.js';

/** @typedef {import('./api.js').Cell} CellRead */

/** 8333 → 83,33; nothing → a dash. @param {number|null} basisPoints */
export const score = (basisPoints) =>
  basisPoints === null ? '–' : format.value.number(basisPoints / 100);

/** A result in words: "91,48, lulus". @param {{state: string, score: number|null}} result */
export const inWords = ({ state, score: points }) =>
  points === null
    ? known(`state.${state}`)
    : t('scoreAnd', { score: score(points), state: known(`state.${state}`) });

/** All a cell says, for readers. @param {CellRead} cell */
export const spoken = (cell) =>
  [cell.exempt ? known(`exempt.${cell.exempt}`) : inWords(cell), cell.overridden && t('setByStaff')]
    .filter(Boolean)
    .join(', ');

const SIGNS = /** @type {Record<string, any>} */ ({
  passed: ok,
  not_passed: not,
  waiting: clock,
  done: check,
});

/** @param {{cell: CellRead}} props */
export function Sign({ cell }) {
  const kind = look(cell);
  return (
    <span class={`gr ${kind}`}>
      {SIGNS[kind] && <Icon of={SIGNS[kind]} />}
      {kind === 'exempt' ? t('exemptShort') : cell.score === null ? SHORT(kind) : score(cell.score)}
      {cell.overridden && <Icon of={edit} />}
    </span>
  );
}

const SHORT = (/** @type {string} */ kind) => known(`short.${kind}`);

/** @param {{grade: import('./api.js').Grade}} props */
export const GradeOf = ({ grade }) => (
  <>
    <b>{score(grade.score)}</b>
    {grade.missing > 0 && <small class="soft">{t('missing', { n: grade.missing })}</small>}
  </>
);
