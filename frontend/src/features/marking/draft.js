/** Keeps a marker's draft on the server: soon after a change, never two at once, never silently lost. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem } from '../../kit/api.js';
import * as api from './api.js';

const PAUSE_MS = 700;

/** @typedef {{levels: Record<string, string>, comment: string}} Marks */
/** @typedef {'none'|'keeping'|'kept'|'failed'|'changed'} Standing */

/**
 * @param {string} id @param {number} revision of the draft the page began with
 * @returns {{standing: Standing, keep: (marks: Marks) => void, settle: () => Promise<void>, adopt: (revision: number) => void}}
 */
export function useDraft(id, revision) {
  const [standing, setStanding] = useState(/** @type {Standing} */ ('none'));
  const held = useRef({
    revision,
    waiting: /** @type {Marks|null} */ (null),
    timer: 0,
    sending: /** @type {Promise<void>|null} */ (null),
  });

  async function send() {
    const at = held.current;
    clearTimeout(at.timer);
    if (at.sending) await at.sending;
    const marks = at.waiting;
    if (!marks) return;
    at.waiting = null;
    at.sending = (async () => {
      setStanding('keeping');
      try {
        at.revision = (await api.keepDraft(id, { ...marks, revision: at.revision })).revision;
        setStanding('kept');
      } catch (problem) {
        const slug = problem instanceof ApiProblem ? problem.slug : '';
        setStanding(slug === 'draft-changed' ? 'changed' : 'failed');
      }
      at.sending = null;
    })();
    await at.sending;
  }
  // What was typed last is sent when the page is left for another one.
  useEffect(() => () => void send(), []);

  return {
    standing,
    keep(marks) {
      held.current.waiting = marks;
      clearTimeout(held.current.timer);
      held.current.timer = window.setTimeout(() => void send(), PAUSE_MS);
    },
    /** Before marks are given: what is on its way has arrived, what waits is not needed. */
    async settle() {
      held.current.waiting = null;
      clearTimeout(held.current.timer);
      if (held.current.sending) await held.current.sending;
    },
    adopt(newer) {
      held.current.revision = newer;
      setStanding('none');
    },
  };
}
