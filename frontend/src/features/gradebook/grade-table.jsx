/** Learners × activities on a desk: names and heads stay in sight, arrow keys move among cells. */
import { useRef } from 'preact/hooks';
import { format } from '../../kit/session.js';
import { GradeOf, Sign, spoken } from './parts.jsx';
import { known, t } from './words.js';

/** @typedef {import('./api.js').Row} Row */
/** @typedef {import('./api.js').Column} Column */

const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
});

/** @param {{columns: Column[], rows: Row[], busy: boolean, open: (row: Row, column: Column) => void}} props */
export function GradeTable({ columns, rows, busy, open }) {
  const body = useRef(/** @type {HTMLTableSectionElement|null} */ (null));

  /** One stop of the Tab key for all cells; arrows move it. @param {KeyboardEvent} event */
  function move(event) {
    const step = STEPS[event.key];
    const from = /** @type {HTMLElement} */ (event.target).closest('button');
    if (!step || !from || !body.current) return;
    event.preventDefault();
    const [row, column] = /** @type {[number, number]} */ (
      from.value.split(' ').map((place, axis) => Number(place) + /** @type {any} */ (step)[axis])
    );
    const to = /** @type {HTMLButtonElement|null} */ (
      body.current.querySelector(`button[value="${row} ${column}"]`)
    );
    if (!to) return;
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }

  return (
    <div class="tbl grades" tabIndex={0} role="region" aria-label={t('table')} aria-busy={busy}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('learner')}</th>
            <th scope="col">{t('grade')}</th>
            {columns.map((column) => (
              <th key={column.activity} scope="col">
                <span class="clip">{column.title}</span>
                {column.scored && <small>{weight(column)}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows.map((row, y) => (
            <tr key={row.enrolment}>
              <th scope="row">
                {row.name}
                <small class="soft">{row.agency}</small>
              </th>
              <td class="sum">
                <GradeOf grade={row.grade} />
                <small class={row.state === 'completed' ? 'met' : 'soft'}>
                  {row.state === 'under_way'
                    ? t('met', { n: row.done, of: row.required })
                    : known(`learner.${row.state}`)}
                </small>
              </td>
              {row.cells.map((cell, x) => (
                <td key={columns[x]?.activity}>
                  {cell.state === 'absent' ? (
                    <span class="gr absent">
                      –<span class="sr">{known('state.absent')}</span>
                    </span>
                  ) : (
                    <button
                      type="button"
                      value={`${y} ${x}`}
                      tabIndex={x + y ? -1 : 0}
                      aria-label={t('cell', {
                        name: row.name,
                        activity: columns[x]?.title ?? '',
                        state: spoken(cell),
                      })}
                      onClick={() => open(row, /** @type {Column} */ (columns[x]))}
                    >
                      <Sign cell={cell} />
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a column is of the grade. @param {Column} column */
const weight = ({ share }) =>
  share === null ? t('noWeight') : t('share', { n: format.value.number(Math.round(share) / 100) });
