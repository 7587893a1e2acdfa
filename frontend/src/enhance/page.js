/** The line that always says where one's work is, for pages that send commands. */
import { flush, listen, watchPage } from '../kit/commands.js';
import { drawn } from './state-icons.js';
import { all, icon, make, t } from './words.js';

export { all, icon, make, t };

/** @type {string|null} the last receipt, by whatever command */
let receipt = null;
let idle = '';
/** @type {{pending: number, state: string}} */
let queue = { pending: 0, state: 'idle' };
const shown = /** @type {HTMLElement} */ (document.getElementById('save'));

/** @param {keyof typeof drawn} name @param {string} text @param {string} tone @param {Node[]} more */
function say(name, text, tone, ...more) {
  // Written only when it changes: a status region is read aloud at every change.
  if (shown.dataset.said === text) return;
  shown.dataset.said = text;
  shown.replaceChildren(icon(name, tone, drawn[name]), make('span', {}, text), ...more);
}

function sayState() {
  const { pending: n, state } = queue;
  if (state === 'signed-out') {
    const link = make('a', { href: '/masuk', target: '_blank' }, t('sign_in'));
    say('warn', t('signed_out', { n }), 'wait', link);
  } else if (n && !navigator.onLine) say('warn', t('lost', { n }), 'wait');
  else if (n) say('send', t('waiting', { n }), 'wait');
  else if (receipt) say('server', t('received', { receipt }), 'ok');
  else if (idle) say('server', idle, '');
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
