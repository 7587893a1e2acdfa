/**
 * The service worker: what is on the phone is shown first, always; the network refreshes it behind.
 *
 * Four kinds of cache. `shell-<build>`: scripts, styles and page frames of a build. `pages-<build>-
 * <account>`: pages as they were visited. `api-<account>`: answers of the API. `course-<account>-
 * <slug>`: a download. What belongs to an account is read under that account alone.
 */
import { openStore } from '../kit/store.js';
import { answerAt, attemptPage, framed, shellPage, shownAt } from './compose.js';
import { ranged } from './ranged.js';
import { sendWaiting } from './send-waiting.js';

/* Put in place by the build. */
const BUILD = '__BUILD__';
const FILES = /** @type {string[]} */ (/** @type {unknown} */ ('__FILES__'));
const PRACTICE = /** @type {string[]} */ (/** @type {unknown} */ ('__PRACTICE__'));

const worker = /** @type {any} */ (self);
const SHELL = `shell-${BUILD}`;
/** Pages of a download are put into these; the shell is on every phone. */
const FRAMES = ['lesson', 'cover', 'attempt'];
/** Words of the other language, which most phones never need. */
const ENGLISH = /\/(offline\.)?en-/;
const SETTINGS = '/offline/settings';
/** Answers that a page may be shown from; everything else of the API is asked as it is. */
const KEPT_API = /^\/api\/v1\/(me|home|courses(\/[^/]+)?|learning\/states|ledger|certificates)$/;
const SHELL_PLACE = /^\/(kursus(\/[^/]+)?|profil|luring(\/.*)?)?$/;
const ACTIVITY_PLACE = /^\/kursus\/[^/]+\/[^/]+$/;
const ATTEMPT_PLACE = /^\/percobaan\/([0-9a-f-]{36})$/;
const START_PLACE = /^(\/kursus\/[^/]+\/[^/]+)\/mulai$/;
const SIGNING = /^\/(masuk|keluar|api\/v1\/auth)(\/|$)/;
const SIGN_OUT = '/keluar';
const COMMANDS = '/api/v1/learning/commands';
/** After a deed of ours what is on the phone may be behind it: the network gets this long. */
const AFTER_A_DEED_MS = 2500;
const JUST_REFRESHED_MS = 5000;

/** @typedef {{account: string|null, language: string, theme: string, leaving: boolean}} Settings `leaving`: signed out here, the server does not know yet */
/** @type {Settings|undefined} */
let settings;
/** The last deed, and the last that was more than commands: those change no more than one's progress. */
let deed = 0;
let change = 0;
/** The last time that somebody loaded a page anew, to see what is true now. */
let reloaded = 0;
/** @type {Map<string, number>} */
const refreshed = new Map();

/** @returns {Promise<Settings>} */
async function known() {
  const found = settings ? null : await caches.match(SETTINGS, { cacheName: 'settings' });
  const none = { account: null, language: 'id', theme: '', leaving: false };
  const now = (settings ??= { ...none, ...(await found?.json()) });
  // Where the worker can see the mark beside the session, that is asked every time.
  const mark = await worker.cookieStore?.get('lentera-akun');
  if (worker.cookieStore) now.account = mark?.value ?? null;
  return now;
}
async function know(/** @type {Partial<Settings>} */ more) {
  settings = { ...(await known()), ...more };
  await (await caches.open('settings')).put(SETTINGS, Response.json(settings));
}

const frameUrl = (/** @type {string} */ name, /** @type {string} */ language) =>
  `/offline/frames/${name}?language=${language}`;

async function keepShell() {
  const shell = await caches.open(SHELL);
  const { language } = await known();
  const hasCourses = (await caches.keys()).some((name) => name.startsWith('course-'));
  const frames = ['shell', ...(hasCourses ? FRAMES : [])];
  const files = [...FILES, ...(hasCourses ? PRACTICE : [])].filter(
    (file) => language === 'en' || !ENGLISH.test(file),
  );
  await shell.addAll([...files, ...frames.map((name) => frameUrl(name, language))]);
}

