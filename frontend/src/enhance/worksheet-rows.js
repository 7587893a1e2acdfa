/**
 * Tables whose rows come and go. A row keeps its number for good: what is removed is emptied, and its
 * place is the first to be used again.
 */
import { all, make, t } from './page.js';

/** @typedef {HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement} FormField */

/** @param {ParentNode} root @returns {FormField[]} */
export const fieldsIn = (root) => /** @type {FormField[]} */ (all('[data-key]', root));

/** @param {HTMLElement} table @param {string} number */
const rowAt = (table, number) =>
  /** @type {HTMLElement|null} */ (table.querySelector(`[data-row="${number}"]`));

/** The row with this number, shown, made from the blank one if it is not there. */
function rowOf(/** @type {HTMLElement} */ table, /** @type {string} */ number) {
  const there = rowAt(table, number);
  if (there) {
    there.hidden = false;
    return there;
  }
  const blank = /** @type {HTMLTemplateElement} */ (table.querySelector('template'));
  const holder = document.createElement('template');
  holder.innerHTML = blank.innerHTML.replaceAll('__n__', String(Number(number)));
  const row = /** @type {HTMLElement} */ (holder.content.querySelector('[data-row]'));
  const next = all('[data-row]', table).find(
    (other) => Number(/** @type {HTMLElement} */ (other).dataset.row) > Number(number),
  );
  (next ?? blank).before(row);
  all('[data-remove]', row).forEach(reveal);
  return row;
}

/** Show every row that these values speak of. @param {HTMLElement} form @param {Record<string, string>} held */
export function showRows(form, held) {
  for (const key of Object.keys(held)) {
    const [name, number] = key.split('.');
    const table = /** @type {HTMLElement|null} */ (form.querySelector(`[data-table="${name}"]`));
    if (number && table) rowOf(table, number);
  }
}

const reveal = (/** @type {Element} */ element) => {
  /** @type {HTMLElement} */ (element).hidden = false;
};

/** @param {HTMLElement} form @param {() => void} changed */
export function rows(form, changed) {
  const said = make('p', { class: 'sr', role: 'status' });
  form.append(said);
  all('[data-add], [data-remove]', form).forEach(reveal);
  form.addEventListener('click', ({ target }) => {
    const button = /** @type {Element} */ (target).closest('button');
    const table = /** @type {HTMLElement|null|undefined} */ (button?.closest('.tb'));
    if (!button || !table) return;
    const { remove: number } = button.dataset;
    const add = /** @type {HTMLButtonElement} */ (table.querySelector('[data-add]'));
    if (number) {
      const row = /** @type {HTMLElement} */ (rowAt(table, number));
      for (const field of fieldsIn(row)) field.value = '';
      row.hidden = true;
      add.disabled = false;
      said.textContent = t('row_removed', { n: number });
      add.focus();
      changed();
    } else if (button === add) {
      const most = Number(table.dataset.most);
      const free = Array.from({ length: most }, (_, index) => String(index + 1)).filter((one) => {
        const row = rowAt(table, one);
        return !row || row.hidden;
      });
      const next = free[0];
      if (!next) return;
      add.disabled = free.length === 1;
      fieldsIn(rowOf(table, next))[0]?.focus();
      said.textContent = t('row_added', { n: next });
    }
  });
}
