/** One field of a form over a file. */
import { Field } from '../../ui/field.jsx';
import { OWN } from './own-fields.jsx';
import { spokenWords } from './schema.js';
import { known, t } from './words.js';
import { at } from './yaml-text.js';

/** @typedef {import('./yaml-form.jsx').Form} Form */
/** @typedef {import('./schema.js').FieldOf} FieldOf */
/** @typedef {import('./yaml-text.js').Path} Path */

/** @param {FieldOf} node */
const label = (node) => t(/** @type {any} */ (`f.${node.name}`));

// A sentence needs the whole width, a name or a number does not.
const NARROW = ['label', 'unit', 'option', 'value', 'tag', 'heading', 'caption', 'begins'];
/** @param {FieldOf} node */
const isWide = ({ as, name }) =>
  as === 'long' || as === 'lines' || (as === 'line' && !NARROW.includes(name));

/**
 * One text, or one a language, with another text in a language. Indonesian alone stays plain.
 *
 * @param {any} words @param {string} language @param {string} typed
 */
function wordsWith(words, language, typed) {
  const both = words !== null && typeof words === 'object';
  if (language === 'id') return both ? { ...words, id: typed } : typed;
  const id = both ? words.id : (words ?? '');
  return typed === '' ? id : { ...(both ? words : { id }), en: typed };
}

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
  const Own = OWN[node.as];
  if (Own) return <Own form={form} node={node} path={path} name={name} item={item} />;
  const whole = at(form.root, path);
  const value = !node.worded
    ? whole
    : typeof whole === 'string'
      ? form.language === 'id'
        ? whole
        : ''
      : whole?.[form.language];
  const error = form.fault(path);
  const none = node.usual === null ? null : undefined;
  if (node.as === 'tick') {
    return (
      <label class="row tick">
        <input
          id={name}
          type="checkbox"
          checked={value ?? node.usual ?? false}
          onChange={({ currentTarget: { checked } }) =>
            form.set(path, node.optional && checked === node.usual ? undefined : checked)
          }
        />
        {label(node)}
      </label>
    );
  }
  if (node.as === 'choice') {
    const options = node.targets
      ? node.targets(form.root, form.language, item, path, form.around)
      : /** @type {[string, string][]} */ (
          (node.options ?? []).map((one) => [one, known(`v.${one}`, one)])
        );
    const chosen = shown(value ?? node.usual);
    // What is not there any more stays to be seen, until another is chosen.
    const words = options.map(
      ([one, words]) =>
        /** @type {[string, string]} */ ([
          shown(one),
          one === undefined ? known(`v.${words}`, words) : words,
        ]),
    );
    if (!words.some(([one]) => one === chosen)) {
      words.unshift([chosen, chosen ? t('gone', { name: chosen }) : '–']);
    }
    return (
      <Field
        name={name}
        label={label(node)}
        as="select"
        error={error}
        control={{
          value: chosen,
          onChange: (/** @type {any} */ { currentTarget }) =>
            form.set(
              path,
              node.optional && currentTarget.value === '' ? undefined : currentTarget.value,
            ),
        }}
      >
        {words.map(([one, told]) => (
          <option key={one} value={one} selected={one === chosen}>
            {told}
          </option>
        ))}
      </Field>
    );
  }
  const isCount = node.as === 'count';
  const isEnglish = form.language === 'en' && (path.includes('en') || node.worded);
  const original = isEnglish
    ? node.worded
      ? spokenWords(whole, 'id')
      : shown(
          at(
            form.root,
            path.map((key) => (key === 'en' ? 'id' : key)),
          ),
        )
    : '';
  /** @param {string} typed */
  function put(typed) {
    if (isCount) return form.set(path, typed === '' ? none : Math.trunc(Number(typed)));
    if (node.as === 'lines') return form.set(path, typed.split('\n'));
    if (node.worded) {
      const words = wordsWith(whole, form.language, typed);
      return form.set(path, words === '' && node.optional ? undefined : words);
    }
    return form.set(path, typed === '' && node.optional ? undefined : typed);
  }
  const isLong = node.as === 'long' || node.as === 'lines';
  return (
    <div class={`${isWide(node) ? 'wide-node' : ''} ${original ? 'translated' : ''}`}>
      <Field
        name={name}
        label={label(node)}
        hint={original || known(`f.${node.name}.hint`) || undefined}
        as={isLong ? 'textarea' : 'input'}
        error={error}
        control={{
          value: node.as === 'lines' ? [value].flat().map(shown).join('\n') : shown(value),
          autocomplete: 'off',
          ...(node.worded || path.includes('en') || path.includes('id')
            ? { lang: form.language }
            : {}),
          ...(isLong ? { rows: 3 } : {}),
          ...(isCount
            ? {
                type: 'number',
                inputmode: 'numeric',
                min: node.least,
                max: node.most,
                placeholder: shown(node.usual),
              }
            : {}),
          onInput: (/** @type {any} */ { currentTarget }) => put(currentTarget.value),
          // What a new one begins with gives way to what is typed.
          onFocus: (/** @type {any} */ { currentTarget }) => {
            if (currentTarget.value === '…') currentTarget.select();
          },
        }}
      />
    </div>
  );
}
