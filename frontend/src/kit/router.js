/**
 * Where the person is. Links to the shell's own places are followed without a page load; all others
 * are left to the browser. Some forty lines instead of a library that weighs more than two pages.
 */
import { signal } from '@preact/signals';
import { shellLinks } from './paths.js';

const tidy = (/** @type {string} */ path) => path.replace(/\/+$/, '') || '/';

/** The path shown, without a closing slash. */
export const path = signal(tidy(globalThis.location?.pathname ?? '/'));

/**
 * `/kursus/:slug` against `/kursus/waktu` → `{slug: 'waktu'}`.
 *
 * @param {string} pattern @param {string} actual
 * @returns {Record<string, string>|null}
 */
export function match(pattern, actual) {
  const wanted = pattern.split('/');
  const parts = tidy(actual).split('/');
  if (wanted.length !== parts.length) return null;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [index, name] of wanted.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decodeURIComponent(part);
    else if (name !== part) return null;
  }
  return params;
}

/** @param {MouseEvent} click @returns {URL|null} where the shell should go by itself */
function target(click) {
  if (click.defaultPrevented || click.button || click.ctrlKey || click.metaKey) return null;
  if (click.shiftKey || click.altKey) return null;
  const link = /** @type {Element} */ (click.target).closest?.('a');
  const href = link?.getAttribute('href');
  if (!link || !href || link.target || link.hasAttribute('download')) return null;
  const ours = link.origin === location.origin && shellLinks.test(href);
  return ours ? new URL(link.href) : null;
}

/** Once per page. @param {() => void} opened told at each navigation, before the page is drawn */
export function followLinks(opened) {
  const show = () => {
    const next = tidy(location.pathname);
    if (next === path.peek()) return;
    opened();
    path.value = next;
  };
  addEventListener('popstate', show);
  addEventListener('click', (click) => {
    const url = target(click);
    if (!url) return;
    click.preventDefault();
    if (url.href !== location.href) history.pushState(null, '', url);
    show();
    scrollTo(0, 0);
  });
}
