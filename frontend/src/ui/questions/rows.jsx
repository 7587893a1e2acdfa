/**
 * Rows of short texts, written without leaving the keyboard: Enter for the next row, Alt and an
 * arrow to move one, Ctrl+Enter to mark it, Backspace in an empty one to take it away. Several
 * lines pasted become several rows.
 */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { plus, sortu } from '../../icons-staff.json';
import { x } from '../../icons.json';
import { Icon } from '../icon.jsx';
import { Grow, Said } from './controls.jsx';
import { freshId } from './source.js';
import { t } from './words.js';

/** @typedef {{id: string, text: string}} Row */
/**
 * @typedef {object} Mark what a tick before a row means
 * @property {'radio'|'checkbox'} type
 * @property {string} label
 * @property {(row: Row) => boolean} is
 * @property {(row: Row, on: boolean) => void} set
 */

/** Signs before lines of a list that is pasted: `A.`, `2)`, `-`. */
const BULLET = /^\s*(?:[-*•]|\(?[A-Za-z0-9]{1,2}[.)])\s+/;

/** In one line an arrow means another row; in several it moves within them first. @param {HTMLElement} area */
function onOneLine(area) {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area);
  const line = parseFloat(lineHeight);
  return area.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) < 1.5 * line;
}

/**
 * @param {object} props
 * @param {string} props.name id of the list in the page
 * @param {string} props.label of the list; its rows are "<one> 1", "<one> 2"
 * @param {string} props.one
 * @param {Row[]} props.rows
 * @param {(rows: Row[]) => void} props.set
 * @param {(place: number) => string|null} props.about
 * @param {string|null} [props.whole] what is wrong with the list as a whole
 * @param {number} [props.least]
 * @param {number} [props.most]
 * @param {number} [props.long] signs in a row
 * @param {Mark} [props.mark]
 * @param {(row: Row, place: number) => any} [props.beside] what belongs to a row, below its text
 * @param {boolean} [props.numbered]
 * @param {string} [props.hint]
 * @param {string} [props.next] where Enter in an empty last row leads
 * @param {boolean} props.write
 */
