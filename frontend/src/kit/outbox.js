/**
 * An outbox: commands are written to the device, sent in ordered batches and answered one by one.
 * Sending again changes nothing, so every doubt is answered by sending again.
 */
import { hex, remember, remembered } from './command.js';

/** @typedef {import('./command.js').Command} Command */
/** @typedef {import('./command.js').Result} Result */
/** @typedef {'idle'|'waiting'|'sending'|'signed-out'} State */
/** @typedef {{pending: number, state: State, writing: number, loose: number, full: boolean, receipt: string|null}} Snapshot of those pending, `writing` are on their way to the device, `loose` will not get there; `receipt`: the last one given */
/** @typedef {(snapshot: Snapshot) => void} Listener */
/** @typedef {Promise<Result> & {kept: Promise<boolean>}} Sending `kept`: whether it is on the device now */

const ENDPOINT = '/api/v1/learning/commands';
const MOST_COMMANDS = 100;
const MOST_BYTES = 240_000;
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 300_000;
// A request that hangs this long on a bad line is abandoned and made again.
const TIMEOUT_MS = 45_000;
// Once the line has changed: as long as it may be silent, beside what the size takes on a slow one.
const QUIET_MS = 4000;
const BYTES_A_MS = 8;

/**
 * Milliseconds to wait before try number `attempt` (from 1): doubling, capped, with full jitter in
 * its upper half so that a whole office does not come back at once.
 */
export function backOff(
  /** @type {number} */ attempt,
  /** @type {number} */ chance,
  retryAfterSeconds = 0,
) {
  const step = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
  return Math.max(retryAfterSeconds * 1000, step / 2 + (step / 2) * chance);
}

/** The longest prefix of the queue that fits one request. @param {Command[]} commands */
export function nextBatch(commands) {
  const batch = [];
  let bytes = 0;
  for (const command of commands.slice(0, MOST_COMMANDS)) {
    bytes += new TextEncoder().encode(JSON.stringify(command)).length;
    if (batch.length && bytes > MOST_BYTES) break;
    batch.push(command);
  }
  return batch;
}

/**
 * An outbox of its own: the page uses the one below; the worker and tests give it other parts.
 *
 * @param {object} parts
 * @param {string|null} parts.account whose commands these are; null: not known, nothing is kept
 * @param {Promise<import('./store.js').Store|null>} parts.store null: only memory
 * @param {typeof import('./restamp.js').restamp} parts.restamp
 * @param {typeof fetch} [parts.fetch]
 * @param {() => number} [parts.chance]
 * @param {(run: () => void, ms: number) => unknown} [parts.later]
 * @param {() => boolean} [parts.isOurs] whether the account is the one signed in now
 * @param {(send: () => Promise<() => any>) => Promise<() => any>} [parts.alone] one sender on the device
 * @param {{postMessage: (said: unknown) => void, onmessage: any}|null} [parts.others] the other tabs
 */
