/** Two texts line by line, told as the server tells its differences. Pure. */

const CONTEXT = 3;
// Lines between the common head and foot that are still compared one by one: a table of their product.
const MOST = 1500;

/** Length of the longest common rest from each pair of places. @param {string[]} a @param {string[]} b */
function commonRests(a, b) {
  const rests = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = /** @type {[Uint16Array, Uint16Array]} */ ([rests[i], rests[i + 1]]);
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rests;
}

/** What differs, each line with its sign. @param {string[]} a @param {string[]} b @returns {string[]} */
function between(a, b) {
  const [gone, come] = [a.map((line) => `-${line}`), b.map((line) => `+${line}`)];
  if (a.length > MOST || b.length > MOST) return [...gone, ...come];
  const rests = commonRests(a, b);
  const rest = (/** @type {number} */ i, /** @type {number} */ j) => rests[i]?.[j] ?? 0;
  const found = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.push(` ${a[i]}`);
      i += 1;
      j += 1;
    } else if (rest(i + 1, j) >= rest(i, j + 1)) found.push(gone[i++] ?? '');
    else found.push(come[j++] ?? '');
  }
  return [...found, ...gone.slice(i), ...come.slice(j)];
}

/**
 * Every line of both: ` ` in both, `-` in `before` alone, `+` in `after` alone.
 *
 * @param {string} before @param {string} after @returns {string[]}
 */
export function compared(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let foot = 0;
  const most = Math.min(a.length, b.length) - head;
  while (foot < most && a[a.length - 1 - foot] === b[b.length - 1 - foot]) foot += 1;
  const same = (/** @type {string} */ line) => ` ${line}`;
  return [
    ...a.slice(0, head).map(same),
    ...between(a.slice(head, a.length - foot), b.slice(head, b.length - foot)),
    ...a.slice(a.length - foot).map(same),
  ];
}

/**
 * What differs with three lines around it; `@` stands where lines were left out.
 *
 * @param {string} before @param {string} after @returns {string[]}
 */
export function differing(before, after) {
  const all = compared(before, after);
  const near = (/** @type {number} */ n) =>
    all.slice(Math.max(0, n - CONTEXT), n + CONTEXT + 1).some((line) => line[0] !== ' ');
  /** @type {string[]} */
  const found = [];
  all.forEach((line, n) => {
    if (near(n)) found.push(line);
    else if (found.length && found.at(-1) !== '@') found.push('@');
  });
  return found.at(-1) === '@' ? found.slice(0, -1) : found;
}
