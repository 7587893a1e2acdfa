import { warn } from '../icons.json';
import { Icon } from './icon.jsx';

/**
 * A label, its control, and what is wrong with it, tied together for readers.
 *
 * @param {object} props
 * @param {string} props.name also the id
 * @param {string} props.label
 * @param {string} [props.hint]
 * @param {string|null} [props.error]
 * @param {string} [props.as] `input`, `select` or `textarea`
 * @param {any} [props.children] options of a select
 * @param {Record<string, any>} [props.control] attributes of the control
 */
export function Field({ name, label, hint, error, as: Control = 'input', children, control }) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  const Tag = /** @type {any} */ (Control);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="small soft" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <Tag
        id={name}
        name={name}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described || undefined}
        {...control}
      >
        {children}
      </Tag>
      {error && (
        <p class="tag no" id={`${name}-error`}>
          <Icon of={warn} />
          {error}
        </p>
      )}
    </div>
  );
}
