/** Lays what this device has done over what the server said last, which may be older. */
import { outbox } from '../kit/commands.js';

/** @param {import('./lesson.js').States} states changed in place */
export async function overlay(states) {
  const store = await outbox.store;
  if (!store) return;
  const [waiting, journal] = await Promise.all([store.waiting(), store.journal()]);
  const received = journal.filter(({ result }) => result.status !== 'rejected');
  for (const { kind, payload } of [...received, ...waiting]) {
    const { enrolment, activity, block, text, spot, furthest } = /** @type {any} */ (payload);
    if (enrolment !== states.enrolment) continue;
    const state = states.activities.find((one) => one.activity === activity) ?? {
      activity,
      opened: false,
      done: false,
      furthest: 0,
      spot: null,
    };
    if (!states.activities.includes(state)) states.activities.push(state);
    if (kind === 'opened') state.opened = true;
    if (kind === 'done') state.done = true;
    if (kind === 'position') {
      state.spot = spot;
      state.furthest = Math.max(state.furthest, furthest);
    }
    if (kind === 'reflection') {
      states.notes = states.notes.filter((n) => n.activity !== activity || n.block !== block);
      states.notes.push({ activity, block, text });
    }
  }
}
