/**
 * Fetches a course with pauses and cuts, and what is missing or new of it. Needs a network, so it is
 * on the device only where there is something to be fetched or kept up to date.
 */
import { accountHere, outbox } from '../kit/commands.js';
import { registerDevice } from '../kit/device-key.js';
import { tell, start as startWorker } from '../kit/worker.js';
import { dropPieces, fetchFile, patiently, Refused } from './parts.js';

// Asked for as pages ask for it: imported plainly, it would be two files on every phone.
const { META, downloadOf, downloads, openCourse, prefix, room, running } =
  await import('./downloads.js');

/** @typedef {import('./downloads.js').Download} Download */
/** @typedef {import('./downloads.js').Extra} Extra */
/** @typedef {import('./downloads.js').Manifest} Manifest */

const EXTRA_OF = /** @type {const} */ ({ image: 'images', audio: 'audio', other: 'other' });
// A browser at its limit throws other sites' data away, or ours.
const SPARE = 1.2;

/** How wide a figure is on this screen, in its own pixels: as wide as the text column, at most. */
const figureWidth = () =>
  Math.ceil(Math.min(Math.min(screen.width, screen.height) * 0.94, 480) * devicePixelRatio);

/**
 * @param {string} slug
 * @param {Download|null} [before] what goes on as it was begun
 * @returns {Promise<Manifest>}
 */
export async function manifestOf(slug, before) {
  const language = document.documentElement.lang;
  const width = before ? before.manifest.width : figureWidth();
  const url = `/api/v1/offline/courses/${encodeURIComponent(slug)}?language=${language}${width ? `&width=${width}` : ''}`;
  const response = await fetch(url, { cache: 'reload', headers: { 'Accept-Language': language } });
  if (response.ok) return response.json();
  if (response.status >= 500) throw new Error('');
  throw new Refused(response.status, (await response.json().catch(() => ({}))).detail);
}

/** @param {Download} download @param {Cache} cache */
const writeMeta = (cache, download) => cache.put(META, Response.json(download));

/** There is less room than it weighs. */
export class NoRoom extends Error {
  name = 'NoRoom';
}

