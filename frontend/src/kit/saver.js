/** Data saver: what the browser says, or the person's own switch. */

const KEY = 'lentera-hemat';

/** Nothing is fetched that was not asked for. @returns {boolean} */
export function savesData() {
  const asked = /** @type {any} */ (navigator).connection?.saveData;
  try {
    return asked || localStorage.getItem(KEY) === '1';
  } catch {
    return Boolean(asked);
  }
}

/** @param {boolean} isSaving kept by this browser, if it keeps anything */
export function chooseSaving(isSaving) {
  try {
    localStorage.setItem(KEY, isSaving ? '1' : '0');
  } catch {
    // Then it is as the browser says.
  }
}
