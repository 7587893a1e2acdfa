/**
 * Reads a question's answer out of its fields, as the server's question kinds expect it.
 *
 * @typedef {{choice: string}|{choices: string[]}|{value: string}|{text: string}|{pairs: Record<string, string>}|{order: string[]}} Response
 */

/** @param {Element} root @param {string} selector */
const values = (root, selector) =>
  [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(selector))].map(
    ({ value }) => value,
  );

/** @type {Record<string, (question: Element) => Response|null>} null: nothing chosen yet */
const readers = {
  single_choice: (question) => {
    const [choice] = values(question, ':checked');
    return choice ? { choice } : null;
  },
  multiple_response: (question) => ({ choices: values(question, ':checked').sort() }),
  true_false: (question) => {
    const [value] = values(question, ':checked');
    return value ? { value } : null;
  },
  short_answer: (question) => ({ text: (values(question, 'input')[0] ?? '').trim() }),
  numeric: (question) => ({ text: (values(question, 'input')[0] ?? '').trim() }),
  matching: (question) => {
    /** @type {Record<string, string>} */
    const pairs = {};
    for (const select of question.querySelectorAll('select')) {
      if (select.value) pairs[select.name.split(':').at(-1) ?? ''] = select.value;
    }
    return { pairs };
  },
  ordering: (question) => ({
    order: [
      .../** @type {NodeListOf<HTMLElement>} */ (question.querySelectorAll('[data-item]')),
    ].map(({ dataset }) => dataset.item ?? ''),
  }),
};

/** @param {HTMLElement} question its fieldset */
export const responseOf = (question) => readers[question.dataset.kind ?? '']?.(question) ?? null;

/** Whether there is anything in an answer: an emptied one counts as empty. @param {Response|null} response */
export function isAnswered(response) {
  if (!response) return false;
  const [content] = Object.values(response);
  return typeof content === 'object' ? Object.keys(content).length > 0 : content !== '';
}
