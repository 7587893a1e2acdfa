/** Words and icons that the server put into the page, and short ways to make and find elements. */

/** @type {Record<string, string>} */
const dictionary = JSON.parse(document.getElementById('words')?.textContent ?? '{}');

/** @param {string} key @param {Record<string, string|number>} [values] */
export const t = (key, values = {}) =>
  (dictionary[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));

/**
 * An icon of ours, never of data; its paths are put there by the server if not given.
 *
 * @param {string} name
 */
export function icon(name, extra = '', paths = dictionary[`icon.${name}`] ?? '') {
  const holder = document.createElement('template');
  holder.innerHTML = `<svg class="i ${extra}" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;
  return /** @type {SVGElement} */ (holder.content.firstChild);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} [attributes]
 * @param {(string|Node)[]} children
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** @param {string} selector @param {ParentNode} [root] @returns {Element[]} */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