/** Caches of builds before the last one go; so does nothing that a person downloaded. */
async function forgetOldBuilds() {
  const names = await caches.keys();
  const builds = names.filter((name) => name.startsWith('shell-') && name !== SHELL);
  const before = builds.at(-1)?.slice('shell-'.length);
  for (const name of names) {
    const build = /^(?:shell|pages)-([0-9a-f]{12})/.exec(name)?.[1];
    if (build && build !== BUILD && build !== before) await caches.delete(name);
  }
}

/** Everything that shows who somebody is; never what waits to be sent. */
async function forgetPrivate() {
  for (const name of await caches.keys()) {
    if (/^(pages|api)-/.test(name)) await caches.delete(name);
  }
}

/** @param {Record<string, unknown>} said @param {string} [newcomer] a page that is being opened: before it is there, it hears nothing */
async function told(said, newcomer) {
  const everybody = () => worker.clients.matchAll({ includeUncontrolled: true });
  /** @type {any[]} */
  let clients = await everybody();
  for (let tries = 0; newcomer && tries < 50; tries++) {
    if (clients.some(({ id }) => id === newcomer)) break;
    await new Promise((done) => setTimeout(done, 100));
    clients = await everybody();
  }
  for (const client of clients) client.postMessage(said);
}

const pagesOf = (/** @type {string|null} */ account) => `pages-${BUILD}-${account}`;

