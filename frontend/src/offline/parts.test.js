import { afterEach, expect, it, vi } from 'vitest';
import { fetchFile } from './parts.js';

const BYTES = 40_000;
const body = new Uint8Array(BYTES).map((_, index) => index % 251);

/** What a browser keeps, for as long as a test runs. */
function emptyCache() {
  const held = new Map();
  return /** @type {any} */ ({
    match: async (/** @type {string} */ url) => held.get(url)?.clone(),
    put: async (/** @type {string} */ url, /** @type {Response} */ response) =>
      void held.set(url, response),
  });
}

const answer = (/** @type {RequestInit} */ options) => {
  const range = /bytes=(\d+)-(\d+)/.exec(String(new Headers(options.headers).get('Range'))) ?? [];
  return new Response(body.slice(Number(range[1]), Number(range[2]) + 1), { status: 206 });
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('asks again for a piece on a line that died without a word', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const onNetwork = (/** @type {string} */ _link, /** @type {RequestInit} */ options) => {
    asked += 1;
    if (asked !== 2) return Promise.resolve(answer(options));
    return new Promise((_, fail) =>
      options.signal?.addEventListener('abort', () => fail(new Error('aborted'))),
    );
  };
  vi.stubGlobal('fetch', onNetwork);
  const about = { signal: new AbortController().signal, arrived: () => {}, waiting: vi.fn() };
  const getting = fetchFile(emptyCache(), { link: '/berkas/x', bytes: BYTES }, about);
  await vi.advanceTimersByTimeAsync(119_000);
  expect([asked, about.waiting.mock.calls.length]).toEqual([2, 0]);
  await vi.advanceTimersByTimeAsync(10_000);
  const whole = new Uint8Array(await (await getting).arrayBuffer());
  expect([asked, about.waiting.mock.calls.length]).toEqual([3, 1]);
  expect(whole).toEqual(body);
});

it('stops at once when the person stops it', async () => {
  const stopping = new AbortController();
  const hung = (/** @type {string} */ _link, /** @type {RequestInit} */ options) =>
    new Promise((_, fail) =>
      options.signal?.addEventListener('abort', () => fail(new Error('aborted'))),
    );
  vi.stubGlobal('fetch', hung);
  const about = { signal: stopping.signal, arrived: () => {}, waiting: vi.fn() };
  const getting = fetchFile(emptyCache(), { link: '/berkas/x', bytes: BYTES }, about);
  setTimeout(() => stopping.abort(), 5);
  await expect(getting).rejects.toThrow();
  expect(about.waiting).not.toHaveBeenCalled();
});
