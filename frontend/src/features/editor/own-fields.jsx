/** Fields with a control of their own: conditions, what a press does, what is right. */
import { warn } from '../../icons.json';
import { Icon } from '../../ui/icon.jsx';
import { doing, fieldsAt } from './app-schema.js';
import { StateName, Values } from './name-fields.jsx';
import { Review, Scope } from './quiz-fields.jsx';
import { spokenWords } from './schema.js';
import { known, t } from './words.js';
import { at, write } from './yaml-text.js';

/** @typedef {import('./yaml-form.jsx').Form} Form */
/** @typedef {import('./schema.js').FieldOf} FieldOf */
/** @typedef {import('./yaml-text.js').Path} Path */
/** @typedef {{form: Form, node: FieldOf, path: Path, name: string, item: any}} Props */

/** @param {FieldOf} node */
const label = (node) => t(/** @type {any} */ (`f.${node.name}`));
/** @param {Form} form @returns {{id: string, values: string[]}[]} */
const statesOf = ({ root }) => (Array.isArray(root?.app?.state) ? root.app.state : []);

/** @param {{words: string|null}} props */
const Fault = ({ words }) =>
  words && (
    <p class="tag no">
      <Icon of={warn} />
      {words}
    </p>
  );

/** In which states something holds; of none that is named it does not matter. @param {Props} props */
function When({ form, node, path, name }) {
  const value = at(form.root, path) ?? {};
  const fault = form.fault(path);
  const said = Object.entries(value).map(
    ([state, values]) => `${state}: ${[values].flat().join(', ')}`,
  );
  // What is named and not there any more stays to be seen, and can be taken out.
  const states = [
    ...statesOf(form),
    ...Object.keys(value)
      .filter((id) => !statesOf(form).some((one) => one?.id === id))
      .map((id) => ({ id, values: [] })),
  ];
  /** @param {string} state @param {string} one @param {boolean} on @param {string[]} all */
  function put(state, one, on, all) {
    const held = [value[state] ?? []].flat();
    const next = all.filter((each) => (each === one ? on : held.includes(each)));
    const others = Object.fromEntries(Object.entries(value).filter(([id]) => id !== state));
    const made = next.length ? { ...value, [state]: next.length === 1 ? next[0] : next } : others;
    form.set(path, node.optional && !Object.keys(made).length ? undefined : made);
  }
  return (
    <details id={name} class="own-field when-of wide-node" open={!node.optional || !!fault}>
      <summary>
        <span>
          {label(node)}:{' '}
          <b>{said.length ? said.join('; ') : t(node.optional ? 'always' : 'whenNone')}</b>
        </span>
      </summary>
      <div class="nodes">
        {states.map((state) => {
          const held = [value[state.id] ?? []].flat().map(String);
          const all = [...new Set([...(state.values ?? []), ...held])];
          return (
            <fieldset key={state.id} class="ticks">
              <legend class="small">{state.id}</legend>
              {all.map((one) => (
                <label key={one} class="row tick">
                  <input
                    type="checkbox"
                    checked={held.includes(one)}
                    onChange={({ currentTarget }) => put(state.id, one, currentTarget.checked, all)}
                  />
                  {(state.values ?? []).includes(one) ? one : t('gone', { name: one })}
                </label>
              ))}
            </fieldset>
          );
        })}
      </div>
      <Fault words={fault} />
    </details>
  );
}

