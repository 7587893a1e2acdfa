/** Where in a Markdown file a passage stands that somebody read on the page. Pure. */

/** What a reader sees of Markdown, as bare words. @param {string} text */
const bare = (text) =>
  text
    .replace(/\]\([^)]*\)/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const ENOUGH = 8;
const LEAST = 3;

/**
 * The line (from 1) at which the passage begins that reads like the quote; null if there is none.
 * A quote may be cut at its end. Its first words are looked for in each paragraph: first eight of
 * them, then fewer, for a text that was mended meanwhile.
 *
 * @param {string} text @param {string} quote @returns {number|null}
 */
export function lineOfQuote(text, quote) {
  const wanted = bare(quote.replace(/…$/, '')).split(' ').filter(Boolean);
  const lines = text.split('\n');
  const starts = lines.flatMap((line, at) =>
    line.trim() && (at === 0 || !lines[at - 1]?.trim()) ? [at] : [],
  );
  const passages = starts.map((at, place) => ({
    at,
    words: ` ${bare(lines.slice(at, starts[place + 1] ?? lines.length).join('\n'))} `,
  }));
  for (let many = Math.min(ENOUGH, wanted.length); many >= Math.min(LEAST, wanted.length); many--) {
    if (many === 0) return null;
    const needle = ` ${wanted.slice(0, many).join(' ')} `;
    const found =
      passages.find(({ words }) => words.startsWith(needle)) ??
      passages.find(({ words }) => words.includes(needle));
    if (found) return lineWithin(lines, found.at, wanted[0] ?? '', needle);
  }
  return null;
}

/** The line of the passage at which the words begin. @param {string[]} lines @param {number} from @param {string} first @param {string} needle */
function lineWithin(lines, from, first, needle) {
  for (let at = from; at < lines.length && (at === from || lines[at]?.trim()); at++) {
    const rest = ` ${bare(lines.slice(at, at + 4).join('\n'))} `;
    if (` ${bare(lines[at] ?? '')} `.includes(` ${first} `) && rest.includes(needle)) return at + 1;
  }
  return from + 1;
}
