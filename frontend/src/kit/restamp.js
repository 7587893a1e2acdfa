/**
 * For a device whose clock was more than a day ahead: its commands were refused, so nothing of them
 * is stored, and they get new clocks by the server's time. The time the device wrote down stays.
 */
import { remember, skew, tick } from './command.js';
import { contentHash } from './content-hash.js';

/** @typedef {import('./command.js').Command} Command */

const ALLOWED_MS = 23 * 3_600_000;

/**
 * @param {import('./store.js').Store|null} store
 * @param {Command[]} loose commands that are not in the store
 * @param {string} device
 * @returns {Promise<Command[]>} the loose ones, with new clocks
 */
export async function restamp(store, loose, device) {
  const latest = Date.now() + skew() + ALLOWED_MS;
  const isAhead = (/** @type {Command} */ { hlc }) => Number(hlc.split('.')[0]) > latest;
  const kept = (await store?.waiting()) ?? [];
  const all = [...kept, ...loose].filter(isAhead);
  remember('lentera-hlc', '0.0');
  /** Content hashes by what they were: a submit names the hashes of the answers it hands in. */
  const renamed = new Map();
  for (const command of all) {
    const before = await contentHash(device, command);
    command.hlc = tick();
    const answers = /** @type {Record<string, {sha256: string}>} */ (command.payload.answers ?? {});
    for (const pin of Object.values(answers)) pin.sha256 = renamed.get(pin.sha256) ?? pin.sha256;
    renamed.set(before, await contentHash(device, command));
  }
  await store?.change(['waiting'], (of) => {
    for (const command of kept) if (all.includes(command)) of('waiting').put(command);
  });
  return loose;
}
