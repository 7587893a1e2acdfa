/** One file's desk with its place on this device, who else is there, and what the compiler says. */
import { signal } from '@preact/signals';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import { openKeptTexts } from '../../kit/kept-texts.js';
import { me } from '../../kit/session.js';
import * as api from './api.js';
import { openDesk } from './desk.js';

/** @typedef {import('./api.js').Preview} Preview */

/** @type {Promise<import('../../kit/kept-texts.js').KeptTexts>|null} */
let opened = null;
/** This account's kept texts, opened once a page load; without them a text lives in its tab alone. */
const texts = () => (opened ??= openKeptTexts(me.value?.id ?? 'tamu'));

/**
 * The draft's outline, from the device where there is no line.
 *
 * @param {string} id @param {AbortSignal} signal
 */
export async function outlineOf(id, signal) {
  const name = `susunan ${id}`;
  try {
    const found = await api.outline(id, signal);
    void texts()
      .then((kept) => kept.note(name, found))
      .catch(() => {});
    return found;
  } catch (trouble) {
    if (trouble instanceof ApiProblem || signal.aborted) throw trouble;
    const kept = await texts()
      .then((all) => all.recall(name))
      .catch(() => null);
    if (!kept) throw trouble;
    return /** @type {api.Outline} */ (kept);
  }
}

/**
 * @param {string} id @param {string} path
 * @returns {import('./desk.js').Desk & {published: import('@preact/signals').Signal<boolean>}} opened,
 *   and closed with the page; `published`: learners have a version of this file
 */
export function useDesk(id, path) {
  const desk = useMemo(() => {
    const file = `${id} ${path}`;
    const published = signal(false);
    const opened = openDesk({
      server: {
        read: async () => {
          const found = await api.file(id, path);
          published.value = found.published !== null;
          // As a text field has it, and as the server keeps what is saved.
          return { ...found, text: found.text.replaceAll('\r\n', '\n') };
        },
        write: (text, revision) => api.save(id, path, text, revision),
      },
      shelf: {
        take: async () => (await texts()).take(file),
        keep: async (kept) => (await texts()).keep(file, kept),
        drop: async () => (await texts()).drop(file),
      },
    });
    return { ...opened, published };
  }, [id, path]);
  useEffect(() => {
    void desk.open();
    const flush = () => void desk.flush();
    const seen = () => void (document.hidden ? desk.flush() : desk.refresh());
    const leaving = (/** @type {BeforeUnloadEvent} */ event) => {
      // What is on the device waits there; only what could not be kept needs the page.
      if (desk.unsent() && !desk.kept.peek()) event.preventDefault();
    };
    addEventListener('online', flush);
    addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', seen);
    return () => {
      removeEventListener('online', flush);
      removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', seen);
      desk.close();
    };
  }, [desk]);
  return desk;
}

const HERE_MS = 20_000;

/**
 * Tells that this file is open here, and who else is in the draft.
 *
 * @param {string} id @param {string} path @param {() => void} refresh asked when another is here
 * @returns {{name: string, path: string|null}[]|null} null until it is known
 */
export function usePresence(id, path, refresh) {
  const [present, setPresent] = useState(
    /** @type {{name: string, path: string|null}[]|null} */ (null),
  );
  useEffect(() => {
    let gone = false;
    async function tell() {
      if (document.hidden) return;
      try {
        const answer = await api.presence(id, path);
        if (gone || !answer?.present) return;
        setPresent(answer.present);
        if (answer.present.some((/** @type {any} */ one) => one.path === path)) refresh();
      } catch {
        // Nobody is told that somebody is here; saving still tells.
      }
    }
    void tell();
    const timer = setInterval(() => void tell(), HERE_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [id, path]);
  return present;
}

const PAUSE_MS = 600;
const RETRY_MS = 6000;
// Too many asked for, or the server busy: both pass, and the text is asked for again.
const PASSING = [429, 503];

/**
 * What the server's own compiler makes of the text, a moment after typing rests. The last one asked
 * wins; what is asked no more is called off.
 *
 * @param {string} id @param {string} path @param {string|null} text null while there is none
 * @param {unknown} [beside] what else it depends on: asked again when that is another
 */
export function usePreview(id, path, text, beside) {
  const [shown, setShown] = useState(/** @type {Preview|null} */ (null));
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  // What the answer was about: a page that hangs on it must not take an older one for this text's.
  const [told, setTold] = useState(/** @type {{text: string, beside: unknown}|null} */ (null));
  const fresh = told !== null && told.text === text && told.beside === beside;
  const first = useRef(true);
  const ask = useCallback(
    async (/** @type {string} */ wanted, /** @type {AbortSignal} */ signal) => {
      try {
        const found = await api.preview(id, path, wanted, signal);
        if (signal.aborted) return true;
        setShown(found);
        setProblem(null);
        setTold({ text: wanted, beside });
        return true;
      } catch (trouble) {
        if (signal.aborted) return true;
        setProblem(/** @type {Error} */ (trouble));
        return trouble instanceof ApiProblem && !PASSING.includes(trouble.status);
      }
    },
    [id, path, beside],
  );
  useEffect(() => {
    if (text === null) return undefined;
    const asking = new AbortController();
    const again = async () => {
      if (asking.signal.aborted) return;
      const done = await ask(text, asking.signal);
      if (!done) timer = window.setTimeout(() => void again(), RETRY_MS);
    };
    let timer = window.setTimeout(() => void again(), first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text, ask]);
  return { shown, problem, fresh };
}
