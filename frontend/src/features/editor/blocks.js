/**
 * Tables and directives of a text: which one the caret stands in, its parts, and the same written
 * anew. Read as the compiler reads them. Pure.
 */
import { block as inserted } from './markup.js';

/** @typedef {{kind: 'table', from: number, to: number, rows: string[][], rules: string[]}} Table rows of cells, the head first; `rules`: `---` or `:-:` of each column */
/**
 * @typedef {object} Directive
 * @property {'directive'} kind
 * @property {number} from
 * @property {number} to
 * @property {string} name
 * @property {Record<string, string>} attributes
 * @property {string} body without its first and last line end
 */
/** @typedef {Table|Directive} Block */
/** @typedef {import('./markup.js').Spot} Spot */

const HEAD = /^:{3,}\s*([a-z]+)\s*(?:\{(.*)\})?\s*$/;
const CLOSE = /^:{3,}\s*$/;
const FENCE = /^(`{3,}|~{3,})/;
const ATTRIBUTE = /([a-z]+)=(?:"([^"]*)"|“([^”]*)”)/g;
const RULE = /^\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** @param {string} row @returns {string[]} */
function cellsOf(row) {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** @param {string[][]} rows the head first; short rows are filled up @param {string[]} [rules] */
export function tableOf(rows, rules = []) {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const line = (/** @type {string[]} */ cells) =>
    `| ${Array.from({ length: columns }, (_, n) =>
      (cells[n] ?? '').replace(/\s+/g, ' ').trim().replace(/\\?\|/g, '\\|'),
    ).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [
    line(head),
    line(Array.from({ length: columns }, (_, n) => rules[n] ?? '---')),
    ...body.map(line),
  ].join('\n');
}

/**
 * The table or the innermost directive that a place is in, its first and last line included.
 *
 * @param {string} text @param {number} place @returns {Block|null}
 */
export function blockAt(text, place) {
  /** @type {{name: string, given: string, from: number, inner: number}[]} */
  const open = [];
  /** @type {Directive|null} */
  let found = null;
  let fence = '';
  let at = 0;
  /** @type {string[]} lines of a run that may be a table */
  let run = [];
  let runFrom = 0;
  /** @type {Table|null} */
  let table = null;
  const endRun = (/** @type {number} */ to) => {
    const [head = '', rule = '', ...body] = run;
    if (run.length > 1 && RULE.test(rule.trim()) && runFrom <= place && place <= to) {
      const rows = [head, ...body].map(cellsOf);
      table = { kind: 'table', from: runFrom, to, rows, rules: cellsOf(rule) };
    }
    run = [];
  };
  for (const line of text.split('\n')) {
    const bare = line.trim();
    const end = at + line.length;
    const mark = FENCE.exec(bare)?.[1];
    if (
      !fence &&
      bare.includes('|') &&
      !bare.startsWith(':::') &&
      !/^(?:[-*>]|\d+\.) /.test(bare)
    ) {
      if (!run.length) runFrom = at;
      run.push(line);
    } else if (run.length) endRun(at - 1);
    if (fence) {
      if (mark?.startsWith(fence) && bare === mark) fence = '';
    } else if (mark) fence = mark;
    else if (CLOSE.test(bare)) {
      const was = open.pop();
      if (was && !found && was.from <= place && place <= end) {
        found = {
          kind: 'directive',
          from: was.from,
          to: end,
          name: was.name,
          attributes: Object.fromEntries(
            [...was.given.matchAll(ATTRIBUTE)].map(([, key, plain, curly]) => [
              key,
              plain ?? curly ?? '',
            ]),
          ),
          body: text.slice(was.inner, Math.max(was.inner, at - 1)),
        };
      }
    } else if (bare.startsWith(':::')) {
      const [, name = '', given = ''] = HEAD.exec(bare) ?? [];
      open.push({ name, given, from: at, inner: end + 1 });
    }
    at = end + 1;
  }
  if (run.length) endRun(text.length);
  return table ?? found;
}

/**
 * What a form changes: the block that the caret is in or, on an empty line, the one above it, where
 * the caret stands when it was put in.
 *
 * @param {string} text @param {number} place @returns {Block|null}
 */
export function blockNear(text, place) {
  const found = blockAt(text, place);
  const line = text.slice(text.lastIndexOf('\n', place - 1) + 1).split('\n', 1)[0] ?? '';
  return found || line.trim() ? found : blockAt(text, text.slice(0, place).trimEnd().length);
}

/**
 * What keeps words out of a directive that are typed right behind its last line: they would leave
 * it open. Empty where there is no need.
 *
 * @param {{text: string, from: number, to: number}} spot
 */
export function gapAt({ text, from, to }) {
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (from !== to || !CLOSE.test(line) || (text[from] ?? '\n') !== '\n') return '';
  const block = blockAt(text, from);
  return block?.kind === 'directive' && block.to === from ? '\n\n' : '';
}

/**
 * Where a place of a text is after the text has become another: before what changed as it was,
 * behind it moved along, inside it at its end.
 *
 * @param {string} before @param {string} now @param {number} place
 */
export function movedTo(before, now, place) {
  if (before === now) return place;
  const most = Math.min(before.length, now.length);
  let same = 0;
  while (same < most && before[same] === now[same]) same++;
  let tail = 0;
  while (tail < most - same && before.at(-1 - tail) === now.at(-1 - tail)) tail++;
  if (place <= same) return place;
  if (place >= before.length - tail) return place + now.length - before.length;
  return now.length - tail;
}

/**
 * The same place in the text as it is now: another's may have come meanwhile.
 *
 * @param {Spot} spot @param {string} now @returns {Spot}
 */
export const spotNow = ({ text, from, to }, now) => ({
  text: now,
  from: movedTo(text, now, from),
  to: movedTo(text, now, to),
});

/**
 * Puts what is written in place of a block. Where another has changed it meanwhile both stay, one
 * below the other.
 *
 * @param {string} before the text that the block was found in
 * @param {Block} block @param {string} written
 * @returns {(spot: Spot) => import('./markup.js').Edit} for the text as it is now
 */
export const instead = (before, block, written) => (spot) => {
  const [from, to] = [movedTo(before, spot.text, block.from), movedTo(before, spot.text, block.to)];
  if (spot.text.slice(from, to) !== before.slice(block.from, block.to)) {
    return inserted({ ...spot, from: to, to }, written);
  }
  return { from, to, insert: written, select: [from + written.length, from + written.length] };
};

/**
 * The figures of a text, in their order.
 *
 * @param {string} text @returns {Directive[]}
 */
export function figuresIn(text) {
  const found = [...text.matchAll(/^\s*:{3,}\s*figure\b/gm)].map((match) =>
    blockAt(text, (match.index ?? 0) + match[0].length),
  );
  return /** @type {Directive[]} */ (
    found.filter((block) => block?.kind === 'directive' && block.name === 'figure')
  );
}

/** What a text says in words, where there is no room for its figures. @param {string} text */
export const wordsOf = (text) =>
  figuresIn(text)
    .reduceRight((left, { from, to }) => left.slice(0, from) + left.slice(to), text)
    .trim();

/**
 * Takes a block out, and all but one of the empty lines around it.
 *
 * @param {string} text @param {Block} block
 * @returns {import('./markup.js').Edit}
 */
export function without(text, { from, to }) {
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to).trimStart();
  const insert = before && after ? '\n\n' : '';
  const place = before.length + insert.length;
  return { from: before.length, to: text.length - after.length, insert, select: [place, place] };
}

