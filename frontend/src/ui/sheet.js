/** @type {Set<string>} */
const linked = new Set();

// A page without its style is better than none: it comes when the line lets it.
const PATIENCE_MS = 5000;

/**
 * Link the stylesheet of a route that is not part of the page's first one.
 *
 * @param {string} url
 * @returns {Promise<void>} when it applies, could not be had, or keeps people waiting
 */
export function linkSheet(url) {
  if (linked.has(url)) return Promise.resolve();
  linked.add(url);
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
  const settled = new Promise((done) => {
    link.onload = link.onerror = () => done(undefined);
    setTimeout(done, PATIENCE_MS);
  });
  document.head.append(link);
  return /** @type {Promise<void>} */ (settled);
}
