/** Words that the server put into the page, and a short way to find elements. */

/** @type {Record<string, string>} */
const dictionary = JSON.parse(document.getElementById('words')?.textContent ?? '{}');

/** @param {string} key @param {Record<string, string|number>} [values] */
export const t = (key, values = {}) =>
  (dictionary[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));

/** @param {string} selector @param {ParentNode} [root] @returns {Element[]} */
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
