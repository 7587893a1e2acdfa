/** The contents of the modules that a page does not carry itself. */
import { all, make } from './page.js';

/**
 * The page carries the contents of its own module alone, so that a long course does not make every
 * lesson heavier. The other modules come when somebody looks.
 *
 * @param {HTMLElement} toc
 * @param {string} course
 * @param {{idEnd: (id: string) => string, tick: (id: string) => void}} marks handed in: a file that
 *   both import would be a request more for every lesson
 */
export async function complete(toc, course, { idEnd, tick }) {
  const response = await fetch(`/api/v1/courses/${encodeURIComponent(course)}`);
  if (!response.ok) return;
  const { modules } = await response.json();
  all('h2', toc).forEach((heading, index) => {
    if (heading.nextElementSibling?.matches('ol')) return;
    const entries = modules[index].activities.map((/** @type {any} */ activity) => {
      const { id, link, title, state } = activity;
      const isDone = state?.done || state?.outcome?.state === 'passed';
      return {
        id,
        isDone,
        item: make('li', {}, make('a', { href: link, 'data-a': idEnd(id) }, title)),
      };
    });
    heading.after(make('ol', {}, ...entries.map((/** @type {any} */ { item }) => item)));
    for (const { id, isDone } of entries) if (isDone) tick(id);
  });
}
