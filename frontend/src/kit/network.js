/**
 * What a page looks after beside its own work: it writes down when the network went and came back,
 * asks the browser to send what waits when no page is open any more, and makes the device known, so
 * that somebody else may carry its file. Loaded after the page is there; see `worker.js`.
 */
import { hurry, listen, outbox, pending } from './commands.js';

const MOST_NOTES = 100;
// Longer than a good line needs for an answer.
const SOON_MS = 1000;
// Shorter absences leave a line as it was.
const SLEEP_MS = 15_000;
const TAG = 'outbox';

/**
 * Write a turn of the network down for the incident paper, by this device's clock; the outbox takes
 * it along. Two tabs see the same turn, one of them writes it.
 *
 * @param {0|1} online
 */
async function record(online) {
  const at = new Date().toISOString();
  // Not while a push is under way: it forgets what it has taken along. Asked for at once, so that the
  // push that the same event causes comes after.
  await navigator.locks?.request(`lentera-${outbox.account}`, async () =>
    (await outbox.store)?.change(['facts'], (of) => {
      const facts = of('facts');
      const [last, notes] = [facts.get('online'), facts.get('network')];
      notes.onsuccess = () => {
        if ((last.result ?? 1) === online) return;
        facts.put(online, 'online');
        facts.put([...(notes.result ?? []), { at, online }].slice(-MOST_NOTES), 'network');
      };
    }),
  );
}

let isWatching = false;

/** @param {any} registration of the service worker, where there is one */
export function watchNetwork(registration) {
  if (isWatching) return;
  isWatching = true;
  const note = () => void record(navigator.onLine ? 1 : 0).catch(() => undefined);
  // Before the outbox hears of it, so that the push which follows takes the note along.
  for (const turn of ['online', 'offline']) addEventListener(turn, note, true);
  note();
  watchLine(hurry);
  if (registration?.sync) sendWithoutPages(registration.sync);
  if (navigator.onLine) void introduce().catch(() => undefined);
}

/**
 * What the browser does not call a turn of the network, and yet leaves a request on a line that is
 * gone: another kind of network, or a long sleep. The connection's other changes are estimates.
 *
 * @param {() => void} isAnother told of it
 */
export function watchLine(isAnother) {
  const { connection } = /** @type {any} */ (navigator);
  let type = connection?.type;
  connection?.addEventListener('change', () => {
    const before = type;
    type = connection.type;
    if (type !== before && navigator.onLine) isAnother();
  });
  let hiddenAt = Infinity;
  addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > SLEEP_MS) isAnother();
  });
}

async function introduce() {
  const store = await outbox.store;
  if (!store || !crypto.subtle || (await store.fact('registered')) !== undefined) return;
  const { registerDevice } = await import('./device-key.js');
  await registerDevice(store, await outbox.device);
}

/** Background Sync, where it exists: what waits goes out even if every tab is closed. @param {{register: (tag: string) => Promise<void>}} sync */
function sendWithoutPages(sync) {
  let isAsked = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const ask = () => {
    timer = undefined;
    if (!pending()) return;
    isAsked = true;
    sync.register(TAG).catch(() => (isAsked = false));
  };
  addEventListener('offline', () => (isAsked = false));
  listen(({ pending: n }) => {
    if (!n) isAsked = false;
    else if (!isAsked) timer ??= setTimeout(ask, navigator.onLine ? SOON_MS : 0);
  });
}
