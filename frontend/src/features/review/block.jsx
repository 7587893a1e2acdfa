/** A piece of a lesson in the lesson's own styles, shut off from the page around it. */
import { useEffect, useRef } from 'preact/hooks';
import more from '../../styles/lesson-more.css?url';
import lesson from '../../styles/lesson.css?url';
import own from '../../styles/review-block.css?url';

/** @type {Promise<CSSStyleSheet[]>|undefined} */
let sheets;

/** @param {string} url */
async function sheetAt(url) {
  const sheet = new CSSStyleSheet();
  try {
    sheet.replaceSync(await (await fetch(url)).text());
  } catch {
    // Words without their style are better than none.
  }
  return sheet;
}

/**
 * Splits a compiled fragment where its blocks end. What has no id of a block (the list of laws at
 * the foot) stays with the block before it.
 *
 * @param {string} html
 * @returns {Map<string, Element[]>} elements by id of a block, in the fragment's order
 */
export function piecesOf(html) {
  const found = new Map();
  let last = '';
  for (const one of new DOMParser().parseFromString(html, 'text/html').body.children) {
    // A table stands in a frame of its own, which scrolls.
    const id = one.id || (one.firstElementChild?.id ?? '');
    if (/^b\d+$/.test(id)) last = id;
    found.set(last, [...(found.get(last) ?? []), one]);
  }
  return found;
}

/** @param {{elements: Element[], language: string}} props */
export function Block({ elements, language }) {
  const host = useRef(/** @type {HTMLDivElement|null} */ (null));
  useEffect(() => {
    const at = host.current;
    if (!at) return;
    const root = at.shadowRoot ?? at.attachShadow({ mode: 'open' });
    const article = document.createElement('article');
    article.className = 'prose';
    article.lang = language;
    article.append(...elements.map((one) => document.importNode(one, true)));
    // It is read here, not answered: links lead nowhere and fields take nothing.
    for (const link of article.querySelectorAll('a')) link.removeAttribute('href');
    for (const field of article.querySelectorAll('input, textarea')) {
      field.setAttribute('disabled', '');
    }
    root.replaceChildren(article);
    sheets ??= Promise.all([lesson, more, own].map(sheetAt));
    void sheets.then((all) => (root.adoptedStyleSheets = all));
  }, [elements, language]);
  return <div ref={host} class="block-text" />;
}
