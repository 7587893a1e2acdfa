/**
 * One file while it is being written. What is typed is on this device first and goes to the server
 * in pauses; a line that drops loses nothing, and what another has written is never overwritten
 * unseen. Knows no page: a test drives it with a clock of its own.
 */
import { batch, signal } from '@preact/signals';
import { ApiProblem } from '../../kit/api.js';

/** @typedef {import('../../kit/kept-texts.js').Kept} Kept */
/**
 * @typedef {'opening'|'closed'|'saved'|'typing'|'saving'|'waiting'|'conflict'|'refused'} State
 *   `closed`: it could not be opened; `waiting`: kept here until the line is back
 */
/** @typedef {{text: string, revision: number, changed_by: string|null, changed_at: string|null}} Theirs */
/**
 * @typedef {object} Shelf what this device keeps of the file
 * @property {() => Promise<Kept|null>} take
 * @property {(kept: Kept) => Promise<void>} keep
 * @property {() => Promise<void>} drop
 */
/**
 * @typedef {object} Server
 * @property {() => Promise<Theirs>} read
 * @property {(text: string, revision: number) => Promise<import('../../kit/api-types-editor').DraftFileSaved>} write
 *   refuses with `draft-file-changed` where the file has another revision
 */

const PAUSE_MS = 2000;
// Who writes without a pause is saved all the same.
const LONGEST_MS = 20_000;
const RETRY_MS = 5000;

/** @param {unknown} trouble whether asking again later can help */
const passing = (trouble) => !(trouble instanceof ApiProblem) || trouble.status >= 500;

