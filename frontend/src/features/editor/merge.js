/** Two texts of one file beside each other, and what both were begun from. Pure. */

/** @typedef {'same'|'mine'|'theirs'|'both'} Who who changed a part: nobody, one of the two, or both */
/** @typedef {{who: Who, base: string, mine: string, theirs: string}} Part */
/** @typedef {'mine'|'theirs'|'all'} Choice */
/** @typedef {{text: string, how: 'same'|'gone'|'new'}} Run */

// A table of more cells than this would make the page wait; the texts then differ as wholes.
const MOST_CELLS = 4_000_000;

/**
 * Places that two lists have in common, as a longest common subsequence.
 *
 * @param {string[]} a @param {string[]} b
 * @returns {[number, number][]} pairs of places, both growing
 */
export function common(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end++;
  }
  const [high, wide] = [a.length - start - end, b.length - start - end];
  /** @type {[number, number][]} */
  const pairs = Array.from({ length: start }, (_, n) => [n, n]);
  if (high * wide > 0 && high * wide <= MOST_CELLS) {
    const row = wide + 1;
    const long = new Uint16Array((high + 1) * row);
    const at = (/** @type {number} */ i, /** @type {number} */ j) => long[i * row + j] ?? 0;
    for (let i = high - 1; i >= 0; i--) {
      for (let j = wide - 1; j >= 0; j--) {
        long[i * row + j] =
          a[start + i] === b[start + j]
            ? at(i + 1, j + 1) + 1
            : Math.max(at(i + 1, j), at(i, j + 1));
      }
    }
    let [i, j] = [0, 0];
    while (i < high && j < wide) {
      if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
      else if (at(i + 1, j) >= at(i, j + 1)) i++;
      else j++;
    }
  }
  for (let n = end; n > 0; n--) pairs.push([a.length - n, b.length - n]);
  return pairs;
}

/** Lines with their ends, so that joining them gives the text again. @param {string} text */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * What both have kept of the base and what each has made of the rest, in order. Joining `base`,
 * `mine` or `theirs` of all parts gives that text again.
 *
 * @param {string|null} base what both were begun from; null where it is not known
 * @param {string} mine @param {string} theirs
 * @returns {Part[]}
 */
export function parts(base, mine, theirs) {
  const [b, m, t] = [base === null ? null : lines(base), lines(mine), lines(theirs)];
  /** @type {[number, number, number][]} */
  const kept = [];
  if (b) {
    const there = new Map(common(b, t));
    for (const [at, inMine] of common(b, m)) {
      const inTheirs = there.get(at);
      if (inTheirs !== undefined) kept.push([at, inMine, inTheirs]);
    }
  } else for (const [inMine, inTheirs] of common(m, t)) kept.push([-1, inMine, inTheirs]);

  /** @type {Part[]} */
  const found = [];
  /** @param {string} old @param {string} one @param {string} other */
  function push(old, one, other) {
    if (!old && !one && !other) return;
    /** @type {Who} */
    let who = 'both';
    if (one === other) who = 'same';
    else if (b && old === other) who = 'mine';
    else if (b && old === one) who = 'theirs';
    const last = found.at(-1);
    if (last && last.who === who && who === 'same') {
      last.base += old;
      last.mine += one;
      last.theirs += other;
    } else found.push({ who, base: old, mine: one, theirs: other });
  }
  const cut = (
    /** @type {string[]|null} */ of,
    /** @type {number} */ from,
    /** @type {number} */ to,
  ) => (of ? of.slice(from, to).join('') : '');
  let [i, j, k] = [0, 0, 0];
  for (const [inBase, inMine, inTheirs] of kept) {
    push(cut(b, i, inBase), cut(m, j, inMine), cut(t, k, inTheirs));
    const line = m[inMine] ?? '';
    push(b ? line : '', line, line);
    [i, j, k] = [inBase + 1, inMine + 1, inTheirs + 1];
  }
  push(cut(b, i, b?.length ?? 0), cut(m, j, m.length), cut(t, k, t.length));
  return found;
}

/** What only one of the two has changed needs no thought: it is offered as chosen. @param {Part[]} all @returns {(Choice|null)[]} */
export const offered = (all) =>
  all.map(({ who }) => (who === 'mine' || who === 'theirs' ? who : null));

/** @param {string} text a line's end, where it has none and something follows */
const ended = (text) => (text && !text.endsWith('\n') ? `${text}\n` : text);

/**
 * The text that the choices make.
 *
 * @param {Part[]} all @param {(Choice|null)[]} chosen one for each part
 * @returns {string|null} null while something is not chosen
 */
export function merged(all, chosen) {
  let text = '';
  for (const [place, { who, mine, theirs }] of all.entries()) {
    const choice = chosen[place];
    if (who === 'same') text += mine;
    else if (!choice) return null;
    else text += choice === 'all' ? ended(mine) + theirs : choice === 'mine' ? mine : theirs;
  }
  return text;
}

/**
 * The words of two texts as runs: what both have, what went, what came.
 *
 * @param {string} before @param {string} after @returns {Run[]}
 */
export function words(before, after) {
  const [a, b] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)];
  /** @type {Run[]} */
  const runs = [];
  const push = (/** @type {string[]} */ some, /** @type {Run['how']} */ how) => {
    const text = some.join('');
    if (!text) return;
    const last = runs.at(-1);
    if (last?.how === how) last.text += text;
    else runs.push({ text, how });
  };
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a, b), /** @type {[number, number]} */ ([a.length, b.length])]) {
    push(a.slice(i, x), 'gone');
    push(b.slice(j, y), 'new');
    push(a.slice(x, x + 1), 'same');
    [i, j] = [x + 1, y + 1];
  }
  return runs;
}