/** Texts: one file, packed if the browser can unpack. @param {Cache} cache @param {Manifest} manifest @param {any} about @returns {Promise<any>} */
async function fetchPack(cache, { pack }, about) {
  const isPacked = 'DecompressionStream' in globalThis;
  const file = isPacked ? pack.gzip : pack;
  const blob = await fetchFile(cache, file, about);
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  const sha256 = Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join(
    '',
  );
  await dropPieces(cache, file);
  if (sha256 !== file.sha256) throw new Error('');
  if (!isPacked) return JSON.parse(await blob.text());
  const stream = blob.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

/** Lay a pack out as the worker reads it: one entry a page. @param {Cache} cache @param {any} pack */
async function unpack(cache, pack) {
  const before = await cache.keys();
  /** @type {Set<string>} */
  const put = new Set();
  const keep = async (/** @type {string} */ url, /** @type {unknown} */ value) => {
    put.add(url);
    await cache.put(url, Response.json(value));
  };
  const files = new Set();
  for (const { id, link, title } of pack.activities) {
    const page = pack.pages[id];
    if (!page) continue;
    await keep(`/offline/parts${link}`, { ...page, language: pack.language });
    for (const [file] of page.body.matchAll(/\/(assets|berkas)\/[^"' )]+/g)) {
      if (file.startsWith('/assets/')) files.add(file);
    }
    const attempt = pack.attempts[id];
    const { questions, practice = {} } = pack.quizzes[id] ?? {};
    if (!attempt || !questions || !Object.keys(questions).length) continue;
    const { body, section, mark } = attempt;
    const parts = { section, mark };
    const quiz = { title, language: pack.language, page: body, parts, questions };
    await keep(`/offline/quizzes/${id}`, quiz);
    if (Object.keys(practice).length) await keep(`/offline/practice/${id}`, practice);
  }
  await cache.addAll([...files]);
  for (const { url } of before) {
    const { pathname } = new URL(url);
    const isOld = /^\/offline\/(parts|quizzes|practice)\//.test(pathname) && !put.has(pathname);
    if (isOld) await cache.delete(url);
  }
}

/** Start permits: with them a quiz can be begun without a network. @param {Cache} cache @param {Manifest} manifest @param {any} about */
async function fetchPermits(cache, manifest, { signal, waiting }) {
  if (!manifest.enrolment) return;
  const { permits } = await patiently(
    async () => {
      const response = await fetch('/api/v1/offline/permits', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ course: manifest.course.slug }),
        signal,
      });
      if (response.status >= 500) throw new Error('');
      return response.ok ? response.json() : { permits: [] };
    },
    signal,
    waiting,
  );
  for (const { url } of await cache.keys()) {
    if (/\/offline\/(permits|start)\//.test(url)) await cache.delete(url);
  }
  /** @type {Record<string, string[]>} */
  const starts = {};
  for (const permit of permits) {
    const activity = manifest.activities.find(({ id }) => id === permit.activity);
    if (!activity || permit.publication !== manifest.publication) continue;
    await cache.put(`/offline/permits/${permit.attempt}`, Response.json(permit));
    (starts[activity.link] ??= []).push(permit.attempt);
  }
  for (const [link, attempts] of Object.entries(starts)) {
    await cache.put(`/offline/start${link}`, Response.json({ attempts }));
  }
}

/** Pages that are kept as they are: those of kinds that bring their own data. @param {Cache} cache @param {Manifest} manifest @param {any} about */
async function fetchWhole(cache, manifest, { signal, waiting }) {
  for (const { kind, link } of manifest.activities) {
    if (kind === 'lesson' || kind === 'quiz') continue;
    const response = await patiently(() => fetch(link, { signal }), signal, waiting);
    if (response.ok && !response.redirected) await cache.put(`/offline/whole${link}`, response);
  }
}

/** What the shell shows of the course, and where the learner stands. @param {Manifest} manifest */
const keepAnswers = ({ course: { slug } }) => {
  const { origin } = location;
  const api = [
    'home',
    'courses?limit=60',
    `courses/${slug}`,
    `learning/states?course=${slug}`,
    'ledger',
  ];
  return tell({
    here: { account: accountHere(), language: document.documentElement.lang },
    keep: [...api, 'certificates'].map((path) => `${origin}/api/v1/${path}`),
    practice: true,
  });
};

/**
 * Fetch a course, or what is missing or new of it. Goes on by itself after a cut.
 *
 * @param {string} slug
 * @param {Extra[]} extras
 * @param {(download: Download) => void} shown told whenever something has changed
 */
export async function download(slug, extras, shown) {
  if (running.has(slug)) return;
  const controller = new AbortController();
  running.set(slug, controller);
  const { signal } = controller;
  const cache = await openCourse(slug);
  /** @type {Download|null} */
  let now = await downloadOf(slug);
  const change = async (/** @type {Partial<Download>} */ more) => {
    now = /** @type {Download} */ ({ ...now, ...more });
    shown(now);
    // Taken away meanwhile: writing would bring it back.
    if (running.get(slug) === controller && (await caches.has(prefix() + slug))) {
      await writeMeta(cache, now);
    }
  };
  const waiting = () => void change({ state: 'waiting' });
  try {
    void navigator.storage?.persist?.();
    const manifest = await patiently(
      () => manifestOf(slug, now),
      signal,
      () => now && waiting(),
    );
    const media = manifest.media.filter(({ kind }) => extras.includes(EXTRA_OF[kind]));
    const kept = (now?.kept ?? []).filter((link) => media.some((one) => one.link === link));
    const missing = media.filter(({ link }) => !kept.includes(link));
    const textSize =
      'DecompressionStream' in globalThis ? manifest.pack.gzip.bytes : manifest.pack.bytes;
    const isTextThere = now?.pack === manifest.pack.sha256;
    const total = textSize + media.reduce((sum, { bytes }) => sum + bytes, 0);
    let arrived =
      total - (isTextThere ? 0 : textSize) - missing.reduce((sum, m) => sum + m.bytes, 0);
    const space = await room();
    if (space && space.free < (total - arrived) * SPARE) throw new NoRoom();
    await change({
      manifest,
      extras,
      state: 'loading',
      arrived,
      total,
      kept,
      pack: now?.pack ?? null,
    });
    await startWorker(true);
    // What goes on after a cut must be here, though the page is opened anew without a network.
    await cache.add(import.meta.url);
    const about = {
      signal,
      waiting,
      arrived: (/** @type {number} */ bytes) => {
        arrived += bytes;
        void change({ arrived, state: 'loading' });
      },
    };
    if (!isTextThere) {
      await unpack(cache, await fetchPack(cache, manifest, about));
      await change({ pack: manifest.pack.sha256 });
    }
    await fetchPermits(cache, manifest, about);
    if (now?.build !== manifest.build || !isTextThere) {
      await fetchWhole(cache, manifest, about);
      await change({ build: manifest.build });
    }
    for (const medium of missing) {
      const blob = await fetchFile(cache, medium, about);
      await cache.put(medium.link, new Response(blob, { headers: { 'Content-Type': blob.type } }));
      await dropPieces(cache, medium);
      kept.push(medium.link);
      await change({ kept });
    }
    for (const { url } of await cache.keys()) {
      const { pathname, search } = new URL(url);
      if (
        pathname.startsWith('/berkas/') &&
        !media.some(({ link }) => link === pathname + search)
      ) {
        await cache.delete(url);
      }
    }
    await patiently(() => keepAnswers(manifest), signal, waiting);
    await cache.delete(import.meta.url);
    const store = await outbox.store;
    if (store) await registerDevice(store, await outbox.device).catch(() => undefined);
    await change({ state: 'done', arrived: total });
    await downloads();
  } catch (trouble) {
    if (now && (await caches.has(prefix() + slug))) await change({ state: 'paused' });
    else await caches.delete(prefix() + slug);
    if (!signal.aborted) throw trouble;
  } finally {
    running.delete(slug);
  }
}

/** Whether the course, or the build whose pages are kept, is newer. Renews permits on the way. @param {Download} download */
export async function isOutdated(download) {
  if (!navigator.onLine) return false;
  const manifest = await manifestOf(download.manifest.course.slug, download);
  if (manifest.pack.sha256 !== download.pack || manifest.build !== download.build) return true;
  const cache = await openCourse(manifest.course.slug);
  const signal = AbortSignal.timeout(30_000);
  await fetchPermits(cache, manifest, { signal, waiting: () => undefined });
  return false;
}
