/** The line that always says where one's work is, for pages that send commands. */
import { flush, listen, watchPage } from '../kit/commands.js';
import { drawn } from './state-icons.js';
import { all, icon, make, t } from './words.js';

export { all, icon, make, t };

let idle = '';
let queue = /** @type {import('../kit/commands.js').Snapshot} */ ({});
/** @param {keyof typeof drawn} name @param {string} text @param {string} tone @param {Node[]} more */
function say(name, text, tone, ...more) {
  const shown = document.getElementById('save');
  // Written only when it changes: a status region is read aloud at every change.
  if (!shown || shown.dataset.said === text) return;
  shown.dataset.said = text;
  shown.replaceChildren(icon(name, tone, drawn[name]), make('span', {}, text), ...more);
}

function sayState() {
  const { pending: n, state, writing, loose, full, receipt } = queue;
  if (state === 'signed-out') {
    const link = make('a', { href: '/masuk', target: '_blank' }, t('save.sign_in'));
    say('warn', t('save.signed_out', { n }), 'wait', link);
  } else if (writing) say('device', t('save.writing', { n }), 'wait');
  else if (loose) say('warn', t(full ? 'save.full' : 'save.loose', { n }), 'wait');
  else if (n) say('device', t(`save.${navigator.onLine ? 'waiting' : 'lost'}`, { n }), 'wait');
  else if (receipt) say('server', t('save.received', { receipt }), 'ok');
  else if (idle) say('server', idle, '');
}

/**
 * The server has answered: say so.
 *
 * @param {import('../kit/commands.js').Result} result
 */
export function received(result) {
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
  for (const turn of ['online', 'offline']) addEventListener(turn, sayState);
  listen((snapshot) => {
    queue = snapshot;
    sayState();
  });
  // The worker is no part of what the page needs to be read and answered.
  setTimeout(
    () => void import('../kit/worker.js').then(({ start }) => start()).catch(() => 0),
    2000,
  );
}
