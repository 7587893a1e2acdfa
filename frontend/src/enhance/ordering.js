/** Items to be put in order: buttons that move them, instead of a number field for each. */
import { all, icon, make, t } from './page.js';

/**
 * @param {{fieldset: Element}} question
 * @param {() => void} changed called after each move, and when the order is kept as it stands
 */
export function ease({ fieldset }, changed) {
  const list = fieldset.querySelector('.order');
  if (!list) return;
  list.classList.add('live');
  const said = make('p', { class: 'sr', role: 'status' });
  const items = () => all('[data-item]', list);
  const name = (/** @type {Element} */ item) => item.querySelector('span')?.textContent ?? '';

  const refresh = () => {
    items().forEach((item, index, { length }) => {
      const select = item.querySelector('select');
      if (select) select.value = String(index + 1);
      item.querySelector('.up')?.setAttribute('aria-disabled', String(index === 0));
      item.querySelector('.dn')?.setAttribute('aria-disabled', String(index === length - 1));
    });
  };

  const move = (/** @type {Element} */ item, /** @type {1|-1} */ step) => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    refresh();
    said.textContent = t('moved', { item: name(item), n: items().indexOf(item) + 1 });
    changed();
  };

  for (const item of items()) {
    const moves = make('span', { class: 'moves' });
    for (const [kind, step] of /** @type {const} */ ([
      ['up', -1],
      ['dn', 1],
    ])) {
      const label = t(step < 0 ? 'up' : 'down', { item: name(item) });
      const button = make(
        'button',
        { type: 'button', class: `btn line ${kind}`, 'aria-label': label },
        icon('down'),
      );
      button.addEventListener('click', () => {
        move(item, step);
        // Moving the item takes the focus away in some browsers.
        button.focus();
      });
      moves.append(button);
    }
    item.append(moves);
  }
  const keep = make('button', { type: 'button', class: 'btn line low' }, t('keep'));
  keep.addEventListener('click', changed);
  list.after(keep, said);
  // Ordered by what was answered before; then each select agrees with its place.
  const place = (/** @type {Element} */ item) => Number(item.querySelector('select')?.value ?? 0);
  list.append(...items().sort((a, b) => place(a) - place(b)));
  refresh();
}