/** @param {{server: Server, shelf: Shelf, clock?: () => number}} of */
export function openDesk({ server, shelf, clock = Date.now }) {
  const text = signal('');
  const state = signal(/** @type {State} */ ('opening'));
  const problem = signal(/** @type {Error|null} */ (null));
  const theirs = signal(/** @type {Theirs|null} */ (null));
  const restored = signal(false);
  /** Somebody else's text arrived while nothing of mine was unsent. */
  const renewedBy = signal(/** @type {string|null} */ (null));
  const savedAt = signal(/** @type {string|null} */ (null));
  /** Whether this device could keep the text. */
  const kept = signal(true);

  let base = '';
  let revision = 0;
  let unsent = false;
  let sending = false;
  let gone = false;
  let typedSince = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  // One writing at a time, and of what came meanwhile only the last.
  /** @type {Promise<void>|null} */
  let writing = null;
  /** @type {(() => Promise<void>)|null} */
  let next = null;
  /** @param {() => Promise<void>} deed @returns {Promise<void>} when the last one asked for is done */
  function queue(deed) {
    next = deed;
    writing ??= (async () => {
      while (next) {
        const now = next;
        next = null;
        try {
          await now();
          kept.value = true;
        } catch {
          // A browser that keeps nothing still sends; the page says that it must stay open.
          kept.value = false;
        }
      }
      writing = null;
    })();
    return writing;
  }
  const keep = () => {
    const now = { text: text.peek(), base, revision, at: clock() };
    return queue(() => shelf.keep(now));
  };
  const drop = () => queue(() => shelf.drop());

  const later = (/** @type {() => Promise<void>} */ deed, /** @type {number} */ pause) => {
    clearTimeout(timer);
    if (!gone) timer = setTimeout(() => void deed(), pause);
  };

  /** @param {Theirs} found the server's text is the one shown */
  function settle(found) {
    base = found.text;
    revision = found.revision;
    unsent = false;
    batch(() => {
      text.value = found.text;
      theirs.value = null;
      problem.value = null;
      state.value = 'saved';
    });
    void drop();
  }

  /** @param {Theirs} found another text than the one that mine was begun from */
  function differ(found) {
    unsent = true;
    batch(() => {
      theirs.value = found;
      problem.value = null;
      state.value = 'conflict';
    });
  }

  async function open() {
    const mine = await shelf.take().catch(() => null);
    if (gone) return;
    try {
      const found = await server.read();
      if (gone) return;
      savedAt.value = found.changed_at;
      if (!mine || mine.text === found.text) settle(found);
      else {
        ({ base, revision } = mine);
        text.value = mine.text;
        unsent = true;
        if (revision === found.revision) {
          restored.value = true;
          state.value = 'typing';
          void send();
        } else differ(found);
      }
    } catch (trouble) {
      if (gone) return;
      if (mine && passing(trouble)) {
        // Written on without a line: the server says at the next saving what has changed there.
        ({ base, revision } = mine);
        batch(() => {
          text.value = mine.text;
          restored.value = true;
          state.value = 'waiting';
        });
        unsent = true;
        later(send, RETRY_MS);
      } else {
        problem.value = /** @type {Error} */ (trouble);
        state.value = 'closed';
        if (passing(trouble)) later(open, RETRY_MS);
      }
    }
  }

  /** The file has another revision than mine was begun from. @param {string} sent */
  async function compare(sent) {
    try {
      const found = await server.read();
      if (gone) return;
      if (found.text !== sent) return differ(found);
      // It was mine, and only the answer was lost on the way.
      ({ revision } = found);
      base = sent;
      if (text.peek() === sent) settle(found);
      else later(send, 0);
    } catch (trouble) {
      if (gone) return;
      problem.value = passing(trouble) ? null : /** @type {Error} */ (trouble);
      state.value = passing(trouble) ? 'waiting' : 'refused';
      if (passing(trouble)) later(send, RETRY_MS);
    }
  }

  async function send() {
    clearTimeout(timer);
    if (sending || !unsent || theirs.peek()) return;
    sending = true;
    typedSince = 0;
    const sent = text.peek();
    state.value = 'saving';
    await writing;
    try {
      const saved = await server.write(sent, revision);
      revision = saved.revision;
      base = sent;
      savedAt.value = saved.saved_at;
      problem.value = null;
      unsent = text.peek() !== sent;
      if (unsent) {
        state.value = 'typing';
        void keep();
        later(send, PAUSE_MS);
      } else {
        state.value = 'saved';
        void drop();
      }
    } catch (trouble) {
      if (trouble instanceof ApiProblem && trouble.slug === 'draft-file-changed') {
        await compare(sent);
      } else if (passing(trouble)) {
        state.value = 'waiting';
        later(send, RETRY_MS);
      } else {
        problem.value = /** @type {Error} */ (trouble);
        state.value = 'refused';
      }
    } finally {
      sending = false;
    }
  }

  return {
    text,
    state,
    problem,
    theirs,
    restored,
    renewedBy,
    savedAt,
    kept,
    open,
    /** What is not on the server yet. */
    unsent: () => unsent,
    /** The server's text that mine was begun from. */
    base: () => base,
    /** @param {string} typed */
    type(typed) {
      if (typed === text.peek()) return;
      text.value = typed;
      unsent = true;
      renewedBy.value = null;
      void keep();
      if (theirs.peek()) return;
      if (!sending) state.value = 'typing';
      typedSince ||= clock();
      later(send, Math.max(0, Math.min(PAUSE_MS, typedSince + LONGEST_MS - clock())));
    },
    /** What waits for its pause, or for the line, goes now. */
    flush: send,
    /** One text was made of two. @param {string} chosen */
    choose(chosen) {
      const over = theirs.peek();
      if (!over) return;
      if (chosen === over.text) return settle(over);
      base = over.text;
      revision = over.revision;
      batch(() => {
        text.value = chosen;
        theirs.value = null;
      });
      unsent = true;
      void keep();
      void send();
    },
    /** Another may have written; nothing of mine that is unsent is touched. */
    async refresh() {
      if (state.peek() !== 'saved' || gone) return;
      try {
        const found = await server.read();
        if (gone || found.revision === revision || unsent || sending) return;
        const isOther = found.text !== text.peek();
        settle(found);
        savedAt.value = found.changed_at;
        if (isOther) renewedBy.value = found.changed_by ?? '';
      } catch {
        // The next saving says what is wrong.
      }
    },
    /** Leaving the page: what is unsent goes, and stays here until it arrived. */
    close() {
      clearTimeout(timer);
      void send();
      gone = true;
    },
  };
}

/** @typedef {ReturnType<typeof openDesk>} Desk */
