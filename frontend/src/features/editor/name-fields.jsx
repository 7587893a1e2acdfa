/** States and their values: names that stand in the file, changed everywhere at once. */
import { useState } from 'preact/hooks';
import { down, x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { nameOf, renamedState, renamedValue } from './app-names.js';
import { t } from './words.js';
import { at } from './yaml-text.js';

/** @typedef {import('./own-fields.jsx').Props} Props */

/** @param {{words: string|null}} props */
const Fault = ({ words }) => words && <p class="tag no">{words}</p>;

/** A name as it stands in the file, changed everywhere at once when it is left. @param {{id: string, value: string, words: string, rename: (to: string) => void}} props */
function Name({ id, value, words, rename }) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setTyped(value);
  }
  return (
    <input
      id={id}
      value={typed}
      aria-label={words}
      maxLength={40}
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      onChange={({ currentTarget }) => {
        const next = nameOf(currentTarget.value);
        setTyped(next || value);
        if (next && next !== value) rename(next);
      }}
    />
  );
}

/** What a state is called, wherever it is named. @param {Props} props */
export const StateName = ({ form, path, name }) => (
  <label>
    <span>{t('f.stateName')}</span>
    <Name
      id={name}
      value={String(at(form.root, path) ?? '')}
      words={t('f.stateName')}
      rename={(to) => form.change((text, yaml) => renamedState(yaml, text, Number(path[2]), to))}
    />
    <Fault words={form.fault(path)} />
  </label>
);

/** The values of a state; the first holds at the start. @param {Props} props */
export function Values({ form, path, name }) {
  /** @type {string[]} */
  const values = at(form.root, path) ?? [];
  const state = at(form.root, path.slice(0, -1))?.id;
  const one = t('one.values');
  return (
    <fieldset id={name} class="own-field wide-node values-of">
      <legend class="small">{t('f.values')}</legend>
      <ol>
        {values.map((value, place) => (
          <li key={value}>
            <Name
              id={`${name}-${place}`}
              value={value}
              words={`${one} ${place + 1}`}
              rename={(to) =>
                form.change((text, yaml) =>
                  values.includes(to) ? text : renamedValue(yaml, text, Number(path[2]), place, to),
                )
              }
            />
            {place === 0 && <span class="small soft">{t('atStart')}</span>}
            <button
              class="ib turned"
              type="button"
              aria-label={t('moveUp', { name: value })}
              disabled={place === 0}
              onClick={() =>
                form.arrange(
                  path,
                  (all) => {
                    const [moved] = all.splice(place, 1);
                    all.splice(place - 1, 0, moved);
                    return all;
                  },
                  t('moved', { name: value, n: place, of: values.length }),
                )
              }
            >
              <Icon of={down} />
            </button>
            <button
              class="ib"
              type="button"
              aria-label={t('takeOut', { name: value })}
              disabled={values.length <= 2}
              onClick={() =>
                form.arrange(
                  path,
                  (all) => all.filter((_, n) => n !== place),
                  t('takenOut', { name: value }),
                )
              }
            >
              <Icon of={x} />
            </button>
          </li>
        ))}
      </ol>
      {values.length < 12 && (
        <button
          class="link"
          type="button"
          onClick={() => {
            let number = values.length + 1;
            while (values.includes(`nilai-${number}`)) number++;
            form.arrange(
              path,
              (all) => [...all, `nilai-${number}`],
              t('added', { name: `${one} ${state ?? ''}` }),
              `${name}-${values.length}`,
            );
          }}
        >
          <Icon of={plus} />
          {t('addOne', { name: one.toLowerCase() })}
        </button>
      )}
      <Fault words={form.fault(path)} />
    </fieldset>
  );
}
