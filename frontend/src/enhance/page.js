/**
 * What every enhanced page needs: its words (put there by the server), small ways to make elements,
 * and the line that always says where one's work is.
 */
import { flush, listen, watchPage } from '../kit/commands.js';
import { send as sendIcon, server as serverIcon, warn as warnIcon } from '../icons.json';
import { all, t } from './words.js';

export { all, t };

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {(string|Node)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** An icon of ours: paths from the build, never from data. @param {string} paths */
export function icon(paths, extra = '') {
  const holder = document.createElement('template');
  holder.innerHTML = `<svg class="i ${extra}" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
  return /** @type {SVGElement} */ (holder.content.firstChild);
}

/** @type {string|null} the last receipt, by whatever command */
let receipt = null;
let idle = '';
/** @type {{pending: number, state: string}} */
let queue = { pending: 0, state: 'idle' };
const shown = /** @type {HTMLElement} */ (document.getElementById('save'));

/** @param {string} paths @param {string} text @param {string} tone @param {(string|Node)[]} more */
function say(paths, text, tone, ...more) {
  // Written only when it changes: a status region is read aloud at every change.
  if (shown.dataset.said === text) return;
  shown.dataset.said = text;
  shown.replaceChildren(icon(paths, tone), make('span', {}, text), ...more);
}

function sayState() {
  const { pending: n, state } = queue;
  if (state === 'signed-out') {
    const link = make('a', { href: '/masuk', target: '_blank' }, t('sign_in'));
    say(warnIcon, t('signed_out', { n }), 'wait', link);
  } else if (n && !navigator.onLine) say(warnIcon, t('lost', { n }), 'wait');
  else if (n) say(sendIcon, t('waiting', { n }), 'wait');
  else if (receipt) say(serverIcon, t('received', { receipt }), 'ok');
  else if (idle) say(serverIcon, idle, '');
}

/**
 * Remember the receipt of what the server has answered.
 *
 * @param {import('../kit/commands.js').Result} result
 */
export function received(result) {
  if (result.receipt) receipt = result.receipt;
  sayState();
  return result;
}

/** Say something calm that holds as long as nothing was sent. @param {string} text */
export function saySaved(text) {
  idle = text;
  sayState();
}

/** From now on the line follows the queue. @param {string} quiet words while nothing was sent yet */
export function showSaveState(quiet) {
  idle = quiet;
  watchPage();
  // The session may be back when the person comes back from the other tab.
  addEventListener('focus', () => queue.state === 'signed-out' && flush());
  listen((snapshot) => {
    queue = snapshot;
    sayState();
  });
  addEventListener('click', waitThenGo);
}

const LONGEST_WAIT_MS = 6000;

/** A link taken while something is still being sent waits a moment for it. @param {MouseEvent} tap */
function waitThenGo(tap) {
  const link = /** @type {Element} */ (tap.target).closest?.('a[href^="/"]:not([target])');
  if (!link || !queue.pending || tap.defaultPrevented || tap.metaKey || tap.ctrlKey) return;
  tap.preventDefault();
  const go = () => {
    stop();
    clearTimeout(timer);
    location.href = /** @type {HTMLAnchorElement} */ (link).href;
  };
  const timer = setTimeout(go, LONGEST_WAIT_MS);
  const stop = listen(({ pending }) => !pending && queueMicrotask(go));
}
