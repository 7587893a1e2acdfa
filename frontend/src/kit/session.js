/** Who is signed in, in which language and light, and whether the session still holds. */
import { computed, signal } from '@preact/signals';
import { onSignedOut, patch } from './api.js';
import { formats } from './clock.js';

/** @typedef {import('./api-types').Me} Me */

export const me = signal(/** @type {Me|null} */ (null));
export const language = signal('id');
/** True from the first 401 until the page is loaded anew. */
export const expired = signal(false);

onSignedOut(() => {
  expired.value = true;
});

/** Dates and numbers for this person; reading `.value` follows the language. */
export const format = computed(() => formats(language.value, me.value?.time_zone));

/** @param {Me['roles'][number]['role'][]} roles */
export const holds = (...roles) =>
  me.value?.roles.some(({ role }) => roles.includes(role)) ?? false;

/** Enough of a masked NIP to tell two people apart, short enough for a phone. */
export const shortNip = (/** @type {string|null} */ masked) =>
  masked && masked.replace(/•+/, '•••');

const YEAR_SECONDS = 31_536_000;

/** A choice the server reads at the next page: it writes `lang` and `data-theme` on `<html>`. */
function keepChoice(/** @type {'lang'|'theme'} */ kind, /** @type {string} */ value) {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `lentera-${kind}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}

const root = document.documentElement;
const themeNow = () =>
  root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** `light` or `dark`, chosen or the device's. */
export const shownTheme = signal(themeNow());

export function chooseTheme(/** @type {'light'|'dark'} */ theme) {
  root.dataset.theme = theme;
  shownTheme.value = theme;
  keepChoice('theme', theme);
}

/** Loads the page anew in the other language; courses speak it too. */
export async function chooseLanguage(/** @type {string} */ code) {
  keepChoice('lang', code);
  try {
    await patch('/me', { language: code });
  } catch {
    // The cookie is set, so this browser speaks it; other devices follow at the next success.
  }
  location.reload();
}
