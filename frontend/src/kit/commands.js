/**
 * Commands from this browser: made here with their own ids, sent in ordered batches, answered one
 * by one. Sending again changes nothing, so every doubt is answered by sending again.
 *
 * The queue lives in the page's memory: until a command is received it is only *waiting to be
 * sent*, never "saved on the device", and leaving the page asks first.
 */

/** @typedef {'opened'|'position'|'done'|'note'|'reflection'|'start'|'answer'|'flag'|'submit'} Kind */
/**
 * @typedef {object} Command
 * @property {string} id UUIDv7
 * @property {number} seq counts per device
 * @property {string} hlc hybrid logical clock, `<ms>.<counter>`
 * @property {Kind} kind
 * @property {string} occurred_at ISO 8601, UTC
 * @property {Record<string, unknown>} payload
 */
/**
 * @typedef {object} Result
 * @property {string} id
 * @property {'stored'|'duplicate'|'rejected'} status
 * @property {string|null} receipt such as `K-7F2A9`
 * @property {string|null} sha256 content hash of the command as the server stored it
 * @property {{type: string, title: string, status: number, detail: string}|null} problem
 * @property {Record<string, any>} answer
 */
/** @typedef {'idle'|'waiting'|'sending'|'signed-out'} State */
/** @typedef {(snapshot: {pending: number, state: State}) => void} Listener */

const ENDPOINT = '/api/v1/learning/commands';
const MOST_COMMANDS = 100;
const MOST_BYTES = 240_000;
const encoder = new TextEncoder();
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 300_000;
// A request that hangs this long on a bad line is abandoned and made again.
const TIMEOUT_MS = 45_000;

const hex = (/** @type {ArrayLike<number>} */ bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** localStorage may be refused (private mode, full): then the values live as long as the page. */
const memory = new Map();
const remembered = (/** @type {string} */ key) => {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
};
const remember = (/** @type {string} */ key, /** @type {string} */ value) => {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept in memory above; the device then gets a new id at its next visit, which is allowed.
  }
};

/** @returns {string} 128 bits: 48 of time, 74 of chance; sorts by time of making */
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 5, rest = now; index >= 0; index--, rest = Math.floor(rest / 256)) {
    bytes[index] = rest % 256;
  }
  const [version = 0, variant = 0] = [bytes[6], bytes[8]];
  bytes[6] = (version & 0x0f) | 0x70;
  bytes[8] = (variant & 0x3f) | 0x80;
  const text = hex(bytes);
  return [
    text.slice(0, 8),
    text.slice(8, 12),
    text.slice(12, 16),
    text.slice(16, 20),
    text.slice(20),
  ].join('-');
}

/** @returns {string} this browser profile's random id; no fingerprint */
export function deviceId() {
  const known = remembered('lentera-device');
  if (known) return known;
  const made = hex(crypto.getRandomValues(new Uint8Array(16)));
  remember('lentera-device', made);
  return made;
}

/** Hybrid logical clock: never behind the wall, never behind what it has seen. */
export function nextClock(/** @type {string|null} */ last, now = Date.now()) {
  const [ms = 0, counter = 0] = (last ?? '0.0').split('.').map(Number);
  return now > ms ? `${now}.0` : `${ms}.${counter + 1}`;
}

const tick = () => {
  const hlc = nextClock(remembered('lentera-hlc'));
  remember('lentera-hlc', hlc);
  return hlc;
};
const nextSeq = () => {
  const seq = Number(remembered('lentera-seq') ?? 0) + 1;
  remember('lentera-seq', String(seq));
  return seq;
};

/**
 * @param {Kind} kind
 * @param {Record<string, unknown>} payload strings and integers only
 * @returns {Command}
 */
export function makeCommand(kind, payload) {
  return {
    id: uuid7(),
    seq: nextSeq(),
    hlc: tick(),
    kind,
    occurred_at: new Date().toISOString(),
    payload,
  };
}

/**
 * Milliseconds to wait before try number `attempt` (from 1): doubling, capped, with full jitter in
 * its upper half so that a whole office does not come back at once.
 */
export function backOff(
  /** @type {number} */ attempt,
  chance = Math.random(),
  retryAfterSeconds = 0,
) {
  const step = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.max(retryAfterSeconds * 1000, step / 2 + (step / 2) * chance);
}

