/** What can be done with the text; arrow keys go from one to the next, as in a word processor. */
import { edit, search } from '../../icons.json';
import { list, picture, plus } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { link, numbers, quote, table } from './icons.js';
import { t } from './words.js';

/** @typedef {'bold'|'italic'|'heading'|'subheading'|'bullets'|'numbers'|'quote'|'link'|'table'|'media'|'insert'|'change'|'find'} Deed */

const TOOLS = /** @type {[Deed, string|null][]} */ ([
  ['bold', null],
  ['italic', null],
  ['heading', null],
  ['subheading', null],
  ['bullets', list],
  ['numbers', numbers],
  ['quote', quote],
  ['link', link],
  ['table', table],
  ['media', picture],
  ['insert', plus],
  ['change', edit],
  ['find', search],
]);
const LETTERS = /** @type {Record<string, any>} */ ({
  bold: <b>B</b>,
  italic: <i>I</i>,
  heading: 'H2',
  subheading: 'H3',
});

/** @param {Deed} name @param {string|null} inside */
function label(name, inside) {
  if (name !== 'change') return { 'aria-label': t(`tool.${name}`), title: t(`tool.${name}`) };
  const said = inside ? t('changeThis', { what: inside }) : t('changeNothing');
  return { 'aria-label': said, title: said, 'aria-disabled': !inside };
}

/** @param {KeyboardEvent & {currentTarget: HTMLElement}} pressed */
function along(pressed) {
  const all = /** @type {HTMLElement[]} */ ([...pressed.currentTarget.querySelectorAll('button')]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[pressed.key];
  if (to === undefined || at < 0) return;
  pressed.preventDefault();
  const next = all[(to + all.length) % all.length];
  for (const one of all) one.tabIndex = one === next ? 0 : -1;
  next?.focus();
}

const WITH_WORDS = ['insert', 'change'];

/** @param {{deeds: Record<Deed, () => unknown>, markdown: boolean, inside: string|null}} props `inside`: what the caret stands in, which can be changed by its form */
export const Toolbar = ({ deeds, markdown, inside }) => (
  <div class="toolbar" role="toolbar" aria-label={t('toolbar')} onKeyDown={along}>
    {TOOLS.filter(([name]) => markdown || name === 'find').map(([name, icon], place) => (
      <button
        key={name}
        type="button"
        class={`tool ${WITH_WORDS.includes(name) ? 'with-words' : ''}`}
        tabIndex={place === 0 ? 0 : -1}
        {...label(name, inside)}
        // The text keeps its selection, and on a phone its keyboard.
        onMouseDown={(press) => press.preventDefault()}
        onClick={() => deeds[name]()}
      >
        {icon ? <Icon of={icon} /> : LETTERS[name]}
        {WITH_WORDS.includes(name) && <span>{t(`tool.${name}`)}</span>}
      </button>
    ))}
  </div>
);
