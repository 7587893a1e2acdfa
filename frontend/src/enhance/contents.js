/** The contents behind "Isi": opens without a script; here it closes well and knows the rest. */
import { all, make, t } from './page.js';

const idEnd = (/** @type {string} */ id) => id.replaceAll('-', '').slice(-6);

/** Mark an activity as done in the knots and in the contents. @param {string} id */
export function tick(id) {
  for (const entry of all(`[data-a$="${idEnd(id)}"]`)) {
    if (entry.classList.contains('d')) continue;
    entry.classList.add('d');
    if (entry.matches('a')) entry.append(make('span', { class: 'sr' }, `, ${t('done_entry')}`));
  }
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
    import('./contents-whole.js')
      .then(({ complete }) => complete(toc, course, { idEnd, tick }))
      .catch(() => {
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
