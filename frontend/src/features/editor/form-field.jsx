/** One field of a form over a file. */
import { Field } from '../../ui/field.jsx';
import { at } from './yaml-text.js';
import { known, t } from './words.js';

/** @typedef {import('./yaml-form.jsx').Form} Form */
/** @typedef {import('./schemas.js').FieldOf} FieldOf */
/** @typedef {import('./yaml-text.js').Path} Path */

/** @param {FieldOf} node */
const label = (node) => t(/** @type {any} */ (`f.${node.name}`));

// A sentence needs the whole width, a name or a number does not.
const NARROW = ['label', 'unit', 'option'];
/** @param {FieldOf} node */
const isWide = ({ as, name }) => as === 'long' || (as === 'line' && !NARROW.includes(name));

/** @param {any} value what is shown of it */
const shown = (value) => (value === null || value === undefined ? '' : String(value));

/** How far a choice moves each gauge. @param {{form: Form, node: FieldOf, path: Path, name: string}} props */
function Effects({ form, node, path, name }) {
  const gauges = Array.isArray(form.root.variables) ? form.root.variables : [];
  const fault = form.fault(path);
  return (
    <fieldset class="effects">
      <legend class="small">{label(node)}</legend>
      <div class="nodes">
        {gauges.map((/** @type {any} */ gauge) => (
          <label key={gauge?.id}>
            {gauge?.text?.[form.language]?.label ?? gauge?.text?.id?.label ?? gauge?.id}
            <input
              id={`${name}-${gauge?.id}`}
              type="number"
              min={-1000}
              max={1000}
              value={shown(at(form.root, [...path, gauge?.id]))}
              onInput={({ currentTarget }) =>
                form.set(
                  [...path, gauge.id],
                  currentTarget.value === '' ? undefined : Math.trunc(Number(currentTarget.value)),
                )
              }
            />
          </label>
        ))}
      </div>
      {fault && <p class="tag no">{fault}</p>}
    </fieldset>
  );
}

/** @param {{form: Form, node: FieldOf, path: Path, name: string, item: any}} props */
export function FormField({ form, node, path, name, item }) {
  if (node.as === 'effects') return <Effects form={form} node={node} path={path} name={name} />;
  const value = at(form.root, path);
  const error = form.fault(path);
  const none = node.usual === null ? null : undefined;
  if (node.as === 'tick') {
    return (
      <label class="row tick">
        <input
          id={name}
          type="checkbox"
          checked={value ?? node.usual ?? false}
          onChange={({ currentTarget }) => form.set(path, currentTarget.checked)}
        />
        {label(node)}
      </label>
    );
  }
  if (node.as === 'choice') {
    const options = node.targets
      ? node.targets(form.root, form.language, item)
      : /** @type {[string, string][]} */ (
          (node.options ?? []).map((one) => [one, known(`v.${one}`, one)])
        );
    const chosen = shown(value ?? node.usual);
    // What is not there any more stays to be seen, until another is chosen.
    if (!options.some(([one]) => one === chosen)) {
      options.unshift([chosen, chosen ? t('gone', { name: chosen }) : '–']);
    }
    return (
      <Field
        name={name}
        label={label(node)}
        as="select"
        error={error}
        control={{
          value: chosen,
          onChange: (/** @type {any} */ { currentTarget }) => form.set(path, currentTarget.value),
        }}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one} selected={one === chosen}>
            {words}
          </option>
        ))}
      </Field>
    );
  }
  const isCount = node.as === 'count';
  const original = form.language === 'en' && path.includes('en');
  return (
    <div class={isWide(node) ? 'wide-node' : ''}>
      <Field
        name={name}
        label={label(node)}
        hint={
          original
            ? shown(
                at(
                  form.root,
                  path.map((key) => (key === 'en' ? 'id' : key)),
                ),
              ) || undefined
            : known(`f.${node.name}.hint`) || undefined
        }
        as={node.as === 'long' ? 'textarea' : 'input'}
        error={error}
        control={{
          value: shown(value),
          autocomplete: 'off',
          ...(path.includes('en') || path.includes('id') ? { lang: form.language } : {}),
          ...(node.as === 'long' ? { rows: 3 } : {}),
          ...(isCount
            ? {
                type: 'number',
                inputmode: 'numeric',
                min: node.least,
                max: node.most,
                placeholder: shown(node.usual),
              }
            : {}),
          onInput: (/** @type {any} */ { currentTarget }) => {
            const typed = currentTarget.value;
            if (isCount) form.set(path, typed === '' ? none : Math.trunc(Number(typed)));
            else form.set(path, typed === '' && node.optional ? undefined : typed);
          },
        }}
      />
    </div>
  );
}
