/**
 * Courses on this device: which there are, how far each is, taking one away again. A download is one
 * cache of its own; its `meta` says how far it is. What fetches them is in `fetching.js`.
 */
import { onDevice } from '../kit/beside.js';
import { accountHere } from '../kit/commands.js';

/** @typedef {'images'|'audio'|'other'} Extra */
/** @typedef {{sha256: string, link: string, bytes: number, media_type: string, kind: 'image'|'audio'|'other'}} Medium */
/**
 * @typedef {object} Manifest
 * @property {string} publication
 * @property {number} version
 * @property {string} language
 * @property {number|null} [width] of pictures that come in one width alone
 * @property {string} build
 * @property {string|null} enrolment
 * @property {{slug: string, title: string, link: string}} course
 * @property {{text: number, images: number, audio: number, other: number}} sizes
 * @property {{link: string, sha256: string, bytes: number, gzip: {link: string, sha256: string, bytes: number}}} pack
 * @property {Medium[]} media
 * @property {{id: string, kind: string, link: string, title: string}[]} activities
 */
/**
 * @typedef {object} Download
 * @property {Manifest} manifest
 * @property {Extra[]} extras
 * @property {'loading'|'waiting'|'paused'|'done'} state
 * @property {number} arrived bytes
 * @property {number} total bytes
 * @property {string[]} kept addresses of the media that are there
 * @property {string|null} pack sha256 of the texts that are there
 * @property {string|null} build of the pages that are kept whole
 */

export const META = '/offline/meta';

export const prefix = () => `course-${accountHere()}-`;
export const openCourse = (/** @type {string} */ slug) => caches.open(prefix() + slug);

export const canDownload = () =>
  Boolean(globalThis.caches && navigator.serviceWorker && globalThis.indexedDB && accountHere());

/** @param {string} slug @returns {Promise<Download|null>} */
export async function downloadOf(slug) {
  const found = await caches.match(META, { cacheName: prefix() + slug });
  return (await found?.json()) ?? null;
}

/** Of the person who is here; the shell's pages are told on the way. @returns {Promise<Download[]>} */
export async function downloads() {
  if (!canDownload()) return [];
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix()));
  const slugs = names.map((name) => name.slice(prefix().length));
  const found = (await Promise.all(slugs.map(downloadOf))).filter((one) => one !== null);
  const whole = found.filter(({ state }) => state === 'done');
  onDevice.value = Object.fromEntries(
    whole.map(({ manifest: { course, version } }) => [course.slug, version]),
  );
  return found;
}

/** @returns {Promise<{free: number, used: number, quota: number}|null>} null where the browser does not say */
export async function room() {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined ? null : { free: quota - (usage ?? 0), used: usage ?? 0, quota };
}

/** Downloads under way on this page. @type {Map<string, AbortController>} */
export const running = new Map();

/** Stop for now; what has arrived stays. @param {string} slug */
export const pauseDownload = (slug) => running.get(slug)?.abort(new Error('paused'));

/** @param {string} slug */
export async function removeDownload(slug) {
  pauseDownload(slug);
  await caches.delete(prefix() + slug);
  await downloads();
}
