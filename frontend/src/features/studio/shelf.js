/**
 * What is not on the server yet, on this device: one shelf a course and account. IndexedDB would be
 * asked later than a closing tab waits; these are a few short texts.
 */
import { me } from '../../kit/session.js';

/** @template Value @param {string} kind what is kept @param {string} id the course's */
export function shelf(kind, id) {
  const key = `lentera-studio-${kind}:${me.value?.id}:${id}`;
  return {
    /** @returns {Value|null} */
    read() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null');
      } catch {
        return null;
      }
    },
    /** @param {Value|null} value null: nothing is left to keep */
    keep(value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A browser that keeps nothing still sends; only a closed tab would cost what waits.
      }
    },
  };
}
