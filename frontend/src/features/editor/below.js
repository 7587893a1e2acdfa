/** Words that are written right behind a box go below it: on its last line they would leave it open. */
import { typeInto } from '../../ui/typing.js';
import { gapAt } from './blocks.js';

/**
 * Writes into the text; what would stand right behind a box stands below it.
 *
 * @param {HTMLTextAreaElement} field @param {import('./markup.js').Edit} edit
 */
export function write(field, { from, to, insert, select: [begin, end] }) {
  const gap = /^[^\n]/.test(insert) ? gapAt({ text: field.value, from, to }) : '';
  const select = /** @type {[number, number]} */ ([begin + gap.length, end + gap.length]);
  typeInto(field, { from, to, insert: gap + insert, select });
}

/** The same for what is typed, before it is there. @param {InputEvent} typed in a text field */
export function keepOut(typed) {
  const { data, inputType, target: field } = typed;
  if (!(field instanceof HTMLTextAreaElement)) return;
  if (inputType !== 'insertText' || !data?.trim()) return;
  const { value: text, selectionStart: from, selectionEnd: to } = field;
  if (!gapAt({ text, from, to })) return;
  typed.preventDefault();
  const end = from + data.length;
  write(field, { from, to, insert: data, select: [end, end] });
}
