/** @type {Set<string>} */
const linked = new Set();

/**
 * Link the stylesheet of a route that is not part of the page's first one.
 *
 * @param {string} url
 * @returns {Promise<void>} when it applies, or could not be had
 */
export function linkSheet(url) {
  if (linked.has(url)) return Promise.resolve();
  linked.add(url);
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
  const settled = new Promise((done) => {
    link.onload = link.onerror = () => done(undefined);
  });
  document.head.append(link);
  return /** @type {Promise<void>} */ (settled);
}