export function createOutbox({
  account,
  store,
  restamp,
  fetch: ask = (...request) => fetch(...request),
  chance = Math.random,
  later = setTimeout,
  isOurs = () => true,
  alone = (send) => send(),
  others = null,
}) {
  /** Commands that are not on the device. @type {Command[]} */
  let loose = [];
  let counted = 0;
  let writing = 0;
  let full = false;
  /** @type {string|null} */
  let receipt = null;
  /** @type {Map<string, (result: Result) => void>} */
  const settlers = new Map();
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {State} */
  let state = 'idle';
  let failures = 0;
  // Each scheduled try carries a number; an older one that fires after `flush` is ignored.
  let turn = 0;
  // Twice as long as the last that was abandoned had: what needs long gets through in the end.
  let patience = QUIET_MS;
  /** When the request was sent that is not answered yet; 0: there is none. */
  let since = 0;
  /** Has the request under way abandoned once it was silent for too long. @type {() => unknown} */
  let hasten = () => 0;
  const device = store.then((kept) => deviceOf(kept));

  const snapshot = () => ({
    pending: counted + writing + loose.length,
    state,
    writing,
    loose: loose.length,
    full,
    receipt,
  });
  const tell = (next = state) => {
    state = next;
    for (const listener of listeners) listener(snapshot());
  };
  const recount = async () => {
    counted = (await (await store)?.count()) ?? 0;
    tell();
  };

  const schedule = (/** @type {number} */ ms) => {
    const mine = ++turn;
    later(() => mine === turn && state !== 'sending' && push(), ms);
  };
  const giveBack = (retryAfterSeconds = 0) => {
    failures += 1;
    since = 0;
    tell('waiting');
    schedule(backOff(failures, chance(), retryAfterSeconds));
  };
  /** A moment's pause joins what one gesture makes (a flag and an answer) into one request. */
  const soon = () => {
    if (state !== 'idle') return tell();
    tell('waiting');
    schedule(30);
  };

  /** Nothing was waiting when the sender looked; something may have come since. */
  const rest = () => (tell('idle'), counted + loose.length && soon());

  const settle = (/** @type {Result[]} */ results) => {
    for (const result of results) {
      receipt = result.receipt ?? receipt;
      settlers.get(result.id)?.(result);
      settlers.delete(result.id);
    }
  };
  if (others) {
    others.onmessage = (/** @type {MessageEvent<Result[]|''>} */ { data }) => {
      if (!data) return hasten();
      settle(data);
      void recount().then(() => counted && soon());
    };
  }

  /** @param {Command} command @returns {Promise<boolean>} whether it is on the device now */
  async function keep(command) {
    writing += 1;
    tell();
    const kept = await store;
    try {
      await /** @type {import('./store.js').Store} */ (kept).keep(command);
      counted += 1;
    } catch {
      // Full, or no store at all: it can still be sent from here, and the page says so.
      full = kept !== null;
      command.seq = Number(remembered('lentera-seq') ?? 0) + 1;
      remember('lentera-seq', String(command.seq));
      loose.push(command);
    }
    writing -= 1;
    soon();
    return !loose.includes(command);
  }

  async function push() {
    if (!isOurs()) return tell(counted + loose.length ? 'signed-out' : 'idle');
    tell('sending');
    // No answer came, or the store was closed under us: what waits is tried again.
    const next = await alone(pushOnce).catch(() => giveBack);
    next();
  }

  /** One batch. @returns {Promise<() => any>} what to do next; rejected if no answer came */
  async function pushOnce() {
    const kept = await store;
    const waiting = [...((await kept?.waiting(MOST_COMMANDS)) ?? []), ...loose];
    counted = (await kept?.count()) ?? 0;
    if (!waiting.length) return rest;
    const batch = nextBatch(waiting);
    const sentAt = (since = Date.now());
    const connection = await kept?.fact('network');
    const said = JSON.stringify({
      device: await device,
      sent_at: new Date(sentAt).toISOString(),
      commands: batch,
      connection,
    });
    const stop = new AbortController();
    const end = () => stop.abort();
    setTimeout(end, TIMEOUT_MS);
    hasten = () => {
      const look = () => {
        if (since !== sentAt) return;
        patience = 2 * (Date.now() - sentAt);
        end();
      };
      setTimeout(look, sentAt + patience + said.length / BYTES_A_MS - Date.now());
    };
    const response = await ask(ENDPOINT, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Accept-Language': globalThis.document?.documentElement.lang ?? 'id',
        ...(account && { 'Lentera-Account': account }),
      },
      body: said,
      // The page may be left while this is under way; browsers carry at most 64 KiB for that.
      keepalive: said.length < 20_000,
      credentials: 'same-origin',
      signal: stop.signal,
    });
    since = 0;
    if (response.status === 401) return () => tell('signed-out');
    if (!response.ok) {
      const retryAfter = Number(response.headers.get('Retry-After')) || 0;
      return () => giveBack(retryAfter);
    }
    const body = await response.json();
    failures = 0;
    patience = QUIET_MS;
    remember('lentera-skew', String(Date.parse(body.received_at) - sentAt || 0));
    /** @type {Result[]} */
    let results = body.results;
    if (results.some(isClockAhead)) {
      loose = await restamp(kept, loose, await device);
      results = results.filter((result) => !isClockAhead(result));
    }
    /** @type {[Command, Result][]} */
    const answered = batch.flatMap((command) => {
      const result = results.find(({ id }) => id === command.id);
      return result ? [[command, result]] : [];
    });
    const onDevice = answered.filter(([command]) => !loose.includes(command));
    loose = loose.filter((command) => !answered.some(([one]) => one === command));
    try {
      if (onDevice.length) await kept?.settle(onDevice);
      if (connection) await kept?.note('network');
    } catch {
      // They stay among those that wait and are sent again, which changes nothing.
    }
    counted = (await kept?.count()) ?? 0;
    full &&= loose.length > 0;
    settle(results);
    others?.postMessage(results);
    tell();
    // A server that answers nothing we asked about must not be asked in a tight circle.
    return answered.length ? push : giveBack;
  }

  void recount().then(() => counted && soon());

  const flush = () => {
    if (counted + loose.length && state !== 'sending') {
      failures = 0;
      turn += 1;
      void push();
    }
  };

  return {
    /**
     * Keep a command and have it sent. The promise is settled when the server has answered, which
     * may be days from now; its `kept` says whether the command is on the device.
     *
     * @param {Command} command
     * @returns {Sending}
     */
    send(command) {
      /** @type {Promise<Result>} */
      const result = new Promise((done) => settlers.set(command.id, done));
      const kept = keep(command);
      kept.then((isKept) => isKept && others?.postMessage([]));
      return Object.assign(result, { kept });
    },
    /** Try now: the tab is seen again, the person has signed in. */
    flush,
    /**
     * The line is another one than before: try now, and do not wait for what hangs on the old one,
     * in this tab or in another sender, which may not have heard of it.
     */
    hurry() {
      if (state !== 'sending') return flush();
      failures = 0;
      hasten();
      others?.postMessage('');
    },
    /** @param {Listener} listener @returns {() => void} stop listening */
    listen(listener) {
      listeners.add(listener);
      listener(snapshot());
      return () => listeners.delete(listener);
    },
    pending: () => snapshot().pending,
    loose: () => writing + loose.length,
    store,
    device,
    account,
  };
}

const isClockAhead = (/** @type {Result} */ { problem }) =>
  problem?.type.endsWith('clock-ahead') ?? false;

/** This browser profile's random id for one account; no fingerprint. @param {import('./store.js').Store|null} store */
async function deviceOf(store) {
  const made = hex(crypto.getRandomValues(new Uint8Array(16)));
  if (store) return store.once('device', made).catch(() => made);
  const device = remembered('lentera-device') ?? made;
  remember('lentera-device', device);
  return device;
}
