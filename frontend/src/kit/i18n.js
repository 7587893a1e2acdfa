/**
 * Words of the interface. Indonesian is the source and always there; English is fetched when the
 * page is English. Keys are typed from the Indonesian dictionary; a test keeps both sets equal.
 * A change of language loads the page anew, because courses speak it too.
 */
import indonesian from '../locales/id.json';

/** @typedef {string | {one: string, other: string}} Entry */

/**
 * @template {Record<string, Entry>} Source
 * @param {Source} source the Indonesian words
 * @param {() => Promise<{default: Record<keyof Source, Entry>}>} loadEnglish
 */
export function dictionary(source, loadEnglish) {
  /** @type {Record<string, Entry>} */
  let words = source;
  let plural = new Intl.PluralRules('id');

  /** @param {Entry} entry @param {Record<string, string|number>} values */
  const fill = (entry, values) => {
    const text =
      typeof entry === 'string'
        ? entry
        : plural.select(Number(values.count ?? values.n)) === 'one'
          ? entry.one
          : entry.other;
    return text.replace(/\{(\w+)\}/g, (hole, key) => String(values[key] ?? hole));
  };

  return {
    /** @param {string} code `id` or `en` @returns {Promise<void>} when the words are there */
    async speak(code) {
      words = code === 'en' ? (await loadEnglish()).default : source;
      plural = new Intl.PluralRules(code);
    },
    /**
     * @param {keyof Source & string} key
     * @param {Record<string, string|number>} [values] fill `{holes}`; `count` (or `n`) chooses the plural
     */
    t: (key, values = {}) => fill(words[key] ?? source[key] ?? key, values),
    /** For keys made from data, such as a status: the words, or what was given. @param {string} key */
    known: (key, otherwise = '') => (words[key] ? fill(words[key], {}) : otherwise),
  };
}

export const { t, known, speak } = dictionary(
  indonesian,
  /** @type {any} */ (() => import('../locales/en.json')),
);
