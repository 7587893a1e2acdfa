/** Questions on the way: choosing an answer shows why it is right or not. Nothing is recorded. */
import { all, make, t } from './page.js';

/** @param {ParentNode} root */
export function checks(root) {
  for (const check of /** @type {HTMLFieldSetElement[]} */ (all('.check', root))) {
    // Announced as it changes; the regions must be there before their words are.
    for (const feedback of all('.fb', check)) feedback.setAttribute('role', 'status');
    check.addEventListener('change', ({ target }) => {
      const chosen = /** @type {HTMLInputElement} */ (target);
      const right = chosen.hasAttribute('data-right');
      for (const feedback of /** @type {HTMLElement[]} */ (all('.fb', check))) {
        feedback.hidden = feedback.dataset.for !== chosen.value;
        feedback.querySelector('b')?.remove();
        if (feedback.hidden) continue;
        feedback.classList.toggle('yes', right);
        feedback.prepend(
          make('b', { class: right ? 'ok' : 'no' }, t(right ? 'right' : 'not_right')),
        );
      }
    });
  }
}
