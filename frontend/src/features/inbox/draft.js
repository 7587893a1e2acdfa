/** The text that is being written: kept in the tab, so that a reload or a lost line costs nothing. */

/** @typedef {{subject: string, body: string}} Text */

const key = (/** @type {string} */ slug) => `pesan ${slug}`;

/** @param {string} slug @returns {Text} */
export function keptText(slug) {
  try {
    const { subject, body } = JSON.parse(sessionStorage.getItem(key(slug)) ?? '{}');
    return { subject: String(subject ?? ''), body: String(body ?? '') };
  } catch {
    return { subject: '', body: '' };
  }
}

/** @param {string} slug @param {Text} text */
export function keepText(slug, text) {
  try {
    if (text.subject || text.body) sessionStorage.setItem(key(slug), JSON.stringify(text));
    else sessionStorage.removeItem(key(slug));
  } catch {
    // A browser that keeps nothing still sends.
  }
}
