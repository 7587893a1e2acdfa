/**
 * The facts of a course while they are being written. What is typed is kept on this device at once
 * and sent in pauses. Where somebody else saved meanwhile, fields that only one of both changed are
 * joined; a field that both changed waits until one of the two texts is chosen.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import * as api from './api.js';
import { same, write } from '../../kit/values.js';
import { merged } from './merging.js';
import { shelf } from './shelf.js';

/** @typedef {import('./merging.js').Values} Values */
/** @typedef {{values: Values, base: Values, revision: number}} Kept */

const PAUSE_MS = 1500;
const RETRY_MS = 5000;
const SOON_MS = 300;

/**
 * @param {import('../../kit/api-types-studio').DraftOutline} opened
 * @param {(outline: import('../../kit/api-types-studio').DraftOutline) => void} saved told after each saving
 */
export function useFacts(opened, saved) {
  const { id } = opened;
  const [values, setValues] = useState(/** @type {Values} */ (opened.course));
  const [state, setState] = useState(
    /** @type {'saved'|'typing'|'sending'|'waiting'|'conflict'|'refused'} */ ('saved'),
  );
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const [clashes, setClashes] = useState(/** @type {import('./merging.js').Clash[]} */ ([]));
  const [theirs, setTheirs] = useState({ by: /** @type {string|null} */ (null), joined: 0 });
  const local = useRef(/** @type {ReturnType<typeof shelf<Kept>>} */ (shelf('facts', id)));
  const now = useRef({
    values: opened.course,
    base: opened.course,
    // The draft's: a module renamed meanwhile is met as well, and changes nothing here.
    revision: opened.revision,
    clash: false,
    sending: false,
    gone: false,
    timer: 0,
  });

  const unsent = () => !same(now.current.values, now.current.base);
  const show = (/** @type {Values} */ next) => {
    now.current.values = next;
    if (!now.current.gone) setValues(next);
  };
  const keep = () => {
    const { values: mine, base, revision } = now.current;
    local.current.keep(unsent() ? { values: mine, base, revision } : null);
  };

  /** Somebody else's newer values, joined with what is here. */
  const meet = useCallback(
    (
      /** @type {Values} */ other,
      /** @type {number} */ revision,
      /** @type {string|null} */ by,
    ) => {
      const mine = now.current;
      const found = merged(mine.base, mine.values, other);
      mine.base = other;
      mine.revision = revision;
      mine.clash = found.clashes.length > 0;
      show(found.values);
      setClashes(found.clashes);
      setTheirs({ by, joined: found.taken.length });
      keep();
    },
    [],
  );

  const send = useCallback(async () => {
    const mine = now.current;
    clearTimeout(mine.timer);
    if (mine.sending || mine.clash || !unsent()) return;
    mine.sending = true;
    setState('sending');
    const sent = mine.values;
    try {
      const outline = await api.saveCourse(id, mine.revision, sent);
      mine.base = sent;
      mine.revision = outline.revision;
      saved(outline);
      setProblem(null);
      setState(unsent() ? 'typing' : 'saved');
      keep();
    } catch (trouble) {
      if (trouble instanceof ApiProblem && trouble.status === 409) {
        try {
          const other = await api.outline(id);
          meet(other.course, other.revision, other.changed_by);
          setState(mine.clash ? 'conflict' : unsent() ? 'typing' : 'saved');
        } catch {
          setState('waiting');
        }
      } else if (trouble instanceof ApiProblem && trouble.status < 500) {
        setProblem(trouble);
        setState('refused');
        return;
      } else setState('waiting');
      if (!mine.gone && !mine.clash) {
        const soon = trouble instanceof ApiProblem && trouble.status === 409;
        mine.timer = window.setTimeout(() => void send(), soon ? SOON_MS : RETRY_MS);
      }
      return;
    } finally {
      mine.sending = false;
    }
    if (unsent()) mine.timer = window.setTimeout(() => void send(), PAUSE_MS);
  }, [id]);

  const change = useCallback(
    (/** @type {string} */ field, /** @type {any} */ value) => {
      const mine = now.current;
      show(write(mine.values, field, value));
      keep();
      setProblem(null);
      if (mine.clash) return;
      setState(unsent() ? 'typing' : 'saved');
      clearTimeout(mine.timer);
      mine.timer = window.setTimeout(() => void send(), PAUSE_MS);
    },
    [send],
  );

  /** One of two texts of a field. @param {string} field @param {any} value */
  function choose(field, value) {
    const mine = now.current;
    show(write(mine.values, field, value ?? undefined));
    const left = clashes.filter((one) => one.field !== field);
    mine.clash = left.length > 0;
    setClashes(left);
    keep();
    if (!mine.clash) {
      setState(unsent() ? 'typing' : 'saved');
      void send();
    }
  }

  useEffect(() => {
    const mine = now.current;
    const kept = local.current.read();
    if (kept && !same(kept.values, opened.course)) {
      mine.base = kept.base;
      show(kept.values);
      if (same(kept.base, opened.course)) {
        mine.base = opened.course;
        void send();
      } else {
        meet(opened.course, opened.revision, opened.changed_by);
        setState(mine.clash ? 'conflict' : 'typing');
        void send();
      }
    } else local.current.keep(null);
    const online = () => void send();
    const leaving = (/** @type {BeforeUnloadEvent} */ event) => {
      if (unsent()) event.preventDefault();
    };
    addEventListener('online', online);
    addEventListener('beforeunload', leaving);
    return () => {
      removeEventListener('online', online);
      removeEventListener('beforeunload', leaving);
      void send();
      mine.gone = true;
    };
  }, []);

  return { values, state, problem, clashes, theirs, change, choose };
}

/** @typedef {ReturnType<typeof useFacts>} FactsHand */
