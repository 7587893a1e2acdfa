/** The same on a phone: learners first, one learner's activities when opened. */
import { GradeOf, Sign, spoken } from './parts.jsx';
import { known, t } from './words.js';

/** @typedef {import('./api.js').Row} Row */
/** @typedef {import('./api.js').Column} Column */

/** @param {{columns: Column[], rows: Row[], open: (row: Row, column: Column) => void}} props */
export const LearnerList = ({ columns, rows, open }) => (
  <ul class="pupils">
    {rows.map((row) => (
      <li key={row.enrolment}>
        <details>
          <summary>
            <span class="grow">
              <b>{row.name}</b>
              <small class="soft">
                {row.state === 'under_way'
                  ? t('met', { n: row.done, of: row.required })
                  : known(`learner.${row.state}`)}
              </small>
            </span>
            <span class="sum">
              <GradeOf grade={row.grade} />
            </span>
          </summary>
          <p class="small soft">{row.agency}</p>
          <ul>
            {columns.map((column, x) => {
              const cell = row.cells[x];
              if (!cell) return null;
              return (
                <li key={column.activity}>
                  <button
                    type="button"
                    disabled={cell.state === 'absent'}
                    aria-label={t('cell', {
                      name: row.name,
                      activity: column.title,
                      state: spoken(cell),
                    })}
                    onClick={() => open(row, column)}
                  >
                    <span class="grow">{column.title}</span>
                    <Sign cell={cell} />
                  </button>
                </li>
              );
            })}
          </ul>
        </details>
      </li>
    ))}
  </ul>
);
