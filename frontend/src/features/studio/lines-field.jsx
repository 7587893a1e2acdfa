/** A list that is written one entry a line. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../../ui/field.jsx';
import { same } from '../../kit/values.js';

const linesOf = (/** @type {string} */ text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} props.hint
 * @param {number} [props.rows]
 * @param {boolean} [props.english]
 * @param {string|null} [props.error]
 * @param {string[]} props.value
 * @param {(lines: string[]) => void} props.change
 */
export function LinesField({ name, label, hint, rows = 4, english, error, value, change }) {
  // What is typed has empty lines and spaces that the list does not.
  const [text, setText] = useState(value.join('\n'));
  const typed = useRef(value);
  useEffect(() => {
    if (same(value, typed.current)) return;
    typed.current = value;
    setText(value.join('\n'));
  }, [value]);
  return (
    <Field
      name={name}
      as="textarea"
      label={label}
      hint={hint}
      error={error}
      control={{
        ...{ rows, class: 'plain-area', lang: english ? 'en' : undefined, value: text },
        onInput: (/** @type {any} */ event) => {
          setText(event.currentTarget.value);
          typed.current = linesOf(event.currentTarget.value);
          change(typed.current);
        },
      }}
    />
  );
}
