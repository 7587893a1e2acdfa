/**
 * Reads a question's answer out of its fields, as the server's question kinds expect it. The name of
 * a field says what it holds: `q:<question>:<part>`, or `q:<question>:<part>:<place>` for one of many.
 *
 * @typedef {Record<string, string|string[]|Record<string, string>>} Response
 */
import { all } from './words.js';

/** @param {HTMLElement} question its fieldset @returns {Response|null} null: nothing chosen yet */
export function responseOf(question) {
  const items = /** @type {HTMLElement[]} */ (all('[data-item]', question));
  if (items.length) return { order: items.map(({ dataset }) => dataset.item ?? '') };
  /** @type {any} */
  const response = {};
  for (const field of /** @type {HTMLInputElement[]} */ (all('[name]', question))) {
    const [part = '', place] = field.name.split(':').slice(2);
    const value = field.value.trim();
    if (place) {
      const many = (response[`${part}s`] ??= {});
      if (value) many[place] = value;
    } else if (part === 'choices') {
      const chosen = (response.choices ??= []);
      if (field.checked) chosen.push(value);
    } else if (field.type !== 'radio' || field.checked) response[part] = value;
  }
  response.choices?.sort();
  return Object.keys(response).length ? response : null;
}

/** Whether there is anything in an answer: an emptied one counts as empty. @param {Response|null} response */
export function isAnswered(response) {
  if (!response) return false;
  const [content = ''] = Object.values(response);
  return typeof content === 'object' ? Object.keys(content).length > 0 : content !== '';
}
