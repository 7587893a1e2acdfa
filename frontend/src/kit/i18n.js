/**
 * Words of the interface. Indonesian is the source and always there; English comes when asked for.
 * Keys are typed from the Indonesian dictionary; a test keeps both sets equal.
 */
import { signal } from '@preact/signals';
import indonesian from '../locales/id.json';

/** @typedef {keyof typeof indonesian} Key */
/** @typedef {string | {one: string, other: string}} Entry */

const words = signal(/** @type {Record<string, Entry>} */ (indonesian));
let plural = new Intl.PluralRules('id');

/**
 * @param {string} code `id` or `en`
 * @returns {Promise<void>} when the words are there
 */
export async function useLanguage(code) {
  const dictionary =
    code === 'en' ? (await import('../locales/en.json')).default : /** @type {any} */ (indonesian);
  plural = new Intl.PluralRules(code);
  words.value = dictionary;
}

/** @param {Entry} entry @param {Record<string, string|number>} [values] */
export function fill(entry, values = {}) {
  const text = typeof entry === 'string' ? entry : pick(entry, values);
  return text.replace(/\{(\w+)\}/g, (hole, key) => String(values[key] ?? hole));
}

/** @param {{one: string, other: string}} entry @param {Record<string, string|number>} values */
const pick = (entry, { n }) => (plural.select(Number(n)) === 'one' ? entry.one : entry.other);

/**
 * @param {Key} key
 * @param {Record<string, string|number>} [values] fill `{holes}`; `n` also chooses the plural
 */
export const t = (key, values) => fill(words.value[key] ?? indonesian[key], values);

/** For keys made from data, such as a status: the words, or nothing. @param {string} key */
export const known = (key) => (words.value[key] ? fill(words.value[key]) : undefined);
