/**
 * What the toolbar writes: each deed is told the text and what is selected in it, and answers which
 * part to replace by what, and what is selected then. Pure.
 */

/** @typedef {{text: string, from: number, to: number}} Spot */
/** @typedef {import('../../ui/typing.js').Edit} Edit */
/** @typedef {'bold'|'italic'|'code'} Mark */
/** @typedef {'bullets'|'numbers'|'quote'|'heading'|'subheading'} Shape */

const SIGNS = { bold: '**', italic: '*', code: '`' };

/**
 * The mark around what is selected, or off where it is on. Spaces at the ends stay outside, since a
 * mark does not begin or end with one.
 *
 * @param {Spot} spot @param {Mark} mark @param {string} empty what stands where nothing is selected
 * @returns {Edit}
 */
export function marked({ text, from, to }, mark, empty) {
  const sign = SIGNS[mark];
  const wide = sign.length;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  const inner = text.slice(from, to);
  const around = text.slice(from - wide, from) === sign && text.slice(to, to + wide) === sign;
  // One star of two is not an italic mark.
  const isOther =
    mark === 'italic' &&
    text.slice(from - 2, from) === '**' &&
    text.slice(from - 3, from) !== '***';
  if (around && !isOther) {
    return {
      from: from - wide,
      to: to + wide,
      insert: inner,
      select: [from - wide, to - wide],
    };
  }
  const said = inner || empty;
  return {
    from,
    to,
    insert: sign + said + sign,
    select: [from + wide, from + wide + said.length],
  };
}

/** The whole lines that are selected. @param {Spot} spot */
function lines({ text, from, to }) {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', Math.max(from, to - 1));
  return { start, end: end < 0 ? text.length : end };
}

const PREFIX = {
  bullets: /^- /,
  numbers: /^\d+\. /,
  quote: /^> ?/,
  heading: /^## /,
  subheading: /^### /,
};
const ANY = /^(?:- |\d+\. |> ?|#{1,6} )/;

/**
 * The selected lines as list, quote or heading, or as plain text where they are that already.
 *
 * @param {Spot} spot @param {Shape} shape @returns {Edit}
 */
export function shaped(spot, shape) {
  const { start, end } = lines(spot);
  const all = spot.text.slice(start, end).split('\n');
  const full = all.filter((line) => line.trim());
  const off = full.length > 0 && full.every((line) => PREFIX[shape].test(line));
  let number = 0;
  const begin = () =>
    ({
      bullets: '- ',
      numbers: `${++number}. `,
      quote: '> ',
      heading: '## ',
      subheading: '### ',
    })[shape];
  const insert = all
    .map((line) => {
      if (!line.trim() && all.length > 1) return line;
      const bare = line.replace(off ? PREFIX[shape] : ANY, '');
      return off ? bare : begin() + bare;
    })
    .join('\n');
  return { from: start, to: end, insert, select: [start + insert.length, start + insert.length] };
}

/**
 * What Enter does inside a list: the next item, or the end of the list at an empty one.
 *
 * @param {Spot} spot @returns {Edit|null} null: as everywhere
 */
export function nextItem({ text, from, to }) {
  if (from !== to) return null;
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const found = /^(\s*)(- \[[ x]\] |- |(\d+)\. |> )/.exec(line);
  if (!found) return null;
  const [whole, indent = '', sign = '', number] = found;
  // What follows is no part of the list only after an empty line.
  if (line === whole) {
    return { from: start, to: from, insert: '\n', select: [start + 1, start + 1] };
  }
  const next = number ? `${Number(number) + 1}. ` : sign.replace('[x]', '[ ]');
  const insert = `\n${indent}${next}`;
  return { from, to, insert, select: [from + insert.length, from + insert.length] };
}

const SITE = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]|$)/i;
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/;

/** As a browser's bar takes it: `dinas.go.id` is a site. @param {string} address */
const reachable = (address) =>
  MAIL.test(address) ? `mailto:${address}` : SITE.test(address) ? `https://${address}` : address;

/** @param {Spot} spot @param {string} words @param {string} address @returns {Edit} */
export function linked({ from, to }, words, address) {
  const there = reachable(address.trim()).replaceAll(' ', '%20');
  const insert = `[${words.replace(/([[\]])/g, '\\$1')}](${there})`;
  return { from, to, insert, select: [from + insert.length, from + insert.length] };
}

