/**
 * What became of commands that somebody else carried to the server in a file: asked at a pull, laid
 * over this device's outbox, and remembered, so that it is shown without a network too.
 */
import { get, query } from '../kit/api.js';
import { outbox } from '../kit/commands.js';

/** @typedef {import('../kit/store.js').Store} Store */
/** @typedef {import('../kit/command.js').Command} Command */
/** @typedef {import('../kit/command.js').Result} Result */
/** @typedef {{id: string, status: Result['status'], receipt: string|null, problem: Result['problem'], received_at: string}} Brought */

// After every cursor there can be: the commands of other devices are not asked for here.
const NOTHING_ELSE = Number.MAX_SAFE_INTEGER;

/** Other tabs, and this one's own outbox, count what waits anew. @param {string|null} account */
export function recount(account) {
  if (!globalThis.BroadcastChannel) return;
  const channel = new BroadcastChannel(`lentera-${account}`);
  channel.postMessage([]);
  channel.close();
}

/** Commands that wait and were received by another way go to the journal. @param {Store} store @param {Brought[]} brought @returns {Promise<number>} how many */
export async function settleBrought(store, brought) {
  const known = new Map(brought.map((one) => [one.id, one]));
  /** @type {[Command, Result][]} */
  const pairs = (await store.waiting()).flatMap((command) => {
    const found = known.get(command.id);
    if (!found) return [];
    const { id, status, receipt, problem } = found;
    // Its hash is not told here; who needs it makes it from the command.
    return [[command, { id, status, receipt, problem, sha256: null, answer: {} }]];
  });
  if (pairs.length) await store.settle(pairs);
  return pairs.length;
}

/** @returns {Promise<Brought[]>} newest first; from the server if it answers, else as last heard */
export async function brought() {
  const store = await outbox.store;
  if (!store || !(await store.fact('exported'))) return [];
  try {
    const device = await outbox.device;
    const asked = query({ since: NOTHING_ELSE, limit: 1, device });
    const { handed_over: told } = await get(`/learning/commands${asked}`);
    await store.note('brought', told);
    if (await settleBrought(store, told)) recount(outbox.account);
  } catch {
    // No network, or no session: what is known stays.
  }
  /** @type {Brought[]} */
  const found = (await store.fact('brought')) ?? [];
  return found.sort((a, b) => (a.received_at < b.received_at ? 1 : -1));
}
