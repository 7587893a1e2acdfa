/** What differs between two texts or two sources. Pure. */

/** @typedef {{path: (string|number)[], before: any, after: any}} Difference */

const isMap = (/** @type {any} */ value) =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * Values that differ, as deep as both have the same shape, as the server tells it.
 *
 * @param {any} before @param {any} after @param {(string|number)[]} [path] @returns {Difference[]}
 */
export function differences(before, after, path = []) {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isMap(before) && isMap(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], [...path, key]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const most = Math.max(before.length, after.length);
    return Array.from({ length: most }, (_, n) => n).flatMap((n) =>
      differences(before[n], after[n], [...path, n]),
    );
  }
  return [{ path, before: before ?? null, after: after ?? null }];
}

const MOST_WORDS = 600;

/**
 * The words of two texts as runs: what both have, what went, what came.
 *
 * @param {string} before @param {string} after
 * @returns {{text: string, how: 'same'|'gone'|'new'}[]}
 */
export function words(before, after) {
  const a = before.split(/(?<=\s)/);
  const b = after.split(/(?<=\s)/);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    return [
      { text: before, how: 'gone' },
      { text: after, how: 'new' },
    ];
  }
  // Longest common run of words, from the end.
  const long = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (/** @type {number} */ i, /** @type {number} */ j) => long[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = /** @type {Uint16Array} */ (long[i]);
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  /** @type {{text: string, how: 'same'|'gone'|'new'}[]} */
  const runs = [];
  const push = (/** @type {string} */ text, /** @type {'same'|'gone'|'new'} */ how) => {
    const last = runs.at(-1);
    if (last?.how === how) last.text += text;
    else runs.push({ text, how });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(a[i++] ?? '', 'same');
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      push(a[i++] ?? '', 'gone');
    } else push(b[j++] ?? '', 'new');
  }
  return runs;
}
