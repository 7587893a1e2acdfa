/** Questions of a bank as rows to read, to open, and to choose many of. */
import { warn } from '../../icons.json';
import { stop } from '../../icons-staff.json';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { allOrNone, extended, toggled } from './selection.js';
import { known, t } from './words.js';

/** @typedef {import('./selection.js').Selection} Selection */

/** The author's word, and what learners made of it. @param {{row: import('./api.js').Row}} props */
const Difficulty = ({ row }) => (
  <>
    {known(`difficulty.${row.difficulty}`, row.difficulty)}
    {row.measured && (
      <small class="soft" title={t('measuredHint', { n: row.measured.attempts })}>
        {t('measured', { share: Math.round(100 * row.measured.facility) })}
      </small>
    )}
  </>
);

/**
 * @param {{bank: string, row: import('./api.js').Row, chosen: boolean, choose: ((range: boolean) => void)|null, onKeyDown: (event: any) => void}} props
 */
const Row = ({ bank, row, chosen, choose, onKeyDown }) => (
  <tr role="row" class={chosen ? 'on' : ''}>
    {choose && (
      <td role="cell" class="pickc">
        <label class="hit">
          <input
            type="checkbox"
            data-row={row.id}
            aria-label={t('choose', { id: row.id })}
            checked={chosen}
            onClick={(event) => {
              event.preventDefault();
              const range = event.shiftKey;
              // The browser takes its own tick back after this; ours is drawn then.
              setTimeout(() => choose(range));
            }}
            onKeyDown={onKeyDown}
          />
        </label>
      </td>
    )}
    <th role="rowheader" scope="row">
      <a href={paths.question(bank, row.id)}>{row.stem || row.id}</a>
      <small class="soft">
        {known(`kind.${row.kind}`, row.kind)} · {row.id}
      </small>
      {row.status === 'retired' && (
        <span class="tag soft">
          <Icon of={stop} />
          {t('status.retired')}
        </span>
      )}
    </th>
    <td role="cell" data-name={t('competency')}>
      {row.competency}
      {row.tags.length > 0 && <small class="soft">{row.tags.join(', ')}</small>}
    </td>
    <td role="cell" data-name={t('difficulty')}>
      <Difficulty row={row} />
    </td>
    <td role="cell" data-name={t('reviewOn')} class="when">
      {row.due ? (
        <span class="tag wait">
          <Icon of={warn} />
          {format.value.date(row.review_on)}
        </span>
      ) : (
        format.value.date(row.review_on)
      )}
    </td>
    <td role="cell" data-name={t('used')}>
      {row.quizzes ? t('quizCount', { n: row.quizzes }) : '–'}
    </td>
  </tr>
);

/**
 * @param {object} props
 * @param {string} props.bank
 * @param {import('./api.js').Row[]} props.rows
 * @param {boolean} props.busy
 * @param {Selection} props.selection
 * @param {((change: (old: Selection) => Selection) => void)|null} props.select null where nothing may be changed
 */
export function QuestionTable({ bank, rows, busy, selection, select }) {
  const shown = rows.map(({ id }) => id);
  const all = shown.length > 0 && shown.every((id) => selection.chosen.has(id));

  /** Arrows go from row to row, with Shift they take rows along. */
  function keys(/** @type {KeyboardEvent} */ event) {
    const here = /** @type {HTMLInputElement} */ (event.currentTarget).dataset.row ?? '';
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      select?.((old) => allOrNone(old, shown));
    } else if (step) {
      const there = shown[shown.indexOf(here) + step];
      if (!there) return;
      event.preventDefault();
      if (event.shiftKey) select?.((old) => extended(old, here, there));
      const box = document.querySelector(`[data-row="${there}"]`);
      /** @type {HTMLElement|null} */ (box)?.focus();
    }
  }

  return (
    <div class="tbl asks" role="region" aria-label={t('questionList')} aria-busy={busy}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            {select && (
              <th role="columnheader" scope="col" class="pickc">
                <label class="hit">
                  <input
                    type="checkbox"
                    aria-label={t('chooseAll')}
                    checked={all}
                    onChange={() => select((old) => allOrNone(old, shown))}
                  />
                  <span class="phone-only">{t('chooseAll')}</span>
                </label>
              </th>
            )}
            {[t('question'), t('competency'), t('difficulty'), t('reviewOn'), t('used')].map(
              (head) => (
                <th key={head} role="columnheader" scope="col" class="desk-only">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row
              key={row.id}
              bank={bank}
              row={row}
              chosen={selection.chosen.has(row.id)}
              choose={select && ((range) => select((old) => toggled(old, shown, row.id, range)))}
              onKeyDown={keys}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
