/** Pictures in the questions of a bank: put in where a text was left, shown below it, mended, taken out. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { edit, warn, x } from '../../icons.json';
import { picture } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { idOf } from '../../ui/questions/controls.jsx';
import { typeInto } from '../../ui/typing.js';
import * as api from './api.js';
import { assetOf, pictureOf } from './assets.js';
import { figuresIn, instead, spotNow, without } from './blocks.js';
import { block as inserted } from './markup.js';
import { t } from './words.js';

/** @typedef {import('./blocks.js').Directive} Directive */
/** @typedef {import('./markup.js').Edit} Edit */
/** @typedef {import('./markup.js').Spot} Spot */
/** @typedef {import('./yaml-text.js').Path} Path */

// It comes when it is first asked for: most questions have no picture.
const dialog = () => import('./media-dialog.jsx');

/** The figure at the place; at the end of a question nothing follows it. @param {Spot} spot @param {string} written @returns {Edit} */
function put(spot, written) {
  const made = inserted(spot, written);
  const isLast = made.from === spot.text.length;
  return { ...made, insert: isLast ? made.insert.trimEnd() : made.insert };
}

/**
 * @param {object} props
 * @param {string} props.id of the draft
 * @param {string} props.bank
 * @param {{current: HTMLElement|null}} props.area what holds the form of its open question
 * @param {(write: () => void) => void} props.act writes what can be undone
 */
export function usePictures({ id, bank, area, act }) {
  const [asked, setAsked] = useState(
    /** @type {{path: Path, spot: Spot, block: Directive|null, file: File|null}|null} */ (null),
  );
  const [forms, setForms] = useState(
    /** @type {typeof import('./media-dialog.jsx')|null} */ (null),
  );
  const [count, setCount] = useState(0);
  const place = { id, module: null, bank };
  /** @param {Path} path */
  const fieldAt = (path) =>
    /** @type {HTMLTextAreaElement|null|undefined} */ (
      area.current?.querySelector(`#${CSS.escape(idOf(path))}`)
    );

  /** @param {Path} path @param {File|null} file @param {Directive|null} block */
  async function ask(path, file, block) {
    const field = fieldAt(path);
    if (!field) return;
    const { value: text, selectionStart: from, selectionEnd: to } = field;
    try {
      setForms(await dialog());
      setAsked({ path, spot: { text, from, to }, block, file });
    } catch {
      announce(t('formsWait'));
    }
  }
  // Written once the dialog is gone: until then it holds the focus.
  const pending = useRef(
    /** @type {{path: Path, spot: Spot, make: (spot: Spot) => Edit}|null} */ (null),
  );
  useEffect(() => {
    if (asked || !pending.current) return;
    const { path, spot, make } = pending.current;
    pending.current = null;
    const field = fieldAt(path);
    if (field) act(() => typeInto(field, make(spotNow(spot, field.value))));
    announce(t(field ? 'pictureIn' : 'pictureKept'));
  }, [asked]);

  return {
    /** Another picture for the text. @param {Path} path @param {File} [file] */
    picture: (path, file) => void ask(path, file ?? null, null),
    /** Those that the text shows. @param {Path} path @param {string} text */
    figures: (path, text) => (
      <Figures
        key={count}
        place={place}
        text={text}
        change={(block) => void ask(path, null, block)}
        drop={(block) => {
          const field = fieldAt(path);
          if (!field) return;
          act(() => typeInto(field, without(field.value, block)));
          announce(t('pictureOut'));
        }}
      />
    ),
    dialog: asked && forms && (
      <forms.MediaDialog
        block={asked.block}
        place={place}
        text={asked.spot.text}
        given={asked.file}
        close={() => setAsked(null)}
        put={(written) => {
          const { path, spot, block } = asked;
          pending.current = {
            path,
            spot,
            make: block ? instead(spot.text, block, written) : (now) => put(now, written),
          };
          setCount((old) => old + 1);
          setAsked(null);
        }}
      />
    ),
  };
}

/**
 * @param {object} props
 * @param {import('./media-words.jsx').Place} props.place
 * @param {string} props.text
 * @param {(block: Directive) => void} props.change
 * @param {(block: Directive) => void} props.drop
 */
function Figures({ text, ...rest }) {
  const found = figuresIn(text);
  return found.length > 0 && <Shown found={found} {...rest} />;
}

/** @param {{found: Directive[], place: import('./media-words.jsx').Place, change: (block: Directive) => void, drop: (block: Directive) => void}} props */
function Shown({ found, place, change, drop }) {
  const { value } = useLoaded(`berkas ${place.id}`, (signal) => api.assets(place.id, signal));
  return (
    <ul class="figures-of" aria-label={t('picturesOf')}>
      {found.map((block) => {
        const { src = '', alt = '', licence = '' } = block.attributes;
        const asset = value && assetOf(value.items, place, src);
        const link = asset && pictureOf(place.id, asset);
        const name = alt || t('pictureNoAlt');
        return (
          <li key={block.from}>
            <span class="shelf-thumb">
              {link ? (
                <img
                  src={link}
                  alt=""
                  loading="lazy"
                  onError={({ currentTarget }) => currentTarget.remove()}
                />
              ) : (
                <Icon of={value && !asset ? warn : picture} />
              )}
            </span>
            <span class="grow">
              <b>{name}</b>
              <span class="small soft">
                {value && !asset
                  ? t('pictureGone', { name: src.replace(/^assets\//, '') })
                  : licence || t('pictureNoLicence')}
              </span>
            </span>
            <button
              class="ib"
              type="button"
              aria-label={t('pictureMend', { name })}
              onClick={() => change(block)}
            >
              <Icon of={edit} />
            </button>
            <button
              class="ib"
              type="button"
              aria-label={t('takeOut', { name })}
              onClick={() => drop(block)}
            >
              <Icon of={x} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
