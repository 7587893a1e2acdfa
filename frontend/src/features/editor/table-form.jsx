/** A table as a grid of fields: rows and columns come and go by buttons, a spreadsheet is pasted in. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { tableOf } from './blocks.js';
import { t } from './words.js';

const MOST_COLUMNS = 8;
const MOST_ROWS = 60;
const blank = (/** @type {number} */ columns) => Array.from({ length: columns }, () => '');

/** @param {{given: import('./blocks.js').Table|null, go: string, put: (written: string, mark?: string) => void}} props */
export function TableForm({ given, go, put }) {
  const [rows, setRows] = useState(
    () => given?.rows ?? [1, 2, 3].map((n) => (n === 1 ? [1, 2, 3].map(name) : blank(3))),
  );
  const [rules, setRules] = useState(given?.rules ?? []);
  const grid = useRef(/** @type {HTMLTableElement|null} */ (null));
  /** Where the focus goes once it is drawn. @type {{current: [number, number]|null}} */
  const then = useRef(/** @type {[number, number]|null} */ (null));
  const columns = Math.max(1, ...rows.map((row) => row.length));
  useLayoutEffect(() => {
    if (!then.current) return;
    const [row, column] = then.current;
    then.current = null;
    const cell = grid.current?.rows[row]?.cells[column]?.querySelector('input');
    cell?.focus();
    cell?.select();
  });

  /** @param {string[][]} next @param {[number, number]} at */
  function change(next, at) {
    then.current = at;
    setRows(next);
    const [row, column] = at;
    announce(t('tableNow', { rows: next.length, columns: next[0]?.length ?? 0, row, column }));
  }
  const full = rows.map((row) => [...row, ...blank(columns - row.length)]);
  const addRow = () => change([...full, blank(columns)], [full.length, 0]);
  const addColumn = () =>
    change(
      full.map((row, place) => [...row, place ? '' : name(columns + 1)]),
      [0, columns],
    );
  const dropRow = (/** @type {number} */ at) =>
    change(
      full.filter((_, place) => place !== at),
      [Math.min(at, full.length - 2), 0],
    );
  function dropColumn(/** @type {number} */ at) {
    setRules(rules.filter((_, place) => place !== at));
    change(
      full.map((row) => row.filter((_, place) => place !== at)),
      [0, Math.min(at, columns - 2)],
    );
  }
  /** @param {ClipboardEvent} paste @param {number} row @param {number} column */
  function fill(paste, row, column) {
    const said = paste.clipboardData?.getData('text/plain').replace(/\r?\n$/, '') ?? '';
    if (!/[\t\n]/.test(said)) return;
    paste.preventDefault();
    const given = said.split(/\r?\n/).map((line) => line.split('\t'));
    const wide = Math.min(MOST_COLUMNS, Math.max(columns, ...given.map((g) => column + g.length)));
    const high = Math.min(MOST_ROWS, Math.max(full.length, row + given.length));
    change(
      Array.from({ length: high }, (_, r) =>
        Array.from(
          { length: wide },
          (__, c) => given[r - row]?.[c - column] ?? full[r]?.[c] ?? (r ? '' : name(c + 1)),
        ),
      ),
      [row, column],
    );
  }
  return (
    <form
      class="flow"
      onSubmit={(sent) => {
        sent.preventDefault();
        put(tableOf(full, rules));
      }}
    >
      <p class="small soft">{t('tableHint')}</p>
      <div class="grid-of" tabIndex={-1}>
        <table ref={grid}>
          <tbody>
            {full.map((row, r) => (
              <tr key={r}>
                {row.map((cell, c) => (
                  <td key={c}>
                    <input
                      aria-label={t(r ? 'tableCellAt' : 'tableHeadAt', { row: r, column: c + 1 })}
                      class={r ? '' : 'head-cell'}
                      value={cell}
                      autocomplete="off"
                      onPaste={(paste) => fill(paste, r, c)}
                      onInput={({ currentTarget: { value } }) =>
                        setRows(
                          full.map((old, place) =>
                            place === r ? old.map((was, n) => (n === c ? value : was)) : old,
                          ),
                        )
                      }
                    />
                  </td>
                ))}
                <td>
                  <button
                    class="ib"
                    type="button"
                    aria-label={t('tableDropRow', { n: r })}
                    disabled={r === 0 || full.length <= 2}
                    onClick={() => dropRow(r)}
                  >
                    <Icon of={x} />
                  </button>
                </td>
              </tr>
            ))}
            <tr>
              {blank(columns).map((_, c) => (
                <td key={c}>
                  <button
                    class="ib"
                    type="button"
                    aria-label={t('tableDropColumn', { n: c + 1 })}
                    disabled={columns <= 1}
                    onClick={() => dropColumn(c)}
                  >
                    <Icon of={x} />
                  </button>
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      <div class="deeds">
        <button
          class="btn line low"
          type="button"
          disabled={full.length >= MOST_ROWS}
          onClick={addRow}
        >
          <Icon of={plus} />
          {t('tableAddRow')}
        </button>
        <button
          class="btn line low"
          type="button"
          disabled={columns >= MOST_COLUMNS}
          onClick={addColumn}
        >
          <Icon of={plus} />
          {t('tableAddColumn')}
        </button>
      </div>
      <button class="btn wide">{go}</button>
    </form>
  );
}

const name = (/** @type {number} */ column) => `${t('tableHead')} ${column}`;
