/** Answers that are written: short ones, numbers, and numbers drawn anew for each attempt. */
import { x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Icon } from '../icon.jsx';
import { idOf, Line, Said, Tick } from './controls.jsx';
import { Rows } from './rows.jsx';
import { read } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('./source.js').Path} Path */

/** Whatever is written like one of these is right. @param {{form: Form, path: Path, next?: string}} props */
export function Accepted({ form, path, next }) {
  const list = [...path, 'accept'];
  /** @type {string[]} */
  const accept = read(form.source, list) ?? [''];
  return (
    <>
      <Rows
        name={idOf(list)}
        label={t('accepted')}
        one={t('answer')}
        hint={t('acceptedHint')}
        rows={accept.map((text, place) => ({ id: String(place), text }))}
        set={(rows) =>
          form.put(
            list,
            rows.map(({ text }) => text),
          )
        }
        about={(place) => form.about([...list, place])}
        whole={form.about(list, true)}
        least={1}
        most={20}
        long={200}
        next={next ?? ''}
        write={form.write}
      />
      <Tick form={form} path={[...path, 'case']} label={t('caseMatters')} />
    </>
  );
}

/** @param {{form: Form}} props */
export const ShortForm = ({ form }) => (
  <Accepted form={form} path={['key']} next={idOf(['text', 'id', 'explanation'])} />
);

/** Other units that an answer may come in. @param {{form: Form, path: Path}} props */
function Units({ form, path }) {
  /** @type {{unit: string, factor: string}[]} */
  const units = read(form.source, path) ?? [];
  const set = (/** @type {any[]} */ next) => form.put(path, next.length ? next : undefined);
  return (
    <fieldset class="rows">
      <legend>
        <b>{t('otherUnits')}</b>
      </legend>
      <p class="small soft">{t('otherUnitsHint')}</p>
      {units.map((unit, place) => (
        <div key={place} class="unit-row">
          {
            /** @type {const} */ (['unit', 'factor']).map((name) => (
              <label key={name}>
                <span>{t(name === 'unit' ? 'unit' : 'factor')}</span>
                <input
                  value={unit[name]}
                  autocomplete="off"
                  onInput={({ currentTarget }) =>
                    set(
                      units.map((old, n) =>
                        n === place ? { ...old, [name]: currentTarget.value } : old,
                      ),
                    )
                  }
                />
              </label>
            ))
          }
          {form.write && (
            <button
              class="ib"
              type="button"
              aria-label={t('rowDrop', { name: unit.unit })}
              onClick={() => set(units.filter((_, n) => n !== place))}
            >
              <Icon of={x} />
            </button>
          )}
          <Said id={idOf([...path, place])} words={form.about([...path, place])} />
        </div>
      ))}
      {form.write && (
        <button
          class="link"
          type="button"
          onClick={() => set([...units, { unit: '', factor: '' }])}
        >
          <Icon of={plus} />
          {t('unitAdd')}
        </button>
      )}
    </fieldset>
  );
}

/** A number, how far off it may be, and its units. @param {{form: Form, path: Path, unit: Path}} props */
export const NumberKey = ({ form, path, unit }) => (
  <>
    <div class="trio-of">
      <Line
        form={form}
        path={[...path, 'value']}
        label={t('value')}
        control={{ inputMode: 'decimal', placeholder: '91,48' }}
      />
      <Line
        form={form}
        path={[...path, 'tolerance']}
        label={t('tolerance')}
        control={{ inputMode: 'decimal' }}
      />
      <Line form={form} path={unit} label={t('unit')} optional control={{ maxLength: 40 }} />
    </div>
    <Units form={form} path={[...path, 'units']} />
    {(read(form.source, unit) || read(form.source, [...path, 'units'])) && (
      <Tick form={form} path={[...path, 'unit_required']} label={t('unitRequired')} />
    )}
  </>
);

/** @param {{form: Form}} props */
export const NumericForm = ({ form }) => (
  <NumberKey form={form} path={['key']} unit={['text', 'id', 'unit']} />
);

const RANGE = ['from', 'to', 'step'];

/** @param {{form: Form}} props */
export function CalculatedForm({ form }) {
  const names = Object.keys(read(form.source, ['key', 'parameters']) ?? {});
  return (
    <>
      <fieldset class="rows">
        <legend>
          <b>{t('parameters')}</b>
        </legend>
        <p class="small soft">{t('parametersHint')}</p>
        {names.map((name) => (
          <div key={name} class="parameter">
            <code>{`{{${name}}}`}</code>
            {RANGE.map((part) => (
              <Line
                key={part}
                form={form}
                path={['key', 'parameters', name, part]}
                label={t(/** @type {'from'} */ (part))}
                control={{ inputMode: 'decimal' }}
              />
            ))}
          </div>
        ))}
        <Said id="q.key.parameters" words={form.about(['key', 'parameters'], true)} />
      </fieldset>
      <Line
        form={form}
        path={['key', 'formula']}
        label={t('formula')}
        hint={t('formulaHint')}
        control={{ class: 'mono', spellcheck: false, maxLength: 300, placeholder: '(a + b) / 2' }}
      />
      <div class="trio-of">
        <Line form={form} path={['key', 'decimals']} label={t('decimals')} whole />
        <Line form={form} path={['key', 'tolerance']} label={t('tolerance')} />
        <Line form={form} path={['text', 'id', 'unit']} label={t('unit')} optional />
      </div>
    </>
  );
}
