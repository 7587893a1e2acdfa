/** The contents behind "Isi": opens without a script; here it closes well and knows the rest. */
import { all, make, t } from './page.js';

const idEnd = (/** @type {string} */ id) => id.replaceAll('-', '').slice(-8);

/** Mark an activity as done in the knots and in the contents. @param {string} id */
export function tick(id) {
  for (const entry of all(`[data-a="${idEnd(id)}"]`)) {
    if (entry.classList.contains('d')) continue;
    entry.classList.add('d');
    if (entry.matches('a')) entry.append(make('span', { class: 'sr' }, `, ${t('done_entry')}`));
  }
}

/**
 * The page carries the contents of its own module alone, so that a long course does not make every
 * lesson heavier. The other modules come when somebody looks.
 *
 * @param {HTMLElement} toc
 * @param {string} course
 */
async function complete(toc, course) {
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

/** Escape and a tap outside close it; opening it shows where one is. @param {string} course */
export function contents(course) {
  const toc = /** @type {HTMLDetailsElement} */ (document.querySelector('.toc'));
  let isComplete = false;
  toc.addEventListener('toggle', () => {
    if (!toc.open) return;
    toc.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
    if (isComplete) return;
    isComplete = true;
    complete(toc, course).catch(() => {
      isComplete = false;
    });
  });
  addEventListener('keydown', (pressed) => {
    if (pressed.key !== 'Escape' || !toc.open) return;
    toc.open = false;
    toc.querySelector('summary')?.focus();
  });
  addEventListener('click', (tapped) => {
    if (toc.open && !toc.contains(/** @type {Node} */ (tapped.target))) toc.open = false;
  });
}
