/**
 * Takes commands that wait away from this device for good. What was taken stays counted here: the
 * server only ever sees a gap in the device's numbers.
 */
import { outbox } from '../kit/commands.js';
import { recount } from './brought.js';

/** @typedef {{at: string, kind: string, enrolment: string, activity: string, n: number}} Removed */

/** @param {import('../kit/store.js').Store} store @param {string[]} ids @param {string} at @returns {Promise<number>} how many were still here */
export async function removeFrom(store, ids, at) {
  const gone = (await store.waiting()).filter(({ id }) => ids.includes(id));
  /** @type {Map<string, Removed>} */
  const counts = new Map();
  for (const { kind, payload } of gone) {
    const [enrolment, activity] = [String(payload.enrolment), String(payload.activity)];
    const key = [kind, enrolment, activity].join();
    const n = (counts.get(key)?.n ?? 0) + 1;
    counts.set(key, { at, kind, enrolment, activity, n });
  }
  await store.change(['waiting', 'facts'], (of) => {
    for (const { seq } of gone) of('waiting').delete(seq);
    const before = of('facts').get('removed');
    before.onsuccess = () =>
      of('facts').put([...(before.result ?? []), ...counts.values()], 'removed');
  });
  return gone.length;
}

/** @param {string[]} ids @returns {Promise<number>} how many were taken away; fewer if some were sent meanwhile */
export async function discard(ids) {
  const store = await outbox.store;
  if (!store) return 0;
  const deed = () => removeFrom(store, ids, new Date().toISOString());
  const { account } = outbox;
  // Not while they are being sent.
  const removed = await (navigator.locks?.request(`lentera-${account}`, deed) ?? deed());
  recount(account);
  return removed;
}
