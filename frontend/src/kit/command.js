/** Commands of this browser: their ids, their clocks, and the little the page remembers for them. */

/** @typedef {'opened'|'position'|'done'|'note'|'reflection'|'start'|'answer'|'flag'|'submit'|'scenario_step'|'scenario_finish'|(string & {})} Kind */
/**
 * @typedef {object} Command
 * @property {string} id UUIDv7
 * @property {number} seq counts per device and account; given when the command is kept
 * @property {string} hlc hybrid logical clock, `<ms>.<counter>`
 * @property {Kind} kind
 * @property {string} occurred_at ISO 8601, UTC, by the device's own clock
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
const MOST_COUNTED = 65_535;

export const hex = (/** @type {ArrayLike<number>} */ bytes) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** localStorage may be refused (private mode, full): then the values live as long as the page. */
const memory = new Map();
export const remembered = (/** @type {string} */ key) => {
  let found;
  try {
    found = localStorage.getItem(key);
  } catch {
    // Kept in memory alone.
  }
  return found ?? memory.get(key) ?? null;
};
export const remember = (/** @type {string} */ key, /** @type {string} */ value) => {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // Kept in memory above.
  }
};

/** @returns {string} 128 bits: 48 of time, 74 of chance; sorts by time of making */
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const [version = 0, , variant = 0] = bytes;
  bytes[0] = (version & 0x0f) | 0x70;
  bytes[2] = (variant & 0x3f) | 0x80;
  const digits = now.toString(16).padStart(12, '0') + hex(bytes);
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Hybrid logical clock: never behind the wall, never behind what it has seen. */
export function nextClock(/** @type {string|null} */ last, now = Date.now()) {
  const [ms = 0, counter = 0] = (last ?? '0.0').split('.').map(Number);
  if (now > ms) return `${now}.0`;
  return counter < MOST_COUNTED ? `${ms}.${counter + 1}` : `${ms + 1}.0`;
}

/** What the server's clock is ahead of this device's, in ms, as last heard. */
export const skew = () => Number(remembered('lentera-skew') ?? 0);

/** The clock of a command that is made now. */
export function tick() {
  const hlc = nextClock(remembered('lentera-hlc'), Date.now() + skew());
  remember('lentera-hlc', hlc);
  return hlc;
}

/**
 * @param {Kind} kind
 * @param {Record<string, unknown>} payload strings and integers only
 * @returns {Command}
 */
export function makeCommand(kind, payload) {
  return {
    id: uuid7(),
    seq: 0,
    hlc: tick(),
    kind,
    occurred_at: new Date().toISOString(),
    payload,
  };
}