/** Ask the network anew (not for ever: a newer worker waits for it), keep the answer, tell the pages if it is another one. @param {string} url @param {string} cacheName @param {string} [newcomer] */
async function refresh(url, cacheName, newcomer) {
  refreshed.set(url, Date.now());
  const { account, language } = await known();
  const response = await fetch(url, {
    credentials: 'same-origin',
    redirect: 'manual',
    headers: { 'Accept-Language': language },
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status === 401 || response.type === 'opaqueredirect') {
    await told({ type: 'signed-out' });
    return response;
  }
  // Somebody else may have signed in while the answer was on its way.
  if (!response.ok || (await known()).account !== account || !account) return response;
  const cache = await caches.open(cacheName);
  const before = await (await cache.match(url))?.text();
  const now = await response.clone().text();
  await cache.put(url, response.clone());
  // Not waited for: the page that is being opened may be waiting for this answer.
  if (before !== undefined && before !== now) void told({ type: 'fresh', url }, newcomer);
  return response;
}

/**
 * What is kept at once, refreshed behind; what is not kept from the network.
 *
 * @param {any} event
 * @param {string} cacheName
 * @param {(account: string) => Promise<Response|undefined>} find
 */
async function keptFirst(event, cacheName, find) {
  // The place on a page is its own affair: the page is known and told of by its address alone.
  const url = event.request.url.split('#', 1)[0];
  const ask = () => refresh(url, cacheName, event.resultingClientId);
  const { account } = await known();
  const kept = account ? await find(account) : undefined;
  if (!kept) return account && event.request.mode !== 'navigate' ? ask() : fetch(event.request);
  const last = refreshed.get(url) ?? 0;
  const doubt = doubtOf(event.request, kept);
  if (Date.now() - last < JUST_REFRESHED_MS && last > Math.max(deed, reloaded)) return kept;
  const fresh = ask();
  event.waitUntil(fresh.catch(() => undefined));
  if (doubt <= last && !isReload(event.request)) return kept;
  const late = new Promise((done) => setTimeout(done, AFTER_A_DEED_MS, kept.clone()));
  const usable = fresh.then((response) => (response.ok ? response : kept.clone()));
  return Promise.race([usable.catch(() => kept.clone()), late]);
}

/** Chromium and Firefox say it of a page that is loaded anew, and of no other; who does not, is shown what is kept. @param {Request} request */
const isReload = ({ cache }) => cache === 'no-cache' || cache === 'reload';

/** Since when what is kept may be another than what is true. @param {Request} request @param {Response} kept */
function doubtOf({ mode }, kept) {
  if (mode !== 'navigate') return change;
  // A lesson is the same to everybody, whatever they did; a cover or an attempt is not.
  return kept.headers.has('ETag') ? 0 : deed;
}

/** A page of one activity or attempt. @param {any} event @param {URL} url */
async function page(event, { pathname }) {
  const found = async (/** @type {string} */ account) =>
    (await caches.match(event.request, { cacheName: pagesOf(account), ignoreVary: true })) ??
    (await composed(account, pathname));
  const { account } = await known();
  const cacheName = pagesOf(account);
  try {
    const kept = account && (await found(account));
    if (kept) return await keptFirst(event, cacheName, found);
    const response = await fetch(event.request);
    if (response.ok && !response.redirected && account) {
      await (await caches.open(cacheName)).put(event.request, response.clone());
    }
    return response;
  } catch {
    return notHere();
  }
}

/** Put together from a download. @param {string} account @param {string} pathname */
async function composed(account, pathname) {
  const { theme } = await known();
  const ours = `course-${account}-`;
  const names = (await caches.keys()).filter((name) => name.startsWith(ours));
  const attempt = ATTEMPT_PLACE.exec(pathname)?.[1];
  for (const cacheName of names) {
    const whole = await caches.match(`/offline/whole${pathname}`, { cacheName });
    if (whole) return whole;
    const place = attempt ? `/offline/permits/${attempt}` : `/offline/parts${pathname}`;
    const found = await caches.match(place, { cacheName });
    if (!found) continue;
    const part = await found.json();
    if (!attempt) {
      const made = await framed(await frame(part.frame, part.language), part, theme);
      if (part.frame === 'lesson') made.headers.set('ETag', 'W/"device"');
      return made;
    }
    const quiz = await caches.match(`/offline/quizzes/${part.activity}`, { cacheName });
    if (!quiz) continue;
    const made = attemptPage(await quiz.json(), part);
    return framed(await frame('attempt', made.language), made, theme);
  }
  return undefined;
}

async function frame(/** @type {string} */ name, /** @type {string} */ language) {
  const url = frameUrl(name, language);
  return (await caches.match(url, { cacheName: SHELL })) ?? (await caches.match(url)) ?? fetch(url);
}

/**
 * The application's shell with what its page shows, as far as that is here: the page draws it and
 * asks for newer behind. After a deed of ours it asks first.
 *
 * @param {any} event
 * @param {URL} url
 */
async function shell(event, { origin, pathname, search }) {
  const { account, language, theme } = await known();
  const cacheName = `api-${account}`;
  const find = async (/** @type {string} */ path, since = 0) => {
    const url = `${origin}/api/v1/${path}`;
    if (!account || since > (refreshed.get(url) ?? 0)) return null;
    return (await caches.match(url, { cacheName, ignoreVary: true }))?.json();
  };
  const asked = answerAt(pathname + search);
  const [me, answer, around] = await Promise.all([
    find('me'),
    asked && find(asked, change),
    frame('shell', language),
  ]);
  if (!me) return fetch(event.request).catch(notHere);
  event.waitUntil(refresh(`${origin}/api/v1/me`, cacheName).catch(() => undefined));
  return shellPage(around, me, language, theme, { data: shownAt(pathname, answer) });
}

/** Words for a place that is not on this device: the shell's tab of downloads says which are. */
async function notHere() {
  const { account, language, theme } = await known();
  const kept = await caches.match(frameUrl('shell', language), { cacheName: SHELL });
  if (!kept) return Response.error();
  const me = await caches.match(`${location.origin}/api/v1/me`, { cacheName: `api-${account}` });
  const person = (await me?.json()) ?? null;
  return shellPage(kept, person, language, theme, { missing: true });
}

/** Start a quiz: on the server if it answers, else with the permit that came with the download. @param {any} event @param {string} cover */
async function begin(event, cover) {
  try {
    return await fetch(event.request);
  } catch {
    const { account } = await known();
    const attempt = account && (await nextAttempt(account, cover));
    return attempt ? Response.redirect(`/percobaan/${attempt}`, 303) : notHere();
  }
}

/** The first chance that was not handed in on this device. @param {string} account @param {string} cover */
async function nextAttempt(account, cover) {
  for (const cacheName of await caches.keys()) {
    if (!cacheName.startsWith(`course-${account}-`)) continue;
    const found = await caches.match(`/offline/start${cover}`, { cacheName });
    if (!found) continue;
    const store = await openStore(account);
    const made = [...(await store.waiting()), ...(await store.journal())];
    store.close();
    const used = made.filter(({ kind }) => kind === 'submit').map((one) => one.payload.attempt);
    const { attempts } = await found.json();
    return attempts.find((/** @type {string} */ one) => !used.includes(one)) ?? null;
  }
  return null;
}

/** Signing in or out: until a page says who is here, nothing of anybody's is shown. @param {any} event */
async function signing(event) {
  await know({ account: null });
  const isLeaving = new URL(event.request.url).pathname === SIGN_OUT;
  try {
    return await fetch(event.request);
  } catch {
    if (isLeaving) await know({ leaving: true });
    if (isLeaving) await worker.cookieStore?.delete('lentera-akun');
    return notHere();
  } finally {
    await know({ account: null });
    if (isLeaving) await forgetPrivate();
  }
}

/** A sign-out without a network is told to the server, unless somebody has signed in since. */
async function leave() {
  const { leaving, account } = await known();
  if (leaving && !account) {
    await fetch(SIGN_OUT, { method: 'POST', redirect: 'manual', credentials: 'same-origin' });
  }
  if (leaving) await know({ leaving: false });
}

async function asset(/** @type {Request} */ request) {
  const kept =
    (await caches.match(request, { cacheName: SHELL, ignoreVary: true })) ??
    (await caches.match(request, { ignoreVary: true }));
  if (!kept) return fetch(request);
  const range = request.headers.get('range');
  return range ? ranged(kept, range) : kept;
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(keepShell()));
worker.addEventListener('activate', (/** @type {any} */ event) =>
  event.waitUntil(forgetOldBuilds().then(() => worker.clients.claim())),
);

worker.addEventListener('message', (/** @type {any} */ event) => {
  const { here, keep = [], practice, takeOver, forget } = event.data;
  const done = async () => {
    if (takeOver) await worker.skipWaiting();
    if (forget) await forgetPrivate();
    if (!here) return;
    const before = await known();
    await know(here);
    if (before.language !== here.language || practice) await keepShell();
    const { account } = here;
    if (!account) return;
    const api = `api-${account}`;
    await refresh(`${location.origin}/api/v1/me`, api);
    for (const url of keep) {
      const { pathname } = new URL(url);
      if (pathname.startsWith('/api/')) await refresh(url, api);
      else if (!SHELL_PLACE.test(pathname)) await refresh(url, pagesOf(account));
    }
  };
  const [port] = event.ports;
  event.waitUntil(
    done().then(
      () => port?.postMessage(true),
      () => port?.postMessage(false),
    ),
  );
});

worker.addEventListener('sync', (/** @type {any} */ event) => {
  if (event.tag !== 'outbox') return;
  event.waitUntil(known().then(({ account }) => account && sendWaiting(account)));
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  const { pathname, origin } = url;
  if (origin !== location.origin) return;
  const isPage = request.mode === 'navigate';
  if (request.method !== 'GET') {
    deed = Date.now();
    if (pathname !== COMMANDS) change = deed;
    if (SIGNING.test(pathname)) event.respondWith(signing(event));
    else if (isPage) {
      const cover = START_PLACE.exec(pathname)?.[1];
      const back = pathname.replace(/\/[^/]+$/, '') || '/';
      // A form that was sent before the script had come, and no network: the page is still there.
      const stay = () => Response.redirect(back, 303);
      event.respondWith(cover ? begin(event, cover) : fetch(request).catch(stay));
    }
    return;
  }
  if (isPage) {
    if (isReload(request)) reloaded = Date.now();
    if (settings?.leaving !== false) event.waitUntil(leave().catch(() => undefined));
    if (SHELL_PLACE.test(pathname)) event.respondWith(shell(event, url));
    else if (ACTIVITY_PLACE.test(pathname) || ATTEMPT_PLACE.test(pathname)) {
      event.respondWith(page(event, url));
    } else if (!pathname.startsWith('/api') && !SIGNING.test(pathname)) {
      event.respondWith(fetch(request).catch(notHere));
    }
  } else if (/^\/(assets|berkas)\//.test(pathname) || FILES.includes(pathname)) {
    event.respondWith(asset(request));
  } else if (KEPT_API.test(pathname)) {
    const find = (/** @type {string} */ account) =>
      caches.match(request, { cacheName: `api-${account}`, ignoreVary: true });
    event.respondWith(known().then(({ account }) => keptFirst(event, `api-${account}`, find)));
  }
});
