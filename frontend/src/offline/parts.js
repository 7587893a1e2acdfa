/**
 * Large files in pieces: each piece is kept as soon as it is whole, so a line that drops costs at
 * most one of them. Small ones come in one go.
 */

// At 75 kbit/s four seconds; a course's texts are two to four of them.
const PIECE = 32 * 1024;
const LONGEST_WAIT_MS = 60_000;
// A line may die without a word. A piece that takes longer than this is asked for again.
const LONGEST_ASK_MS = 120_000;

const pieceUrl = (/** @type {string} */ link, /** @type {number} */ start) =>
  `/offline/pieces/${start}${link}`;

/** @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} earlier if the network comes back */
const pause = (ms, signal) =>
  new Promise((resume, stop) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      if (signal.aborted) stop(signal.reason);
      else resume();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
    signal.addEventListener('abort', done, { once: true });
  });

/** A refusal that trying again will not change. */
export class Refused extends Error {
  /** @param {number} status @param {string} [detail] in words for people, if the server gave any */
  constructor(status, detail = '') {
    super(detail);
    this.status = status;
  }
}

/**
 * Try until it works, the person stops it, or the server refuses for good.
 *
 * @template Value
 * @param {() => Promise<Value>} deed
 * @param {AbortSignal} signal
 * @param {() => void} waiting told before each wait
 * @returns {Promise<Value>}
 */
export async function patiently(deed, signal, waiting) {
  for (let tries = 1; ; tries++) {
    try {
      return await deed();
    } catch (trouble) {
      if (signal.aborted || trouble instanceof Refused) throw trouble;
      if (/** @type {Error} */ (trouble).name === 'QuotaExceededError') throw trouble;
      waiting();
      await pause(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** tries) * (0.5 + Math.random() / 2), signal);
    }
  }
}

/**
 * @param {string} link
 * @param {RequestInit['headers']} headers
 * @param {AbortSignal} signal
 * @returns {Promise<{status: number, blob: Blob}>}
 */
async function ask(link, headers, signal) {
  const own = new AbortController();
  const stop = () => own.abort();
  const timer = setTimeout(stop, LONGEST_ASK_MS);
  signal.addEventListener('abort', stop);
  try {
    const response = await fetch(link, { credentials: 'same-origin', headers, signal: own.signal });
    const passing = response.status === 429 || response.status >= 500;
    if (!response.ok && !passing) throw new Refused(response.status);
    if (!response.ok) throw new Error('');
    return { status: response.status, blob: await response.blob() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/**
 * A file of a known length, from what is kept of it and the network.
 *
 * @param {Cache} cache
 * @param {{link: string, bytes: number, media_type?: string}} file
 * @param {object} about
 * @param {AbortSignal} about.signal
 * @param {(bytes: number) => void} about.arrived
 * @param {() => void} about.waiting
 * @returns {Promise<Blob>}
 */
export async function fetchFile(cache, file, { signal, arrived, waiting }) {
  const { link, bytes, media_type: type = 'application/octet-stream' } = file;
  /** @type {Blob[]} */
  const pieces = [];
  for (let start = 0; start < bytes; start += PIECE) {
    const end = Math.min(start + PIECE, bytes) - 1;
    const url = pieceUrl(link, start);
    const kept = await cache.match(url);
    const isWhole = start === 0 && end === bytes - 1;
    const piece = kept
      ? await kept.blob()
      : await patiently(
          async () => {
            const headers = isWhole ? undefined : { Range: `bytes=${start}-${end}` };
            const { status, blob } = await ask(link, headers, signal);
            // A server or proxy that ignores the range sends everything.
            const part = status === 206 ? blob : blob.slice(start, end + 1);
            if (part.size !== end + 1 - start) throw new Error('');
            if (!isWhole) await cache.put(url, new Response(part));
            return part;
          },
          signal,
          waiting,
        );
    pieces.push(piece);
    arrived(piece.size);
  }
  return new Blob(pieces, { type });
}

/** The pieces of a file that is kept whole now. @param {Cache} cache @param {{link: string, bytes: number}} file */
export async function dropPieces(cache, { link, bytes }) {
  for (let start = 0; start < bytes; start += PIECE) await cache.delete(pieceUrl(link, start));
}