/**
 * A block on lines of its own, with an empty line above and below. Text that is selected stays,
 * above it. What is typed next is a paragraph below it: right behind its last line it would break
 * the block.
 *
 * @param {Spot} spot @param {string} written without line ends at its ends
 * @param {string} [mark] what is selected of it then; else the paragraph below
 * @returns {Edit}
 */
export function block({ text, to }, written, mark) {
  const end = text.indexOf('\n', to);
  const at = end < 0 ? text.length : end;
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  const before = text.slice(0, at);
  // An empty line is used as it is.
  const lead = !before.trim() ? '' : line.trim() ? '\n\n' : /\n\n$/.test(before) ? '' : '\n';
  const after = text.slice(at);
  const start = mark ? written.indexOf(mark) : -1;
  if (mark && start >= 0) {
    const tail = /^\n\n/.test(after) ? '' : '\n';
    const select = at + lead.length + start;
    return {
      from: at,
      to: at,
      insert: lead + written + tail,
      select: [select, select + mark.length],
    };
  }
  const below = at + lead.length + written.length + 2;
  const gap = /^\n\S/.test(after) ? '\n' : '';
  return { from: at, to: at, insert: `${lead + written}\n\n${gap}`, select: [below, below] };
}

/**
 * Words in place of what is selected; several blocks with an empty line above and below.
 *
 * @param {Spot} spot @param {string} words @returns {Edit}
 */
export function spliced({ text, from, to }, words) {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const isBlocks = /\n\n|^(?:\||#{2,} |- |\d+\. |> |```)/.test(words);
  const lead = !isBlocks || !before.trim() || /\n\s*\n$/.test(before) ? '' : '\n\n';
  const tail = !isBlocks || !after.trim() || /^\n\s*\n/.test(after) ? '' : '\n\n';
  const insert =
    (before.endsWith('\n') ? lead.slice(1) : lead) +
    words +
    (after.startsWith('\n') ? tail.slice(1) : tail);
  const end = from + insert.length - (tail ? tail.length - (after.startsWith('\n') ? 1 : 0) : 0);
  return { from, to, insert, select: [end, end] };
}

/** An attribute's text as the compiler reads it: one line, without quotes of its own. */
const attribute = (/** @type {string} */ text) =>
  text.trim().replace(/\s+/g, ' ').replaceAll('"', '”');

/** @param {string} name @param {Record<string, string>} attributes @param {string} [body] */
export function directive(name, attributes, body = '') {
  const said = Object.entries(attributes).map(([key, text]) => `${key}="${attribute(text)}"`);
  const inner = body.trim();
  return `:::${name}{${said.join(' ')}}\n${inner ? `${inner}\n` : ''}:::`;
}

/** An id that no check or reflection of the text has yet. @param {string} text @param {string} letter */
export function freeId(text, letter) {
  const used = new Set([...text.matchAll(/\{[^}\n]*\bid="([^"]+)"/g)].map(([, id]) => id));
  let number = 1;
  while (used.has(`${letter}${number}`)) number++;
  return `${letter}${number}`;
}

/**
 * A check question.
 *
 * @param {string} id @param {string} asked
 * @param {{text: string, feedback: string, right: boolean}[]} options
 */
export const check = (id, asked, options) =>
  directive(
    'check',
    { id },
    `${attribute(asked)}\n\n${options
      .map(
        ({ text, feedback, right }) =>
          `- [${right ? 'x' : ' '}] ${attribute(text).replaceAll('|', '/')} | ${attribute(feedback)}`,
      )
      .join('\n')}`,
  );

/** The place of a line's text. @param {string} text @param {number} line from 1 @returns {[number, number]} */
export function lineAt(text, line) {
  let start = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return [start, end < 0 ? text.length : end];
}

/** Where a text has a word, each time. @param {string} text @param {string} word @returns {number[]} */
export function places(text, word) {
  const found = [];
  const [all, wanted] = [text.toLowerCase(), word.toLowerCase()];
  if (!wanted) return [];
  for (let at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + wanted.length)) {
    found.push(at);
  }
  return found;
}