/** The longest prefix of the queue that fits one request. @param {Command[]} commands */
export function nextBatch(commands) {
  const batch = [];
  let bytes = 0;
  for (const command of commands.slice(0, MOST_COMMANDS)) {
    bytes += encoder.encode(JSON.stringify(command)).length;
    if (batch.length && bytes > MOST_BYTES) break;
    batch.push(command);
  }
  return batch;
}

/**
 * A queue of its own: the page uses the one below; tests give it another `fetch`.
 *
 * @param {object} parts
 * @param {typeof fetch} [parts.fetch]
 * @param {() => number} [parts.chance]
 * @param {(run: () => void, ms: number) => unknown} [parts.later]
 */
export function createQueue({
  fetch: ask = (...request) => fetch(...request),
  chance = Math.random,
  later = setTimeout,
} = {}) {
  /** @type {{command: Command, settle: (result: Result) => void}[]} */
  let waiting = [];
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {State} */
  let state = 'idle';
  let failures = 0;
  // Each scheduled try carries a number; an older one that fires after `flush` is ignored.
  let turn = 0;

  const tell = (/** @type {State} */ next) => {
    state = next;
    for (const listener of listeners) listener({ pending: waiting.length, state });
  };

  const schedule = (/** @type {number} */ ms) => {
    const mine = ++turn;
    later(() => mine === turn && state !== 'sending' && push(), ms);
  };

  const giveBack = (/** @type {number} */ retryAfterSeconds) => {
    failures += 1;
    tell('waiting');
    schedule(backOff(failures, chance(), retryAfterSeconds));
  };

  async function push() {
    if (!waiting.length) return tell('idle');
    tell('sending');
    const batch = nextBatch(waiting.map((entry) => entry.command));
    const said = JSON.stringify({
      device: deviceId(),
      sent_at: new Date().toISOString(),
      commands: batch,
    });
    let response;
    let body;
    try {
      response = await ask(ENDPOINT, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Accept-Language': document.documentElement.lang,
        },
        body: said,
        // The page may be left while this is under way; browsers carry at most 64 KiB for that.
        keepalive: said.length < 20_000,
        credentials: 'same-origin',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 401) return tell('signed-out');
      body = response.ok ? await response.json() : null;
    } catch {
      return giveBack(0);
    }
    if (!body) return giveBack(Number(response.headers.get('Retry-After')) || 0);
    failures = 0;
    /** @type {Map<string, Result>} */
    const results = new Map(
      body.results.map((/** @type {Result} */ result) => [result.id, result]),
    );
    const answered = waiting.filter((entry) => results.has(entry.command.id));
    waiting = waiting.filter((entry) => !results.has(entry.command.id));
    for (const { command, settle } of answered) {
      settle(/** @type {Result} */ (results.get(command.id)));
    }
    // A server that answers nothing we asked about must not be asked in a tight circle.
    if (!answered.length) return giveBack(0);
    return push();
  }

  return {
    /** @param {Command} command @returns {Promise<Result>} settled when the server has answered */
    send(command) {
      return new Promise((settle) => {
        waiting.push({ command, settle });
        if (state === 'idle') {
          // A moment's pause joins what one gesture makes (a flag and an answer) into one request.
          tell('waiting');
          schedule(30);
        } else {
          tell(state);
        }
      });
    },
    /** Try now: the network is back, the tab is seen again, the person has signed in. */
    flush() {
      if (waiting.length && state !== 'sending') {
        failures = 0;
        turn += 1;
        void push();
      }
    },
    /** @param {Listener} listener @returns {() => void} stop listening */
    listen(listener) {
      listeners.add(listener);
      listener({ pending: waiting.length, state });
      return () => listeners.delete(listener);
    },
    pending: () => waiting.length,
  };
}

const queue = createQueue();
export const { send, flush, listen, pending } = queue;

/** Retry when a try may succeed, and ask before unsent work is left behind. Once per page. */
export function watchPage() {
  addEventListener('online', flush);
  addEventListener('visibilitychange', () => document.visibilityState === 'visible' && flush());
  addEventListener('beforeunload', (leaving) => {
    if (pending()) leaving.preventDefault();
  });
}
