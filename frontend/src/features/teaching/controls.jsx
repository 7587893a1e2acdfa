/** Controls of the quiz form, each bound to one field of the source. */
import { warn } from '../../icons.json';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { about } from './finding-words.js';
import { read, write } from '../../kit/values.js';

/**
 * @typedef {object} Form
 * @property {import('./source.js').Source} source
 * @property {(source: import('./source.js').Source) => void} change
 * @property {import('../../kit/api-types-teaching').DraftFinding[]} findings
 */

/** @param {{form: Form, field: string, label: string, hint?: string, long?: boolean, rows?: number}} props */
export const Text = ({ form, field, label, hint, long, rows = 3 }) => (
  <Field
    name={field}
    label={label}
    hint={hint}
    as={long ? 'textarea' : 'input'}
    error={about(form.findings, field)}
    control={{
      value: read(form.source, field) ?? '',
      autocomplete: 'off',
      ...(long ? { rows } : {}),
      onInput: (/** @type {any} */ { currentTarget }) =>
        form.change(write(form.source, field, currentTarget.value || undefined)),
    }}
  />
);

/**
 * A whole number; an empty field is `none`.
 *
 * @param {{form: Form, field: string, label: string, hint?: string, most: number, least?: number, none?: null|undefined}} props
 */
export const Count = ({ form, field, label, hint, most, least = 1, none = undefined }) => (
  <Field
    name={field}
    label={label}
    hint={hint}
    error={about(form.findings, field)}
    control={{
      type: 'number',
      inputmode: 'numeric',
      min: least,
      max: most,
      value: read(form.source, field) ?? '',
      onInput: (/** @type {any} */ { currentTarget }) => {
        const { value } = currentTarget;
        form.change(write(form.source, field, value === '' ? none : Math.trunc(Number(value))));
      },
    }}
  />
);

/**
 * @param {{form: Form, field: string, label: string, hint?: string, options: [string, string][], value?: string, choose?: (value: string) => void}} props
 *   an option of value '' takes the field out
 */
export const Choice = ({ form, field, label, hint, options, value, choose }) => (
  <Field
    name={field}
    label={label}
    hint={hint}
    as="select"
    error={about(form.findings, field)}
    control={{
      value: value ?? read(form.source, field) ?? '',
      onChange: (/** @type {any} */ { currentTarget }) =>
        choose
          ? choose(currentTarget.value)
          : form.change(write(form.source, field, currentTarget.value || undefined)),
    }}
  >
    {options.map(([key, name]) => (
      <option key={key} value={key} selected={key === (value ?? read(form.source, field) ?? '')}>
        {name}
      </option>
    ))}
  </Field>
);

/** @param {{form: Form, field: string, label: string, usual?: boolean}} props */
export function Tick({ form, field, label, usual = false }) {
  const error = about(form.findings, field);
  return (
    <div>
      <label class="row tick">
        <input
          type="checkbox"
          name={field}
          checked={read(form.source, field) ?? usual}
          aria-describedby={error ? `${field}-error` : undefined}
          onChange={({ currentTarget }) =>
            form.change(
              write(
                form.source,
                field,
                currentTarget.checked === usual ? undefined : currentTarget.checked,
              ),
            )
          }
        />
        {label}
      </label>
      {error && (
        <p class="tag no" id={`${field}-error`}>
          <Icon of={warn} />
          {error}
        </p>
      )}
    </div>
  );
}
