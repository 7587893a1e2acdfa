/** Which steps of a draft's history still stand. Pure. */

/** @typedef {import('../../kit/api-types-studio').HistoryRow} HistoryRow */

// What made the draft, or what it stands on: there is nothing before it to go back to.
const LASTING = new Set(['created', 'begun', 'published', 'rebase']);

/**
 * Numbers of the entries that were taken back, by those above them.
 *
 * @param {HistoryRow[]} entries the newest first @returns {Set<number>}
 */
export function takenBack(entries) {
  const found = new Set();
  for (const { number, act, note } of entries) {
    // An undo that was itself undone took nothing back.
    if (act === 'undo' && !found.has(number)) found.add(Number(note));
  }
  return found;
}

/** Whether an entry is one that can be taken back at all. @param {HistoryRow} entry */
export const mayUndo = ({ act, paths }) => !LASTING.has(act) && paths.length > 0;

/**
 * What the next undo takes back: the latest step that still stands, itself no undo.
 *
 * @param {HistoryRow[]} entries the newest first
 */
export function lastStep(entries) {
  const gone = takenBack(entries);
  for (const entry of entries) {
    if (entry.act === 'undo' || gone.has(entry.number)) continue;
    return mayUndo(entry) ? entry : undefined;
  }
  return undefined;
}
