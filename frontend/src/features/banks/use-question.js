/**
 * A question while it is written: kept in this browser at each key until the server has it, shown
 * and judged by the server in pauses, saved as a next version over the one it was begun from.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import { me } from '../../kit/session.js';
import * as api from './api.js';
import { same } from '../../kit/values.js';
import {
  followingStem,
  mirrored,
  read,
  standingIn,
  tidy,
  write,
} from '../../ui/questions/source.js';
import { t } from './words.js';

/** @typedef {import('../../ui/questions/source.js').Source} Source */
/** @typedef {import('../../ui/questions/source.js').Path} Path */
/** @typedef {import('../../kit/api-types-banks').FindingRead} Finding */
/** @typedef {{source: Source, revision: number}} Kept */

const PAUSE_MS = 400;
const RETRY_MS = 5000;

/** What is not saved yet stays here: one a question and account. @param {string} bank @param {string|null} id */
function shelf(bank, id) {
  const key = `lentera-question:${me.value?.id}:${bank}/${id ?? '+'}`;
  const safely = (/** @type {() => any} */ deed) => {
    try {
      return deed();
    } catch {
      return null; // A browser that keeps nothing still saves when asked.
    }
  };
  return {
    /** @returns {Kept|null} */
    read: () => safely(() => JSON.parse(localStorage.getItem(key) ?? 'null')),
    keep: (/** @type {Kept} */ kept) =>
      safely(() => localStorage.setItem(key, JSON.stringify(kept))),
    clear: () => safely(() => localStorage.removeItem(key)),
  };
}

/**
 * @param {object} opened
 * @param {string} opened.bank
 * @param {api.Question|null} opened.question null while it has never been saved
 * @param {Source} opened.source
 * @param {boolean} opened.write
 */
export function useQuestion(opened) {
  const { bank, question } = opened;
  const [source, setSource] = useState(opened.source);
  const [begun, setBegun] = useState(opened.source);
  const [theirs, setTheirs] = useState(/** @type {api.Question|null} */ (null));
  const [restored, setRestored] = useState(false);
  const [shown, setShown] = useState(/** @type {api.Preview|null} */ (null));
  const [looking, setLooking] = useState(false);
  const [lost, setLost] = useState(false);
  const [tried, setTried] = useState(false);
  const [language, setLanguage] = useState(/** @type {'id'|'en'} */ ('id'));
  const [seed, setSeed] = useState(1);
  const local = useRef(shelf(bank, question?.id ?? null));
  const revision = useRef(question?.revision ?? 0);
  const changed = !same(tidy(source), tidy(begun));

  useEffect(() => {
    if (!opened.write) return;
    const kept = local.current.read();
    if (!kept || same(tidy(kept.source), tidy(opened.source))) {
      local.current.clear();
      return;
    }
    setSource(kept.source);
    if (question && kept.revision !== question.revision) setTheirs(question);
    else setRestored(true);
  }, []);

  useEffect(() => {
    if (!changed) return;
    // Kept in this browser already; a browser that keeps nothing must ask.
    const leaving = (/** @type {BeforeUnloadEvent} */ event) => {
      if (!local.current.read()) event.preventDefault();
    };
    addEventListener('beforeunload', leaving);
    return () => removeEventListener('beforeunload', leaving);
  }, [changed]);

  // The preview asked last wins; without a line it asks again.
  const asked = useRef(0);
  const look = useCallback(
    async (
      /** @type {Source} */ text,
      /** @type {'id'|'en'} */ spoken,
      /** @type {number} */ drawn,
    ) => {
      const mine = ++asked.current;
      setLooking(true);
      try {
        const { source: whole, missing: gaps } = standingIn(tidy(text));
        const found = await api.preview(bank, {
          source: whole,
          language: spoken,
          seed: `contoh-${drawn}`,
        });
        if (mine !== asked.current) return;
        const standsIn = (/** @type {string} */ name) => gaps.some((path) => path.at(-1) === name);
        setShown({
          ...found,
          key: standsIn('key') ? null : found.key,
          explanation: standsIn('explanation') ? null : found.explanation,
          findings: [
            ...gaps.map((path) => ({
              path,
              code: 'C010',
              words: t(path[0] === 'key' ? 'keyMissing' : 'fillIn'),
            })),
            ...found.findings,
          ],
        });
        setLost(false);
      } catch (trouble) {
        if (mine !== asked.current) return;
        setLost(!(trouble instanceof ApiProblem));
        if (!(trouble instanceof ApiProblem)) {
          setTimeout(() => mine === asked.current && void look(text, spoken, drawn), RETRY_MS);
        }
      } finally {
        if (mine === asked.current) setLooking(false);
      }
    },
    [bank],
  );
  const first = useRef(true);
  useEffect(() => {
    const timer = setTimeout(() => void look(source, language, seed), first.current ? 0 : PAUSE_MS);
    first.current = false;
    return () => clearTimeout(timer);
  }, [source, language, seed]);
  useEffect(() => () => void (asked.current += 1), []);

  const change = useCallback(
    (/** @type {Source|((old: Source) => Source)} */ how) =>
      setSource((old) => {
        const next = mirrored(followingStem(typeof how === 'function' ? how(old) : how));
        local.current.keep({ source: next, revision: revision.current });
        return next;
      }),
    [],
  );
  const put = useCallback(
    (/** @type {Path} */ path, /** @type {any} */ value) =>
      change((old) => write(old, path, value)),
    [change],
  );

  /** @param {api.Question} saved */
  function settled(saved) {
    local.current.clear();
    revision.current = saved.revision;
    setBegun(saved.current.source);
    setSource(saved.current.source);
    setRestored(false);
    setTheirs(null);
  }

  /**
   * @param {string} note
   * @returns {Promise<api.Question|null>} nothing where another's version must be looked at first
   * @throws {ApiProblem|Error}
   */
  async function save(note) {
    setTried(true);
    try {
      const wish = { source: tidy(source), note };
      const saved = question
        ? await api.saveQuestion(bank, question.id, { ...wish, revision: revision.current })
        : await api.createQuestion(bank, wish);
      settled(saved);
      return saved;
    } catch (trouble) {
      if (question && trouble instanceof ApiProblem && trouble.slug === 'question-changed') {
        setTheirs(await api.question(bank, question.id));
        return null;
      }
      if (trouble instanceof ApiProblem && trouble.slug === 'question-refused') {
        await look(source, language, seed);
      }
      throw trouble;
    }
  }

  /** One of two versions was chosen; mine is then saved over theirs. @param {Source} chosen */
  function choose(chosen) {
    const over = /** @type {api.Question} */ (theirs);
    if (same(chosen, over.current.source)) settled(over);
    else {
      revision.current = over.revision;
      local.current.keep({ source: chosen, revision: over.revision });
      setBegun(over.current.source);
      setSource(chosen);
      setTheirs(null);
    }
  }

  // What was never touched is not yet wrong: an empty field speaks after the first try to save.
  const loud = tried || question !== null;
  const findings = (shown?.findings ?? []).filter(({ path }) => {
    const value = read(source, path);
    return loud || (value !== undefined && value !== null && value.length !== 0);
  });

  return {
    source,
    changed,
    theirs,
    restored,
    shown,
    looking,
    lost,
    findings,
    language,
    setLanguage,
    again: () => setSeed((old) => old + 1),
    change,
    put,
    save,
    choose,
    discard() {
      local.current.clear();
      setSource(begun);
      setRestored(false);
    },
  };
}
