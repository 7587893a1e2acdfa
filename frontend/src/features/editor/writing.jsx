/**
 * The text itself: a plain text field, so that a phone's keyboard, a screen reader, spelling and
 * undo work as everywhere; lines with findings are tinted by a copy of the text behind it.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../../ui/announce.jsx';
import { dropPlace, hasWords } from '../../ui/typing.js';
import { keepOut, write } from './below.js';
import { blockNear, instead, spotNow } from './blocks.js';
import { FindBar } from './find-bar.jsx';
import { block as inserted, linked, marked, nextItem, shaped, spliced } from './markup.js';
import { Toolbar } from './toolbar.jsx';
import { known, t } from './words.js';

/** @typedef {import('./markup.js').Edit} Edit */
/** @typedef {import('./markup.js').Spot} Spot */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {'choose'|'media'|'link'|'table'|'callout'|'accordion'|'check'|'reflection'|'fact'} Insertion */

// The forms come after the page: who never opens one does not wait for them, and once they are
// here a line that drops does not matter.
const dialogs = () => import('./insert-dialog.jsx');

/** What the caret stands in and a form can change, in words. @param {Block|null} block */
const named = (block) =>
  block && (block.kind === 'table' ? t('block.table') : known(`block.${block.name}`) || null);

/** A line with what was found in it; null where nothing was. @param {string} line @param {number} start @param {[number, number]|null} place */
function foundIn(line, start, place) {
  const [from, to] = place ? [place[0] - start, place[1] - start] : [-1, -1];
  if (from < 0 || from >= line.length) return null;
  return [line.slice(0, from), <mark key="found">{line.slice(from, to)}</mark>, line.slice(to)];
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
 * @param {() => void} props.beside told when what the text shows may have changed beside it
 */
export function Writing({
  field,
  text,
  type,
  save,
  marks,
  markdown,
  label,
  language,
  place,
  beside,
}) {
  const behind = useRef(/** @type {HTMLDivElement|null} */ (null));
  const [inserting, setInserting] = useState(
    /** @type {{what: Insertion, spot: Spot, top: number, block: Block|null, files: File[], of: number}|null} */ (
      null
    ),
  );
  const [forms, setForms] = useState(
    /** @type {typeof import('./insert-dialog.jsx')|null} */ (null),
  );
  const [inside, setInside] = useState(/** @type {string|null} */ (null));
  const [tidied, setTidied] = useState(/** @type {string|null} */ (null));
  useEffect(() => {
    if (!markdown) return undefined;
    dialogs().then(setForms, () => {});
    // What can be changed is what the caret is in, also once the focus has gone on to the tools.
    let asked = 0;
    const look = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => {
        const shown = field.current;
        if (shown) setInside(named(blockNear(shown.value, shown.selectionStart)));
      });
    };
    document.addEventListener('selectionchange', look);
    return () => {
      cancelAnimationFrame(asked);
      document.removeEventListener('selectionchange', look);
    };
  }, [markdown]);
  const [finding, setFinding] = useState(false);
  /** What was found, by its place in the text. */
  const [shownPlace, setPlace] = useState(/** @type {[number, number]|null} */ (null));
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
  /** @param {Insertion} what @param {{block?: Block|null, files?: File[], spot?: Spot, of?: number}} [more] */
  async function insert(what, { block = null, files = [], spot, of = files.length } = {}) {
    if (!field.current) return;
    const place = spot ?? spotOf(field.current);
    const top = field.current.scrollTop;
    try {
      setForms(await dialogs());
      setInserting({ what, spot: place, top, block, files, of });
    } catch {
      announce(t('formsWait'));
    }
  }
  async function change() {
    const shown = field.current;
    const block = shown && blockNear(shown.value, shown.selectionStart);
    if (!block) return;
    const form = (forms ?? (await dialogs().catch(() => null)))?.formOf(block);
    if (form) return insert(form, { block });
    announce(t('changeAsText'));
  }

  /**
   * A file that is pasted or dropped is put in, one after the other; what was copied from a word
   * processor becomes Markdown; anything else is left to the browser.
   *
   * @param {DataTransfer|null} given @param {Event} by @param {number|null} [at]
   */
  function take(given, by, at = null) {
    const shown = field.current;
    if (!given || !shown || !markdown) return;
    const html = given.getData('text/html');
    const files = [...given.files];
    // A word processor sends a picture of the text along.
    if (files.length && !hasWords(html)) {
      by.preventDefault();
      const spot = spotOf(shown);
      void insert('media', { files, spot: at === null ? spot : { ...spot, from: at, to: at } });
    } else if (html && by.type === 'paste') {
      by.preventDefault();
      void pasted(html, given.getData('text/plain'), spotOf(shown));
    }
  }
  /** @param {string} html @param {string} words @param {Spot} spot */
  async function pasted(html, words, spot) {
    const made = await import('./from-html.js').then(
      ({ markdownOf }) => markdownOf(html),
      () => null,
    );
    const shown = field.current;
    if (!shown) return;
    write(shown, spliced(spotNow(spot, shown.value), made?.text ?? words.replaceAll('\r\n', '\n')));
    if (!made) return;
    const left = made.pictures ? ` ${t('pastePictures', { n: made.pictures })}` : '';
    setTidied(t('pasteTidied') + left);
  }

  // Written once the dialog is gone: until then it holds the focus.
  const pending = useRef(
    /** @type {{make: (spot: Spot) => Edit, spot: Spot, files: File[], of: number}|null} */ (null),
  );
  // A dialog that the browser closes by itself gives the focus back without the caret's place.
  const left = useRef(/** @type {{spot: Spot, top: number}|null} */ (null));
  function cancel() {
    if (inserting) left.current = { spot: inserting.spot, top: inserting.top };
    setInserting(null);
  }
  /** @param {(spot: Spot) => Edit} make */
  function leave(make) {
    if (!inserting) return;
    const { spot, files, of } = inserting;
    pending.current = { make, spot, files: files.slice(1), of };
    setInserting(null);
    beside();
  }
  // Together with the dialog's going: a moment later the next key would be elsewhere.
  useLayoutEffect(() => {
    const shown = field.current;
    if (inserting || !shown || !left.current) return;
    const { from, to } = spotNow(left.current.spot, shown.value);
    shown.setSelectionRange(from, to);
    shown.scrollTop = left.current.top;
    left.current = null;
  }, [inserting]);
  useEffect(() => {
    const shown = field.current;
    if (inserting || !pending.current || !shown) return;
    const { make, spot, files, of } = pending.current;
    pending.current = null;
    write(shown, make(spotNow(spot, shown.value)));
    if (files.length) void insert('media', { files, of });
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
    change,
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

  // A field shows no selection while another has the focus, so what was found is drawn behind it.
  useLayoutEffect(() => {
    const mark = behind.current?.querySelector('mark');
    if (!mark || !field.current) return;
    field.current.scrollTop = mark.offsetTop - field.current.clientHeight / 4;
    follow();
    mark.scrollIntoView({ block: 'nearest' });
  }, [shownPlace]);

  const lines = marks.length || shownPlace ? text.split('\n') : [];
  const marked_ = new Set(marks);
  let start = 0;
  const starts = lines.map((line) => (start += line.length + 1) - line.length - 1);
  return (
    <div class="writing">
      <div class="writing-tools">
        <Toolbar deeds={deeds} markdown={markdown} inside={inside} />
        {finding && (
          <FindBar
            field={field}
            text={text}
            write={write}
            mark={setPlace}
            close={() => setFinding(false)}
          />
        )}
      </div>
      <label class="sr" for="naskah">
        {label}
      </label>
      <div class={`paper ${markdown ? '' : 'mono'}`}>
        <div class="behind" ref={behind} aria-hidden="true">
          {lines.map((line, place) => (
            <div key={place} class={marked_.has(place + 1) ? 'has-finding' : ''}>
              {foundIn(line, starts[place] ?? 0, shownPlace) ?? (line || ' ')}
            </div>
          ))}
        </div>
        <textarea
          id="naskah"
          ref={field}
          lang={language}
          spellcheck={markdown}
          autocapitalize={markdown ? 'sentences' : 'off'}
          onInput={({ currentTarget }) => {
            setTidied(null);
            type(currentTarget.value);
          }}
          onKeyDown={press}
          onBeforeInput={markdown ? keepOut : undefined}
          onScroll={follow}
          onPaste={(paste) => take(paste.clipboardData, paste)}
          onDrop={(drop) => take(drop.dataTransfer, drop, dropPlace(drop, drop.currentTarget))}
          onDragOver={(over) => over.dataTransfer?.types.includes('Files') && over.preventDefault()}
        />
      </div>
      {tidied && (
        <p class="note small" role="status">
          {tidied}
        </p>
      )}
      {inserting && forms && (
        <forms.InsertDialog
          key={inserting.files.length}
          begin={inserting.what}
          block={inserting.block}
          file={inserting.files[0] ?? null}
          count={
            inserting.of > 1
              ? ` (${inserting.of - inserting.files.length + 1}/${inserting.of})`
              : undefined
          }
          place={place}
          spot={inserting.spot}
          close={cancel}
          link={(words, address) => leave((spot) => linked(spot, words, address))}
          put={(written, mark) =>
            leave(
              inserting.block
                ? instead(inserting.spot.text, inserting.block, written)
                : (spot) => inserted(spot, written, mark),
            )
          }
        />
      )}
    </div>
  );
}
