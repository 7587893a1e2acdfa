/**
 * A quiz's draft while it is being written. What is typed is kept on this device at once and sent
 * in pauses; a line that drops loses nothing, and another editor's text is never overwritten
 * unseen.
 */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import { me } from '../../kit/session.js';
import * as api from './api.js';
import { same } from '../../kit/values.js';

/** @typedef {import('./api.js').DraftRead} DraftRead */
/** @typedef {import('./api.js').DraftCheck} DraftCheck */
/** @typedef {import('./api.js').Source} Source */
/** @typedef {'saved'|'typing'|'saving'|'waiting'|'conflict'|'refused'} State */
/** @typedef {{source: Source, revision: number, over: number}} Kept */

const PAUSE_MS = 1000;
const RETRY_MS = 5000;

/** What is not on the server yet stays here, one a quiz and account. */
function shelf(/** @type {string} */ slug, /** @type {string} */ quiz) {
  const key = `lentera-draft:${me.value?.id}:${slug}/${quiz}`;
  return {
    /** @returns {Kept|null} */
    read() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null');
      } catch {
        return null;
      }
    },
    keep(/** @type {Kept} */ kept) {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // A browser that keeps nothing still sends; only a line that drops would cost the pause.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}

/**
 * @param {DraftRead} opened what the server had when the desk was opened
 */
export function useDraft(opened) {
  const { slug } = opened.course;
  const quiz = opened.quiz.slug;
  const [source, setSource] = useState(opened.source);
  const [state, setState] = useState(/** @type {State} */ ('saved'));
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const [theirs, setTheirs] = useState(/** @type {DraftRead|null} */ (null));
  const [check, setCheck] = useState(/** @type {DraftCheck|null} */ (null));
  const [checking, setChecking] = useState(false);
  const [restored, setRestored] = useState(false);
  // What the next saving is written over. Not shown, so no state of the page.
  const now = useRef({
    source: opened.source,
    revision: opened.revision,
    over: opened.revision ? opened.based_on : opened.current,
    unsent: false,
    sending: false,
    timer: 0,
    gone: false,
  });
  const local = useRef(shelf(slug, quiz));

  const look = useCallback(async () => {
    setChecking(true);
    try {
      const found = await api.checkDraft(slug, quiz);
      if (!now.current.gone && found.revision === now.current.revision) setCheck(found);
    } catch (trouble) {
      if (trouble instanceof ApiProblem) setProblem(trouble);
    } finally {
      setChecking(false);
    }
  }, [slug, quiz]);

  const send = useCallback(async () => {
    const mine = now.current;
    clearTimeout(mine.timer);
    if (mine.sending || !mine.unsent || mine.gone) return;
    mine.sending = true;
    mine.unsent = false;
    const sent = mine.source;
    setState('saving');
    try {
      const saved = await api.saveDraft(slug, quiz, {
        source: sent,
        revision: mine.revision,
        over: mine.over,
      });
      mine.revision = saved.revision;
      setProblem(null);
      if (mine.source === sent) {
        local.current.clear();
        setState('saved');
        void look();
      }
    } catch (trouble) {
      mine.unsent = true;
      if (trouble instanceof ApiProblem && trouble.slug === 'quiz-draft-changed') {
        try {
          const other = await api.draft(slug, quiz);
          if (same(other.source, sent)) {
            // It was ours, and only the answer was lost on the way.
            mine.revision = other.revision;
            mine.unsent = mine.source !== sent;
            if (!mine.unsent) local.current.clear();
            setState(mine.unsent ? 'typing' : 'saved');
            mine.timer = window.setTimeout(() => void (mine.unsent ? send() : look()), 0);
          } else {
            setTheirs(other);
            setState('conflict');
          }
        } catch (again) {
          setProblem(/** @type {Error} */ (again));
          setState('waiting');
        }
      } else if (trouble instanceof ApiProblem && trouble.status < 500) {
        setProblem(trouble);
        setState('refused');
      } else {
        setState('waiting');
        mine.timer = window.setTimeout(() => void send(), RETRY_MS);
      }
      return;
    } finally {
      mine.sending = false;
    }
    if (now.current.unsent) void send();
  }, [slug, quiz, look]);

  const change = useCallback(
    (/** @type {Source} */ next) => {
      const mine = now.current;
      mine.source = next;
      mine.unsent = true;
      setSource(next);
      local.current.keep({ source: next, revision: mine.revision, over: mine.over });
      if (theirs) return;
      setState('typing');
      clearTimeout(mine.timer);
      mine.timer = window.setTimeout(() => void send(), PAUSE_MS);
    },
    [send, theirs],
  );

  /** One of two texts was chosen. @param {Source} chosen @param {DraftRead} over */
  const choose = useCallback(
    (/** @type {Source} */ chosen, /** @type {DraftRead} */ over) => {
      const mine = now.current;
      mine.revision = over.revision;
      mine.over = over.current;
      mine.source = chosen;
      setSource(chosen);
      setTheirs(null);
      if (over.revision && same(chosen, over.source)) {
        mine.unsent = false;
        local.current.clear();
        setState('saved');
        void look();
      } else {
        mine.unsent = true;
        void send();
      }
    },
    [send, look],
  );

  useEffect(() => {
    const mine = now.current;
    const kept = local.current.read();
    if (kept && !same(kept.source, opened.source)) {
      mine.source = kept.source;
      mine.unsent = true;
      setSource(kept.source);
      if (kept.revision === opened.revision) {
        setRestored(true);
        mine.over = kept.over;
        void send();
      } else {
        setTheirs(opened);
        setState('conflict');
      }
    } else {
      local.current.clear();
      void look();
    }
    const online = () => void send();
    const leaving = (/** @type {BeforeUnloadEvent} */ event) => {
      if (mine.unsent || mine.sending) event.preventDefault();
    };
    addEventListener('online', online);
    addEventListener('beforeunload', leaving);
    return () => {
      removeEventListener('online', online);
      removeEventListener('beforeunload', leaving);
      // Leaving for another page of the shell: what waits for its pause goes now.
      void send();
      mine.gone = true;
    };
  }, []);

  return {
    source,
    state,
    problem,
    theirs,
    check,
    checking,
    restored,
    change,
    choose,
    /** Compare with what is published now, and go on. */
    goOn() {
      now.current.over = opened.current;
      now.current.unsent = true;
      void send();
    },
    revision: () => now.current.revision,
    forget: () => {
      now.current.unsent = false;
      clearTimeout(now.current.timer);
      local.current.clear();
    },
  };
}
