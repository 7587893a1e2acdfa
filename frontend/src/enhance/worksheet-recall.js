/**
 * A page may be older than what was written: kept on the device, or opened before another device
 * wrote. The server is asked what holds; without an answer, what this device sent before stands in.
 * What still waits to be sent lies on top of both.
 */
import { outbox } from '../kit/commands.js';

/**
 * @param {object} about
 * @param {string} about.enrolment
 * @param {string} about.activity
 * @param {(values: Record<string, string>, isWhole?: boolean) => void} about.put
 * @param {(own: {complete: boolean, filled: number, required: number}) => void} about.progress
 */
export async function recall({ enrolment, activity, put, progress }) {
  const store = await outbox.store;
  const [waiting, journal] = store
    ? await Promise.all([store.waiting(), store.journal()])
    : [[], []];
  const putAll = (/** @type {{kind: string, payload: any}[]} */ commands) => {
    for (const { kind, payload } of commands) {
      const isOurs = payload.enrolment === enrolment && payload.activity === activity;
      if (kind === 'worksheet' && isOurs && payload.values) put(payload.values);
    }
  };
  try {
    const response = await fetch(`/api/v1/worksheets/${activity}?enrolment=${enrolment}`);
    if (!response.ok) throw new Error(response.statusText);
    const own = await response.json();
    put(own.values, true);
    progress(own);
  } catch {
    putAll(journal.filter(({ result }) => result.status !== 'rejected'));
  }
  putAll(waiting);
}