export function Rows(props) {
  const { name, one, rows, set, least = 2, most = 12, mark, write } = props;
  const focus = useRef(/** @type {number|null} */ (null));
  const field = (/** @type {number} */ place) =>
    /** @type {HTMLTextAreaElement|null} */ (document.getElementById(`${name}.${place}`));
  // At once, not after the next picture: who types fast must not type into the row before.
  useLayoutEffect(() => {
    if (focus.current === null) return;
    field(focus.current)?.focus();
    focus.current = null;
  });

  const insert = (/** @type {number} */ place) => {
    if (rows.length >= most) return;
    focus.current = place;
    set([...rows.slice(0, place), { id: freshId(rows), text: '' }, ...rows.slice(place)]);
  };
  const remove = (/** @type {number} */ place) => {
    if (rows.length <= least) return;
    focus.current = Math.max(place - 1, 0);
    set(rows.filter((_, n) => n !== place));
  };
  const move = (/** @type {number} */ place, /** @type {number} */ step) => {
    const to = place + step;
    if (to < 0 || to >= rows.length) return;
    const next = [...rows];
    const [moved] = next.splice(place, 1);
    next.splice(to, 0, /** @type {Row} */ (moved));
    focus.current = to;
    set(next);
  };

  /** @param {KeyboardEvent} event @param {Row} row @param {number} place */
  function keys(event, row, place) {
    const area = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const done = () => event.preventDefault();
    if (event.isComposing) return;
    if (key === 'Enter' && shiftKey) return;
    if (key === 'Enter') {
      done();
      if ((ctrlKey || metaKey) && mark) return mark.set(row, !mark.is(row));
      const following = rows[place + 1];
      if (!row.text.trim() && !following) {
        return document.getElementById(props.next ?? '')?.focus();
      }
      if (following && !following.text.trim()) return field(place + 1)?.focus();
      return insert(place + 1);
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (step && altKey) {
      done();
      return move(place, step);
    }
    if (step && !shiftKey && !ctrlKey) {
      const edge = step < 0 ? area.selectionEnd === 0 : area.selectionStart === row.text.length;
      if (!(edge || onOneLine(area)) || !field(place + step)) return;
      done();
      return field(place + step)?.focus();
    }
    if (key === 'Backspace' && row.text === '') {
      done();
      remove(place);
    }
  }

  /** @param {ClipboardEvent} event @param {number} place */
  function paste(event, place) {
    const lines = (event.clipboardData?.getData('text/plain') ?? '')
      .split(/\r?\n/)
      .map((line) => line.replace(BULLET, '').trim())
      .filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const next = rows.map((row) => ({ ...row }));
    lines.forEach((line, n) => {
      const at = next[place + n];
      if (at && (n === 0 || !at.text.trim())) at.text = at.text && n === 0 ? at.text + line : line;
      else if (next.length < most) {
        next.splice(place + n, 0, { id: freshId(next), text: line });
      }
    });
    focus.current = Math.min(place + lines.length, next.length) - 1;
    set(next);
  }

  return (
    <fieldset class="rows">
      <legend>
        <b>{props.label}</b>
      </legend>
      {props.hint && <p class="small soft">{props.hint}</p>}
      <ol>
        {rows.map((row, place) => {
          const id = `${name}.${place}`;
          const words = props.about(place);
          const called = `${one} ${place + 1}`;
          return (
            <li key={row.id}>
              {mark && (
                <label class="hit">
                  <input
                    type={mark.type}
                    name={`${name}-mark`}
                    aria-label={`${mark.label}: ${called}`}
                    checked={mark.is(row)}
                    onChange={({ currentTarget }) => mark.set(row, currentTarget.checked)}
                  />
                </label>
              )}
              {props.numbered && (
                <span class="place" aria-hidden="true">
                  {place + 1}
                </span>
              )}
              <div class="row-text">
                <Grow
                  id={id}
                  aria-label={called}
                  value={row.text}
                  maxLength={props.long ?? 500}
                  aria-invalid={words ? 'true' : undefined}
                  aria-describedby={`${id}-error`}
                  onInput={(/** @type {any} */ { currentTarget }) =>
                    set(
                      rows.map((old, n) =>
                        n === place
                          ? { ...old, text: currentTarget.value.replace(/\s*\n\s*/g, ' ') }
                          : old,
                      ),
                    )
                  }
                  onKeyDown={(/** @type {KeyboardEvent} */ event) => keys(event, row, place)}
                  onPaste={(/** @type {ClipboardEvent} */ event) => paste(event, place)}
                />
                <Said id={id} words={words} />
                {props.beside?.(row, place)}
              </div>
              {write && (
                <div class="row-deeds">
                  <button
                    class="ib"
                    type="button"
                    tabIndex={-1}
                    aria-label={t('rowUp', { name: called })}
                    aria-disabled={place === 0}
                    onClick={() => move(place, -1)}
                  >
                    <Icon of={sortu} />
                  </button>
                  <button
                    class="ib turn"
                    type="button"
                    tabIndex={-1}
                    aria-label={t('rowDown', { name: called })}
                    aria-disabled={place === rows.length - 1}
                    onClick={() => move(place, 1)}
                  >
                    <Icon of={sortu} />
                  </button>
                  <button
                    class="ib"
                    type="button"
                    tabIndex={-1}
                    aria-label={t('rowDrop', { name: called })}
                    aria-disabled={rows.length <= least}
                    onClick={() => remove(place)}
                  >
                    <Icon of={x} />
                  </button>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <Said id={name} words={props.whole ?? null} />
      {write && (
        <div class="rows-foot">
          <button
            class="link"
            type="button"
            tabIndex={-1}
            aria-disabled={rows.length >= most}
            onClick={() => insert(rows.length)}
          >
            <Icon of={plus} />
            {t('rowAdd')}
          </button>
          <p class="keys soft" aria-hidden="true">
            <kbd>Enter</kbd> {t('keyNext')} · <kbd>Alt</kbd>+<kbd>↑</kbd>
            <kbd>↓</kbd> {t('keyMove')}
            {mark && (
              <>
                {' '}
                · <kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('keyMark')}
              </>
            )}
          </p>
        </div>
      )}
    </fieldset>
  );
}
