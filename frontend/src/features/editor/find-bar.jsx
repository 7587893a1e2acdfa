/** Finding and replacing words in the text. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { down, x } from '../../icons.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { places } from './markup.js';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {{current: HTMLTextAreaElement|null}} props.field
 * @param {string} props.text
 * @param {(field: HTMLTextAreaElement, edit: import('./markup.js').Edit) => void} props.write
 * @param {(place: [number, number]|null) => void} props.mark shows a place of the text; null: none
 * @param {() => void} props.close
 */
export function FindBar({ field, text, write, mark, close }) {
  const [word, setWord] = useState('');
  const [by, setBy] = useState('');
  const [at, setAt] = useState(-1);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  // Before the next key: who types at once types into the field.
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => () => mark(null), []);
  const found = places(text, word);

  /** @param {number} step */
  function go(step) {
    const shown = field.current;
    if (!shown || found.length === 0) return announce(t('foundNone'));
    const begin = at < 0 && step < 0 ? 0 : at;
    const next = (begin + step + found.length) % found.length;
    const from = found[next] ?? 0;
    setAt(next);
    shown.setSelectionRange(from, from + word.length);
    mark([from, from + word.length]);
    announce(t('foundAt', { at: next + 1, n: found.length }));
  }
  function replaceAll() {
    const shown = field.current;
    if (!shown || found.length === 0) return;
    const pieces = [];
    let last = 0;
    for (const from of found) {
      pieces.push(text.slice(last, from), by);
      last = from + word.length;
    }
    pieces.push(text.slice(last));
    mark(null);
    write(shown, { from: 0, to: text.length, insert: pieces.join(''), select: [0, 0] });
    announce(t('replaced', { n: found.length }));
  }
  return (
    <form
      class="find-bar"
      role="search"
      onSubmit={(sent) => {
        sent.preventDefault();
        go(1);
      }}
      onKeyDown={(pressed) => {
        const { key, shiftKey } = pressed;
        if (key === 'Enter' && shiftKey) {
          pressed.preventDefault();
          go(-1);
        }
        if (key !== 'Escape') return;
        close();
        field.current?.focus();
      }}
    >
      <label>
        {t('findWord')}
        <input
          ref={input}
          value={word}
          autocomplete="off"
          onInput={({ currentTarget }) => {
            setWord(currentTarget.value);
            setAt(-1);
            mark(null);
          }}
        />
      </label>
      <span class="find-steps">
        <button class="ib turned" type="button" aria-label={t('findBefore')} onClick={() => go(-1)}>
          <Icon of={down} />
        </button>
        <button class="ib" aria-label={t('findNext')}>
          <Icon of={down} />
        </button>
        <button class="ib" type="button" aria-label={t('findClose')} onClick={close}>
          <Icon of={x} />
        </button>
      </span>
      <label>
        {t('replaceBy')}
        <input
          value={by}
          autocomplete="off"
          onInput={({ currentTarget }) => setBy(currentTarget.value)}
        />
      </label>
      <button class="btn line low" type="button" onClick={replaceAll}>
        {t('replaceAll')}
      </button>
      <span class="small soft" role="status">
        {word &&
          (found.length === 0
            ? t('foundNone')
            : at < 0
              ? t('found', { n: found.length })
              : t('foundAt', { at: at + 1, n: found.length }))}
      </span>
    </form>
  );
}
