/**
 * What was copied from a word processor or a page, as the Markdown of a lesson: paragraphs,
 * headings, lists, tables, quotes, links, bold and italic; fonts, colours and whatever else a lesson
 * has no place for stay behind. Loaded when somebody pastes.
 */
import { tableOf } from './blocks.js';

const BLOCKS =
  'p,h1,h2,h3,h4,h5,h6,ul,ol,li,table,blockquote,pre,div,section,article,header,footer,main,figure,dl,dt,dd,hr';
const UNSEEN = /^(SCRIPT|STYLE|TITLE|META|LINK|HEAD|TEMPLATE|NOSCRIPT|SVG|OBJECT|BUTTON|SELECT)$/i;

/** @typedef {{level: number, numbered: boolean, text: string}} Item */
/** @typedef {{pictures: number, levels: number[]}} Met */

/** @param {Element} of @returns {string} its style in small letters, without spaces */
const styleOf = (of) => (of.getAttribute('data-style') ?? '').toLowerCase().replace(/\s+/g, '');
/** @param {Element} of */
const isHidden = (of) =>
  UNSEEN.test(of.tagName) || /display:none|mso-hide:all|mso-list:ignore/.test(styleOf(of));

/** @param {string} text as words only, whatever signs are in it */
const plain = (text) =>
  text
    .replace(/[\s ]+/g, ' ')
    .replace(/([\\`*])/g, '\\$1')
    .replace(/(^|\W)_|_(?=\W|$)/g, '$1\\_')
    .replace(/<(?=[a-z/!])/gi, '\\<')
    .replace(/\](?=\()/g, '\\]');

/** A sign around words; what is empty at their ends stays outside. @param {string} text @param {string} sign */
function within(text, sign) {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words ? `${before}${sign}${words}${sign}${after}` : text;
}

/** @param {string} address @returns {string|null} null: words only */
function addressOf(address) {
  const behind = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(address)?.[1];
  const to = behind ? decodeURIComponent(behind) : address;
  return /^(https?:\/\/|mailto:)/.test(to) ? to.replace(/[()\s]/g, encodeURIComponent) : null;
}

/** @param {Node} node @param {Met} met @param {{bold?: boolean, italic?: boolean}} [on] @returns {string} */
function inline(node, met, on = {}) {
  if (node.nodeType === Node.TEXT_NODE) return plain(node.nodeValue ?? '');
  if (!(node instanceof Element)) return '';
  const tag = node.tagName;
  if (tag === 'IMG') met.pictures += 1;
  if (isHidden(node)) return '';
  if (tag === 'BR') return '\\\n';
  const style = styleOf(node);
  const weight = /font-weight:(\w+)/.exec(style)?.[1];
  const isBold = weight
    ? weight === 'bold' || Number(weight) >= 600
    : tag === 'B' || tag === 'STRONG';
  const isItalic = /font-style:/.test(style)
    ? /font-style:italic/.test(style)
    : tag === 'I' || tag === 'EM';
  const bold = isBold && !on.bold;
  const italic = isItalic && !on.italic;
  const inside = { bold: on.bold || bold, italic: on.italic || italic };
  let text = [...node.childNodes].map((child) => inline(child, met, inside)).join('');
  if (tag === 'CODE' || tag === 'KBD') return within((node.textContent ?? '').trim(), '`');
  if (italic) text = within(text, '*');
  if (bold) text = within(text, '**');
  // Paragraphs of a cell or an item stay words apart.
  if (node.matches(BLOCKS)) text = ` ${text} `;
  const to = tag === 'A' && text.trim() && addressOf(node.getAttribute('href') ?? '');
  return to ? `[${text.trim()}](${to})` : text;
}

/** Words of one block: no break at its ends, none doubled, no sign that would begin another block. @param {string} text */
const tidy = (text) =>
  text
    // Bold that ends where bold begins was one in the first place.
    .replace(/(?<![\\*])\*\*(\s*)\*\*(?!\*)/g, '$1')
    .replace(/(?<![\\*])\*(\s+)\*(?!\*)/g, '$1')
    .replace(/ *\\\n */g, '\\\n')
    .replace(/ {2,}/g, ' ')
    .replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '')
    .replace(/^([-+>#]|\d+(?=[.)]\s)|:::|\|)/gm, (sign) =>
      /\d/.test(sign) ? `${sign}\\` : `\\${sign}`,
    );

/** @param {Node} node @param {Met} met @param {{bold?: boolean}} [on] */
const words = (node, met, on) => tidy(inline(node, met, on));

/** Word's own list: a paragraph that says its level, and carries its sign as text. @param {Element} of @returns {Pick<Item, 'level'|'numbered'>|null} */
function wordItem(of) {
  const level = /mso-list:[^;]*level(\d)/.exec(styleOf(of))?.[1];
  if (!level) return null;
  const sign = [...of.querySelectorAll('span')].find((one) => /mso-list:ignore/.test(styleOf(one)));
  return {
    level: Number(level) - 1,
    numbered: /^\(?[\da-z]{1,4}[.)]/i.test(sign?.textContent?.trim() ?? ''),
  };
}

/** @param {Item[]} items */
function listOf(items) {
  /** @type {number[]} */
  const counts = [];
  /** @type {number[]} width of the sign at each level */
  const widths = [];
  /** @type {boolean[]} */
  const kinds = [];
  return items
    .map(({ level, numbered, text }) => {
      const deep = Math.min(level, counts.length, 3);
      counts.length = deep + 1;
      counts[deep] = kinds[deep] === numbered ? (counts[deep] ?? 0) + 1 : 1;
      kinds[deep] = numbered;
      const sign = numbered ? `${counts[deep]}. ` : '- ';
      widths[deep] = sign.length;
      const indent = ' '.repeat(widths.slice(0, deep).reduce((sum, one) => sum + one, 0));
      return `${indent}${sign}${text.replaceAll('\\\n', ' ')}`;
    })
    .join('\n');
}

/** @param {Element} list @param {Met} met @param {number} level @returns {Item[]} */
function itemsOf(list, met, level) {
  const numbered = list.tagName === 'OL';
  return [...list.children].flatMap((child) => {
    if (/^[UO]L$/.test(child.tagName)) return itemsOf(child, met, level + 1);
    const own = /** @type {Element} */ (child.cloneNode(true));
    own.querySelectorAll('ul,ol').forEach((one) => one.remove());
    const text = words(own, met);
    const deeper = [...child.children]
      .filter(({ tagName }) => /^[UO]L$/.test(tagName))
      .flatMap((one) => itemsOf(one, met, level + 1));
    return [...(text ? [{ level, numbered, text }] : []), ...deeper];
  });
}

/** @param {HTMLTableElement} table @param {Met} met */
function tableRows(table, met) {
  const rows = [...table.rows].map((row, place) =>
    [...row.cells].flatMap((cell) => [
      words(cell, met, { bold: place === 0 })
        .replaceAll('\\\n', ' ')
        .replace(/^\\(?=[-+>#:])/, ''),
      ...Array(Math.min(12, cell.colSpan) - 1).fill(''),
    ]),
  );
  return rows.filter((row) => row.some(Boolean));
}

/** @param {Element} of @param {Met} met @returns {string[]} blocks */
function blocksOf(of, met) {
  /** @type {string[]} */
  const made = [];
  /** @type {Item[]} */
  let items = [];
  let loose = of.ownerDocument.createElement('span');
  const put = (/** @type {string} */ block) => block.trim() && made.push(block);
  const flush = () => {
    if (items.length) put(listOf(items));
    items = [];
    put(words(loose, met));
    loose = of.ownerDocument.createElement('span');
  };
  for (const child of of.childNodes) {
    if (!(child instanceof HTMLElement)) {
      loose.append(child.cloneNode(true));
      continue;
    }
    if (isHidden(child)) continue;
    const tag = child.tagName;
    const inList = wordItem(child);
    if (inList) {
      if (!items.length) flush();
      const text = words(child, met);
      if (text) items.push({ ...inList, text });
      continue;
    }
    if (!child.matches(BLOCKS) && !child.querySelector(BLOCKS)) {
      loose.append(child.cloneNode(true));
      continue;
    }
    flush();
    if (/^H[1-6]$/.test(tag)) {
      const text = words(child, met, { bold: true });
      if (text) {
        met.levels.push(Number(tag[1]));
        put(`${tag} ${text.replaceAll('\\\n', ' ')}`);
      }
    } else if (/^[UO]L$/.test(tag)) put(listOf(itemsOf(child, met, 0)));
    else if (tag === 'TABLE') {
      const rows = tableRows(/** @type {HTMLTableElement} */ (child), met);
      // One cell is a frame around something, not a table.
      const cell = rows.length === 1 && rows[0]?.length === 1 && child.querySelector('td,th');
      if (cell) made.push(...blocksOf(cell, met));
      else if (rows.length) put(tableOf(rows));
    } else if (tag === 'PRE') put(`\`\`\`\n${(child.textContent ?? '').trimEnd()}\n\`\`\``);
    else if (tag === 'BLOCKQUOTE') {
      put(blocksOf(child, met).join('\n\n').replace(/^/gm, '> ').replace(/ +$/gm, ''));
    } else if (child.querySelector(BLOCKS)) made.push(...blocksOf(child, met));
    else put(words(child, met));
  }
  flush();
  return made;
}

/** The page's policy refuses styles of others, even where they are only read. @param {string} html */
const unstyled = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(?=\s*=)/i, '$1data-style'));

/**
 * @param {string} html
 * @returns {{text: string, pictures: number}|null} null: nothing that plain text would not say as
 *   well; `pictures`: how many are left behind
 */
export function markdownOf(html) {
  const page = new DOMParser().parseFromString(unstyled(html), 'text/html');
  // A program's own text, e.g. Markdown from another editor, is taken as it is.
  if (/white-space:pre(?!-line)/.test(styleOf(page.body.firstElementChild ?? page.body)))
    return null;
  /** @type {Met} */
  const met = { pictures: 0, levels: [] };
  const blocks = blocksOf(page.body, met);
  // The page's own title stands above a text, so its highest heading is a second one.
  const top = Math.min(...met.levels);
  const text = blocks
    .map((block) => block.replace(/^H(\d) /, (_, level) => (Number(level) > top ? '### ' : '## ')))
    .join('\n\n');
  const bare = (page.body.textContent ?? '').replace(/[\s ]+/g, ' ').trim();
  return text === bare ? null : { text, pictures: met.pictures };
}
