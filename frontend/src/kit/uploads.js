/**
 * A queue of files on their way to the server, one after the other, by tus: a line that drops or a
 * page that closes loses at most the piece under way. The same file chosen again, even days later,
 * goes on where it stopped.
 */
import { signal } from '@preact/signals';
import { get } from './api.js';
import { ConnectionLost } from './connection.js';

const ENDPOINT = '/api/v1/uploads';
/** What is lost at most when the line drops; small enough for a minute at 400 kbit/s. */
const PIECE = 2_000_000;
const RETRIES = [0, 1000, 2000, 4000, 8000, 15_000, 30_000];
/** How long what stopped waits before it tries by itself: a server that starts anew says nothing. */
const TRY_AGAIN = 20_000;
const LOOK_AGAIN = [300, 500, 800, 1200, 2000, 3000];

/** @typedef {import('./api-types-media').UploadRead} UploadRead */
/** @typedef {'queued'|'sending'|'paused'|'examining'|'done'|'refused'|'failed'} State */

/**
 * @typedef {object} Item
 * @property {string} key
 * @property {string} name
 * @property {number} size
 * @property {State} state
 * @property {number} sent bytes that have arrived
 * @property {number} progress percent of the examination
 * @property {string} reason why not, in words for people
 * @property {UploadRead|null} upload once it has arrived
 */

/** @typedef {import('@preact/signals').Signal<Item[]>} Items */

/**
 * @typedef {object} Queue
 * @property {Items} items
 * @property {(file: File) => Promise<UploadRead|null>} add what became of it; null: withdrawn
 * @property {(key: string) => void} again go on with what stopped
 * @property {(key: string) => void} cancel and forget, here and on the server
 * @property {(key: string) => void} forget one that is used: it leaves the list and stays where it is
 * @property {() => void} close stop sending; what was sent stays
 */

/**
 * @param {{course?: string|null, purpose?: 'asset'|'import'}} where
 * @returns {Queue}
 */
export function uploadQueue({ course = null, purpose = 'asset' } = {}) {
  const items = /** @type {Items} */ (signal([]));
  /** @type {Map<string, {file: File, tus: any, settle: (upload: UploadRead|null) => void}>} */
  const jobs = new Map();
  let busy = '';
  let closed = false;

  const change = (/** @type {string} */ key, /** @type {Partial<Item>} */ values) => {
    items.value = items.value.map((one) => (one.key === key ? { ...one, ...values } : one));
  };
  const item = (/** @type {string} */ key) => items.value.find((one) => one.key === key);

  const next = () => {
    const first = busy || closed ? undefined : items.value.find((one) => one.state === 'queued');
    if (first) void send(first.key);
  };
  const release = (/** @type {string} */ key) => {
    if (busy === key) busy = '';
    next();
  };

  async function send(/** @type {string} */ key) {
    const job = jobs.get(key);
    if (!job) return;
    busy = key;
    change(key, { state: 'sending', reason: '' });
    try {
      job.tus ??= await begin(key, job.file);
      if (!item(key)) return;
      job.tus.start();
    } catch {
      // The sender itself did not arrive.
      pause(key);
      release(key);
    }
  }

  async function begin(/** @type {string} */ key, /** @type {File} */ file) {
    const { Upload } = await import('tus-js-client');
    const upload = new Upload(file, {
      endpoint: ENDPOINT,
      chunkSize: PIECE,
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, purpose, ...(course && { course }) },
      fingerprint: async () =>
        ['lentera', purpose, course ?? '', file.name, file.size, file.lastModified].join('|'),
      onProgress: (sent) => change(key, { sent }),
      onChunkComplete: (_size, sent) => change(key, { sent }),
      onError: (error) => stopped(key, error),
      onSuccess: () => {
        change(key, { state: 'examining', sent: file.size });
        release(key);
        void look(key, idOf(upload.url));
      },
    });
    const [before] = await upload.findPreviousUploads();
    if (before) upload.resumeFromPreviousUpload(before);
    return upload;
  }

  function stopped(/** @type {string} */ key, /** @type {any} */ error) {
    const answer = error.originalResponse;
    const status = answer?.getStatus() ?? 0;
    // Trouble of the line or of the server passes; what was sent is safe meanwhile.
    if (status === 0 || status >= 500 || status === 409 || status === 423 || status === 401) {
      pause(key, status === 401 ? words(answer) : '');
    } else {
      change(key, { state: 'failed', reason: words(answer) });
      jobs.get(key)?.settle(null);
    }
    release(key);
  }

  /** Stopped until the line or the server is back. @param {string} key @param {string} [reason] */
  function pause(key, reason = '') {
    change(key, { state: 'paused', reason });
    // Who has been signed out is asked to sign in; nothing else needs a hand.
    if (!reason)
      setTimeout(() => !closed && item(key)?.state === 'paused' && again(key), TRY_AGAIN);
  }

  /** Ask until it has been examined. */
  async function look(/** @type {string} */ key, /** @type {string} */ id) {
    for (let turn = 0; !closed && item(key); turn++) {
      await new Promise((wake) => {
        setTimeout(wake, LOOK_AGAIN[Math.min(turn, LOOK_AGAIN.length - 1)]);
      });
      try {
        const upload = /** @type {UploadRead} */ (await get(`/uploads/${id}`));
        change(key, { progress: upload.progress, upload });
        if (upload.state === 'done' || upload.state === 'refused') {
          change(key, { state: upload.state, reason: upload.reason ?? '' });
          jobs.get(key)?.settle(upload);
          return;
        }
      } catch {
        // The line is away; ask again later.
      }
    }
  }

  const online = () => {
    for (const one of items.value) if (one.state === 'paused') again(one.key);
  };
  addEventListener('online', online);

  function again(/** @type {string} */ key) {
    change(key, { state: 'queued', reason: '' });
    next();
  }

  return {
    items,
    again,
    add(file) {
      const key = `${Date.now()}-${Math.random()}`;
      items.value = [
        ...items.value,
        {
          key,
          name: file.name,
          size: file.size,
          state: 'queued',
          sent: 0,
          progress: 0,
          reason: '',
          upload: null,
        },
      ];
      const outcome = new Promise((settle) => {
        jobs.set(key, { file, tus: null, settle });
      });
      next();
      return /** @type {Promise<UploadRead|null>} */ (outcome);
    },
    cancel(key) {
      const job = jobs.get(key);
      const id = item(key)?.upload?.id;
      jobs.delete(key);
      items.value = items.value.filter((one) => one.key !== key);
      job?.settle(null);
      // What has arrived and waits to be used is withdrawn by its id; the rest by the sender.
      if (id) void withdraw(id).catch(() => {});
      else job?.tus?.abort(true).catch(() => {});
      release(key);
    },
    forget(key) {
      jobs.delete(key);
      items.value = items.value.filter((one) => one.key !== key);
    },
    close() {
      closed = true;
      removeEventListener('online', online);
      for (const job of jobs.values()) job.tus?.abort().catch(() => {});
    },
  };
}

const idOf = (/** @type {string|null} */ url) => (url ?? '').split('/').pop() ?? '';

function words(/** @type {any} */ answer) {
  try {
    return JSON.parse(answer.getBody()).detail ?? '';
  } catch {
    return '';
  }
}

/** Throw an upload away, whole or not. @param {string} id @throws {ConnectionLost} nobody knows */
export async function withdraw(id) {
  const headers = { 'Tus-Resumable': '1.0.0' };
  try {
    await fetch(`${ENDPOINT}/${id}`, { method: 'DELETE', headers });
  } catch (cause) {
    throw new ConnectionLost('', { cause });
  }
}
