/** Controls of the question form, each bound to one place in the source. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { picture as pictureIcon } from '../../icons-staff.json';
import { warn } from '../../icons.json';
import { Icon } from '../icon.jsx';
import { dropPlace, pictureIn } from '../typing.js';
import { read } from './source.js';
import { t } from './words.js';

/** @typedef {import('./source.js').Path} Path */
/**
 * @typedef {object} Form
 * @property {import('./source.js').Source} source
 * @property {(path: Path, value: any) => void} put
 * @property {(how: (old: import('./source.js').Source) => import('./source.js').Source) => void} change
 * @property {(path: Path, exact?: boolean) => string|null} about what is to be mended there, or in it
 * @property {(path: Path, picture?: File) => void} [picture] choose a picture for this text; left out where none can be put in
 * @property {(path: Path, text: string) => any} [figures] the pictures that this text shows, to be put below it
 * @property {boolean} write
 */

export const idOf = (/** @type {Path} */ path) => `q.${path.join('.')}`;

/** What is wrong, tied to its control by `<id>-error`. @param {{id: string, words: string|null}} props */
export const Said = ({ id, words }) =>
  words && (
    <p class="tag no" id={`${id}-error`}>
      <Icon of={warn} />
      {words}
    </p>
  );

/** A text area as tall as its text. @param {any} props */
export function Grow({ value, rows = 1, ...others }) {
  const area = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  useLayoutEffect(() => {
    const { current } = area;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight + 3}px`;
  }, [value]);
  return <textarea ref={area} class="grow-area" rows={rows} value={value ?? ''} {...others} />;
}

/** Put signs around what is chosen. @param {HTMLTextAreaElement} area @param {string} sign */
function wrap(area, sign) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  area.setRangeText(sign + value.slice(from, to) + sign, from, to, 'preserve');
  area.setSelectionRange(from + sign.length, to + sign.length);
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * A text in Markdown: Ctrl+B and Ctrl+I, and pictures where they may stand.
 *
 * @param {{form: Form, path: Path, label: string, hint?: string, rows?: number, pictures?: boolean, compare?: string}} props
 */
export function Markdown({ form, path, label, hint, rows = 2, pictures, compare }) {
  const id = idOf(path);
  const words = form.about(path);
  const text = read(form.source, path);
  /** @param {DataTransfer|null} data @param {Event & {currentTarget: HTMLTextAreaElement}} by @param {number|null} [at] */
  function take(data, by, at = null) {
    const picture = pictures && form.picture ? pictureIn(data) : null;
    if (!picture) return;
    by.preventDefault();
    if (at !== null) by.currentTarget.setSelectionRange(at, at);
    form.picture?.(path, picture);
  }
  return (
    <div class="field">
      <div class="over">
        <label for={id}>{label}</label>
        {pictures && form.picture && form.write && (
          <button
            class="link"
            type="button"
            aria-label={t('pictureInto', { name: label })}
            onClick={() => form.picture?.(path)}
          >
            <Icon of={pictureIcon} />
            {t('picture')}
          </button>
        )}
      </div>
      {(hint || compare) && (
        <p class="small soft" id={`${id}-hint`}>
          {compare ?? hint}
        </p>
      )}
      <Grow
        id={id}
        rows={rows}
        value={text}
        maxLength={8000}
        aria-invalid={words ? 'true' : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={(/** @type {any} */ { currentTarget }) => form.put(path, currentTarget.value)}
        onKeyDown={(/** @type {KeyboardEvent} */ event) => {
          const sign = { b: '**', i: '*' }[event.key];
          if (!sign || !(event.ctrlKey || event.metaKey) || event.altKey) return;
          event.preventDefault();
          wrap(/** @type {HTMLTextAreaElement} */ (event.currentTarget), sign);
        }}
        onPaste={(/** @type {any} */ paste) => take(paste.clipboardData, paste)}
        onDrop={(/** @type {any} */ drop) =>
          take(drop.dataTransfer, drop, dropPlace(drop, drop.currentTarget))
        }
        onDragOver={(/** @type {DragEvent} */ over) =>
          pictures && over.dataTransfer?.types.includes('Files') && over.preventDefault()
        }
      />
      {pictures && text && form.figures?.(path, text)}
      <Said id={id} words={words} />
    </div>
  );
}

/**
 * One line of text, or a number.
 *
 * @param {{form: Form, path: Path, label: string, hint?: string, control?: Record<string, any>, whole?: boolean, optional?: boolean}} props `whole`: kept as a number; `optional`: left out when empty
 */
export function Line({ form, path, label, hint, control, whole, optional }) {
  const id = idOf(path);
  const words = form.about(path);
  const kept = (/** @type {string} */ value) => {
    if (value === '' && (whole || optional)) return undefined;
    return whole && /^\d+$/.test(value) ? Number(value) : value;
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="small soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        value={read(form.source, path) ?? ''}
        autocomplete="off"
        inputMode={whole ? 'numeric' : undefined}
        aria-invalid={words ? 'true' : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onInput={({ currentTarget }) => form.put(path, kept(currentTarget.value))}
        {...control}
      />
      <Said id={id} words={words} />
    </div>
  );
}

/** @param {{form: Form, path: Path, label: string, options: [string, string][], usual: string}} props `usual`: where nothing is said */
export function Choice({ form, path, label, options, usual }) {
  const id = idOf(path);
  const value = read(form.source, path) ?? usual;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => form.put(path, currentTarget.value)}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key} selected={key === value}>
            {name}
          </option>
        ))}
      </select>
      <Said id={id} words={form.about(path)} />
    </div>
  );
}

/** @param {{form: Form, path: Path, label: string}} props a tick that is left out when it is off */
export const Tick = ({ form, path, label }) => (
  <label class="row tick">
    <input
      type="checkbox"
      checked={read(form.source, path) === true}
      onChange={({ currentTarget }) => form.put(path, currentTarget.checked || undefined)}
    />
    {label}
  </label>
);
