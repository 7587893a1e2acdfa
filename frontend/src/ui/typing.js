/** What is written into a text field by other ways than its keys: in a form the browser can undo. */

/** @typedef {{from: number, to: number, insert: string, select: [number, number]}} Edit */

/**
 * Replaces a part of the field's text in a way that the browser can undo.
 *
 * @param {HTMLTextAreaElement} field @param {Edit} edit
 */
export function typeInto(field, { from, to, insert, select }) {
  field.focus();
  field.setSelectionRange(from, to);
  const deed = insert ? 'insertText' : 'delete';
  // Where a browser cannot, the text is set without undo and the page is told itself.
  if ((from !== to || insert) && !document.execCommand(deed, false, insert)) {
    field.setRangeText(insert, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(...select);
}

/** Where in the text something is dropped, where the browser says. @param {DragEvent} drop @param {HTMLTextAreaElement} field */
export function dropPlace({ clientX, clientY }, field) {
  const found = /** @type {any} */ (document).caretPositionFromPoint?.(clientX, clientY);
  return found?.offsetNode === field ? found.offset : null;
}

/** Whether copied HTML has words besides pictures. @param {string} html */
export const hasWords = (html) =>
  /\S/.test(
    html.replace(/<(style|script|title)[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[^>]*>|&nbsp;/gi, ''),
  );

/**
 * A picture that is pasted or dropped. A word processor sends one of its text along, which is none.
 *
 * @param {DataTransfer|null} given @returns {File|null}
 */
export function pictureIn(given) {
  if (!given || hasWords(given.getData('text/html'))) return null;
  return [...given.files].find(({ type }) => type.startsWith('image/')) ?? null;
}