/** Which states a press changes. @param {Props} props */
function Sets({ form, node, path, name }) {
  const value = at(form.root, path) ?? {};
  return (
    <fieldset id={name} class="own-field effects">
      <legend class="small">{label(node)}</legend>
      <div class="nodes">
        {statesOf(form).map(({ id, values = [] }) => {
          const chosen = value[id] ?? '';
          const all = chosen && !values.includes(chosen) ? [chosen, ...values] : values;
          return (
            <label key={id}>
              {id}
              <select
                id={`${name}-${id}`}
                value={chosen}
                onChange={({ currentTarget }) => {
                  const others = Object.fromEntries(
                    Object.entries(value).filter(([one]) => one !== id),
                  );
                  const next = currentTarget.value
                    ? { ...value, [id]: currentTarget.value }
                    : others;
                  form.set(path, Object.keys(next).length ? next : undefined);
                }}
              >
                <option value="">{t('unchanged')}</option>
                {all.map((one) => (
                  <option key={one} value={one} selected={one === chosen}>
                    {values.includes(one) ? one : t('gone', { name: one })}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
      <Fault words={form.fault(path)} />
    </fieldset>
  );
}

/** Which fields of the screen must be right first. @param {Props} props */
function Checks({ form, node, path, name }) {
  /** @type {string[]} */
  const value = at(form.root, path) ?? [];
  const fields = fieldsAt(form.root, path);
  const gone = value.filter((one) => !fields.some(({ field }) => field === one));
  if (!fields.length && !gone.length) return null;
  const all = [...fields.map(({ field }) => field), ...gone];
  return (
    <fieldset id={name} class="own-field ticks wide-node">
      <legend class="small">{label(node)}</legend>
      {all.map((one) => (
        <label key={one} class="row tick">
          <input
            type="checkbox"
            checked={value.includes(one)}
            onChange={({ currentTarget }) => {
              const next = all.filter((each) =>
                each === one ? currentTarget.checked : value.includes(each),
              );
              form.set(path, next.length ? next : undefined);
            }}
          />
          {gone.includes(one)
            ? t('gone', { name: one })
            : spokenWords(fields.find(({ field }) => field === one)?.label, form.language) || one}
        </label>
      ))}
      <Fault words={form.fault(path)} />
    </fieldset>
  );
}

const OF_PRESS = ['wrong', 'checks', 'set', 'go', 'say'];
/** Whether a press is right, wrong, or hangs on the state. @param {Props} props */
function Does({ form, node, path, name, item }) {
  const inRules = path.at(-2) === 'on';
  const now = doing(item);
  const kinds = ['right', 'wrong', ...(inRules ? [] : ['on'])];
  const still = !inRules && (path.at(-2) === 'list' || path.at(-2) === 'rows');
  /** @param {string} next */
  function turn(next) {
    form.change((text, yaml) => {
      const own = Object.fromEntries(
        OF_PRESS.flatMap((key) => (item?.[key] === undefined ? [] : [[key, item[key]]])),
      );
      let made = text;
      for (const key of [...OF_PRESS, 'on']) {
        if (item?.[key] !== undefined) made = write(yaml, made, [...path, key], undefined);
      }
      if (next === 'wrong') return write(yaml, made, [...path, 'wrong'], '…');
      if (next === 'right') return write(yaml, made, [...path, 'say'], '…');
      if (next === 'on') {
        return write(yaml, made, [...path, 'on'], [Object.keys(own).length ? own : { wrong: '…' }]);
      }
      return made;
    });
  }
  return (
    <label class="wide-node">
      <span>{label(node)}</span>
      <select id={name} value={now} onChange={({ currentTarget }) => turn(currentTarget.value)}>
        {(still || now === '') && (
          <option value="" selected={now === ''}>
            {t('does.nothing')}
          </option>
        )}
        {kinds.map((one) => (
          <option key={one} value={one} selected={one === now}>
            {known(`does.${one}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How what is filled in is judged. @param {any} right */
const judging = (right) =>
  right === undefined || right === null
    ? 'filled'
    : (['words', 'checked', 'is'].find((key) => right[key] !== undefined) ?? 'range');

/** What a text, a date or a tick must be. @param {Props} props */
function Right({ form, node, path, name, item }) {
  const value = at(form.root, path);
  const kind = item?.kind ?? 'text';
  const now = judging(value);
  const ways =
    kind === 'checkbox'
      ? ['filled', 'checked']
      : kind === 'date'
        ? ['filled', 'range', 'is']
        : ['filled', 'is', 'words'];
  const all = ways.includes(now) ? ways : [now, ...ways];
  const begun = /** @type {Record<string, any>} */ ({
    is: { is: ['…'] },
    words: { words: 3 },
    range: { from: '2026-11-23', to: '2026-11-27' },
    checked: { checked: true },
  });
  /** @param {string} key @param {any} one */
  const put = (key, one) => form.set([...path, key], one);
  return (
    <fieldset id={name} class="own-field effects">
      <legend class="small">{label(node)}</legend>
      <div class="nodes">
        <label>
          {t('judged')}
          <select
            value={now}
            onChange={({ currentTarget }) => form.set(path, begun[currentTarget.value])}
          >
            {all.map((one) => (
              <option key={one} value={one} selected={one === now}>
                {known(`judged.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {now === 'words' && (
          <label>
            {t('fewestWords')}
            <input
              type="number"
              min={1}
              max={100}
              value={value.words ?? ''}
              onInput={({ currentTarget }) =>
                put('words', Math.max(1, Math.trunc(Number(currentTarget.value))))
              }
            />
          </label>
        )}
        {now === 'is' && (
          <label class="wide-node">
            {t('acceptedLines')}
            <textarea
              rows={2}
              value={[value.is].flat().join('\n')}
              onInput={({ currentTarget }) => put('is', currentTarget.value.split('\n'))}
            />
          </label>
        )}
        {now === 'range' &&
          ['from', 'to'].map((key) => (
            <label key={key}>
              {known(`judged.${key}`)}
              <input
                type="date"
                value={value[key] ?? ''}
                onInput={({ currentTarget }) => put(key, currentTarget.value || undefined)}
              />
            </label>
          ))}
        {now === 'checked' && (
          <label>
            {t('judged.checked')}
            <select
              value={String(value.checked)}
              onChange={({ currentTarget }) => put('checked', currentTarget.value === 'true')}
            >
              {['true', 'false'].map((one) => (
                <option key={one} value={one} selected={one === String(value.checked)}>
                  {known(`judged.${one}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <Fault words={form.fault(path)} />
    </fieldset>
  );
}

/** A row's cells under the names of their columns. @param {Props} props */
function Cells({ form, path, name, node }) {
  const cells = at(form.root, path) ?? [];
  const columns = at(form.root, [...path.slice(0, -3), 'columns']) ?? [];
  return (
    <fieldset id={name} class="own-field effects">
      <legend class="small">{label(node)}</legend>
      <div class="nodes">
        {cells.map((/** @type {any} */ cell, /** @type {number} */ place) => {
          const here = [...path, place];
          const both = cell !== null && typeof cell === 'object';
          const { language } = form;
          const shown = both ? (cell[language] ?? '') : language === 'id' ? String(cell) : '';
          return (
            <label key={place}>
              {spokenWords(columns[place], language) || place + 1}
              <input
                id={`${name}-${place}`}
                lang={language}
                value={shown}
                autocomplete="off"
                placeholder={language === 'en' ? spokenWords(cell, 'id') : undefined}
                onInput={({ currentTarget: { value } }) =>
                  form.set(
                    here,
                    language === 'id'
                      ? both
                        ? { ...cell, id: value }
                        : value
                      : { ...(both ? cell : { id: cell }), en: value },
                  )
                }
              />
            </label>
          );
        })}
      </div>
      <Fault words={form.fault(path)} />
    </fieldset>
  );
}

/** @type {Record<string, import('preact').FunctionComponent<Props>>} */
export const OWN = {
  when: When,
  sets: Sets,
  checks: Checks,
  does: Does,
  right: Right,
  name: StateName,
  values: Values,
  cells: Cells,
  review: Review,
  scope: Scope,
};
