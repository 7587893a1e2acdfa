/** Finding and replacing words in the text. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { x } from '../../icons.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { places } from './markup.js';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {{current: HTMLTextAreaElement|null}} props.field
 * @param {string} props.text
 * @param {(field: HTMLTextAreaElement, edit: import('./markup.js').Edit) => void} props.write
 * @param {() => void} props.close
 */
export function FindBar({ field, text, write, close }) {
  const [word, setWord] = useState('');
  const [by, setBy] = useState('');
  const [at, setAt] = useState(-1);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  useEffect(() => input.current?.focus(), []);
  const found = places(text, word);

  /** @param {number} step */
  function go(step) {
    const shown = field.current;
    if (!shown || found.length === 0) return announce(t('foundNone'));
    const next = (at + step + found.length) % found.length;
    const from = found[next] ?? 0;
    setAt(next);
    shown.focus();
    shown.setSelectionRange(from, from + word.length);
    const above = shown.value.slice(0, from).split('\n').length;
    shown.scrollTop =
      (above / shown.value.split('\n').length) * shown.scrollHeight - shown.clientHeight / 2;
    announce(t('foundAt', { at: next + 1, n: found.length }));
    // So that Enter goes on to the next one.
    input.current?.focus();
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
      onKeyDown={({ key }) => {
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
          }}
        />
      </label>
      <label>
        {t('replaceBy')}
        <input
          value={by}
          autocomplete="off"
          onInput={({ currentTarget }) => setBy(currentTarget.value)}
        />
      </label>
      <span class="small soft" role="status">
        {word && (found.length ? t('found', { n: found.length }) : t('foundNone'))}
      </span>
      <button class="btn line low">{t('findNext')}</button>
      <button class="btn line low" type="button" onClick={replaceAll}>
        {t('replaceAll')}
      </button>
      <button class="ib" type="button" aria-label={t('findClose')} onClick={close}>
        <Icon of={x} />
      </button>
    </form>
  );
}
