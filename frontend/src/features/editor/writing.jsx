/**
 * The text itself: a plain text field, so that a phone's keyboard, a screen reader, spelling and
 * undo work as everywhere; lines with findings are tinted by a copy of the text behind it.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { FindBar } from './find-bar.jsx';
import { InsertDialog } from './insert-dialog.jsx';
import { block, linked, marked, nextItem, shaped } from './markup.js';
import { Toolbar } from './toolbar.jsx';
import { t } from './words.js';

/** @typedef {import('./markup.js').Edit} Edit */
/** @typedef {import('./markup.js').Spot} Spot */
/** @typedef {'choose'|'media'|'link'|'table'|'callout'|'accordion'|'check'|'reflection'|'fact'} Insertion */

/**
 * Replaces a part of the field's text in a way that the browser can undo.
 *
 * @param {HTMLTextAreaElement} field @param {Edit} edit
 */
function write(field, { from, to, insert, select }) {
  field.focus();
  field.setSelectionRange(from, to);
  const deed = insert ? 'insertText' : 'delete';
  // Where a browser cannot, the text is set without undo and the page is told itself.
  if ((from !== to || insert) && !document.execCommand(deed, false, insert)) {
    field.setRangeText(insert, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(...select);
}

/** @param {HTMLTextAreaElement} field @returns {Spot} */
const spotOf = (field) => ({
  text: field.value,
  from: field.selectionStart,
  to: field.selectionEnd,
});

/**
 * @param {object} props
 * @param {{current: HTMLTextAreaElement|null}} props.field
 * @param {string} props.text
 * @param {(text: string) => void} props.type
 * @param {() => void} props.save
 * @param {number[]} props.marks lines with findings, from 1
 * @param {boolean} props.markdown whether the toolbar helps
 * @param {string} props.label
 * @param {'id'|'en'} props.language
 * @param {{id: string, module: string}} props.place where pictures of the text go
 */
export function Writing({ field, text, type, save, marks, markdown, label, language, place }) {
  const behind = useRef(/** @type {HTMLDivElement|null} */ (null));
  const [inserting, setInserting] = useState(
    /** @type {{what: Insertion, spot: Spot, file?: File}|null} */ (null),
  );
  const [finding, setFinding] = useState(false);
  // The value is set by hand: a controlled field would lose the caret when another's text arrives.
  useLayoutEffect(() => {
    const shown = field.current;
    if (!shown || shown.value === text) return;
    const { selectionStart, selectionEnd, scrollTop } = shown;
    shown.value = text;
    shown.setSelectionRange(selectionStart, selectionEnd);
    shown.scrollTop = scrollTop;
  }, [text]);
  const follow = () => {
    if (behind.current && field.current) behind.current.scrollTop = field.current.scrollTop;
  };
  useLayoutEffect(follow);

  /** @param {(spot: Spot) => Edit|null} deed @returns {boolean} whether something was written */
  function act(deed) {
    const shown = field.current;
    const edit = shown && deed(spotOf(shown));
    if (!shown || !edit) return false;
    write(shown, edit);
    return true;
  }
  /** @param {Insertion} what @param {File} [file] */
  const insert = (what, file) =>
    field.current && setInserting({ what, spot: spotOf(field.current), file });

  /**
   * A file that is pasted or dropped is put in; anything else is left to the browser.
   *
   * @param {DataTransfer|null} given @param {Event} by
   */
  function take(given, by) {
    const [file] = given?.files ?? [];
    if (!file || !markdown) return;
    by.preventDefault();
    insert('media', file);
  }

  // Written once the dialog is gone: until then it holds the focus.
  const pending = useRef(/** @type {Edit|null} */ (null));
  /** @param {Edit} edit */
  function leave(edit) {
    pending.current = edit;
    setInserting(null);
  }
  useEffect(() => {
    const edit = pending.current;
    if (inserting || !edit || !field.current) return;
    pending.current = null;
    write(field.current, edit);
  }, [inserting]);

  const deeds = {
    bold: () => act((spot) => marked(spot, 'bold', t('boldText'))),
    italic: () => act((spot) => marked(spot, 'italic', t('italicText'))),
    heading: () => act((spot) => shaped(spot, 'heading')),
    subheading: () => act((spot) => shaped(spot, 'subheading')),
    bullets: () => act((spot) => shaped(spot, 'bullets')),
    numbers: () => act((spot) => shaped(spot, 'numbers')),
    quote: () => act((spot) => shaped(spot, 'quote')),
    link: () => insert('link'),
    table: () => insert('table'),
    media: () => insert('media'),
    insert: () => insert('choose'),
    find: () => setFinding(true),
  };
  const keys = /** @type {Record<string, () => unknown>} */ ({
    b: deeds.bold,
    i: deeds.italic,
    k: deeds.link,
  });

  /** @param {KeyboardEvent} pressed */
  function press(pressed) {
    const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = pressed;
    if (isComposing) return;
    if ((ctrlKey || metaKey) && !shiftKey && !altKey) {
      const lower = key.toLowerCase();
      if (lower === 's') save();
      else if (markdown && keys[lower]) keys[lower]();
      else return;
      pressed.preventDefault();
    } else if (markdown && key === 'Enter' && !shiftKey && act(nextItem)) pressed.preventDefault();
  }

  const lines = marks.length ? text.split('\n') : [];
  const marked_ = new Set(marks);
  return (
    <div class="writing">
      <div class="writing-tools">
        <Toolbar deeds={deeds} markdown={markdown} />
        {finding && (
          <FindBar field={field} text={text} write={write} close={() => setFinding(false)} />
        )}
      </div>
      <label class="sr" for="naskah">
        {label}
      </label>
      <div class={`paper ${markdown ? '' : 'mono'}`}>
        <div class="behind" ref={behind} aria-hidden="true">
          {lines.map((line, place) => (
            <div key={place} class={marked_.has(place + 1) ? 'has-finding' : ''}>
              {line || ' '}
            </div>
          ))}
        </div>
        <textarea
          id="naskah"
          ref={field}
          lang={language}
          spellcheck={markdown}
          autocapitalize={markdown ? 'sentences' : 'off'}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={press}
          onScroll={follow}
          onPaste={(paste) => take(paste.clipboardData, paste)}
          onDrop={(drop) => take(drop.dataTransfer, drop)}
          onDragOver={(over) => over.dataTransfer?.types.includes('Files') && over.preventDefault()}
        />
      </div>
      {inserting && (
        <InsertDialog
          begin={inserting.what}
          file={inserting.file ?? null}
          place={place}
          spot={inserting.spot}
          close={() => setInserting(null)}
          link={(words, address) => leave(linked(inserting.spot, words, address))}
          put={(written, mark) => leave(block(inserting.spot, written, mark))}
        />
      )}
    </div>
  );
}
