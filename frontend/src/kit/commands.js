/**
 * Commands from this browser: made here with their own ids, written to the device, sent in ordered
 * batches, answered one by one. Sending again changes nothing, so every doubt is answered by
 * sending again.
 *
 * Where the browser offers no store (private mode, plain http) or its disk is full, commands live
 * in the page's memory: they are only *waiting to be sent* then, never "saved on the device", and
 * leaving the page asks first.
 */
import { createOutbox } from './outbox.js';
import { openStore } from './store.js';

export { makeCommand, skew, uuid7 } from './command.js';

/** @typedef {import('./command.js').Command} Command */
/** @typedef {import('./command.js').Result} Result */
/** @typedef {import('./outbox.js').Snapshot} Snapshot */

/** Who is signed in on this browser, by the mark beside the session. @returns {string|null} */
export const accountHere = () =>
  globalThis.document?.cookie.match(/\blentera-akun=([^;]+)/)?.[1] ?? null;

/** The outbox of whoever is signed in on this page. */
function outboxHere() {
  const account = accountHere();
  const name = `lentera-${account}`;
  return createOutbox({
    account,
    store: account ? openStore(account).catch(() => null) : Promise.resolve(null),
    restamp: async (...known) => (await import('./restamp.js')).restamp(...known),
    isOurs: () => accountHere() === account,
    alone: (send) => navigator.locks?.request(name, send) ?? send(),
    others: account ? new BroadcastChannel(name) : null,
  });
}

export const outbox = outboxHere();
export const { send, flush, hurry, listen, pending } = outbox;

/** Retry when a try may succeed, and ask before unsent work is left behind. Once per page. */
export function watchPage() {
  addEventListener('online', hurry);
  addEventListener('visibilitychange', () => document.hidden || flush());
  addEventListener('beforeunload', (leaving) => {
    if (outbox.loose()) leaving.preventDefault();
  });
}