/**
 * A check's question and options, as its form has them.
 *
 * @param {string} body
 * @returns {{asked: string, options: {text: string, feedback: string, right: boolean}[]}|null} null
 *   where it holds more than the form shows
 */
export function checkOf(body) {
  const lines = body.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => /^- \[[ xX]\] /.test(line));
  if (first < 1) return null;
  const asked = lines.slice(0, first).filter(Boolean);
  const rest = lines.slice(first).filter(Boolean);
  if (asked.length !== 1) return null;
  const options = rest.map((line) => {
    const [, sign = '', text = '', feedback = ''] =
      /^- \[([ xX])\]\s+(.*?)(?:\s+\|\s+(.*))?$/.exec(line) ?? [];
    return { text, feedback, right: sign.toLowerCase() === 'x' };
  });
  return options.every(({ text }) => text) ? { asked: asked[0] ?? '', options } : null;
}

/**
 * How a file is described where the text shows it first; nothing where it does not.
 *
 * @param {string} text @param {string} src
 * @returns {Record<string, string>} attributes and `caption`
 */
export function attributesOf(text, src) {
  const block = blockAt(text, text.indexOf(`src="${src}"`));
  if (block?.kind !== 'directive' || block.attributes.src !== src) return {};
  return { ...block.attributes, caption: block.body };
}
