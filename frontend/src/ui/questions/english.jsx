/** The English of a question: every text of the Indonesian one with a field below it. */
import { Grow, idOf, Line, Markdown, Said } from './controls.jsx';
import { read } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('./source.js').Path} Path */

const LISTS = ['options', 'left', 'right', 'items', 'levels', 'rubric'];

/** A short text of a row, found by its id: rows may stand in another order. @param {{form: Form, list: Path, place: number, row: {id: string, text: string}}} props */
function RowField({ form, list, place, row }) {
  const path = ['text', 'en', ...list, place, 'text'];
  const id = idOf(path);
  const words = form.about(path);
  return (
    <div class="field">
      <label for={id}>{row.text || '–'}</label>
      <Grow
        id={id}
        value={read(form.source, path)}
        maxLength={500}
        aria-invalid={words ? 'true' : undefined}
        aria-describedby={`${id}-error`}
        onInput={(/** @type {any} */ { currentTarget }) => {
          const base = read(form.source, ['text', 'id', ...list]);
          const old = read(form.source, ['text', 'en', ...list]) ?? [];
          const next = base.map((/** @type {any} */ one, /** @type {number} */ n) => ({
            ...old[n],
            id: one.id,
            text: n === place ? currentTarget.value : (old[n]?.text ?? ''),
          }));
          form.put(['text', 'en', ...list], next);
        }}
      />
      <Said id={id} words={words} />
    </div>
  );
}

/** @param {{form: Form, list: Path}} props */
const RowFields = ({ form, list }) => {
  /** @type {any[]} */
  const rows = read(form.source, ['text', 'id', ...list]) ?? [];
  return (
    <>
      {rows.map((row, place) => (
        <div key={row.id} class="flow">
          <RowField form={form} list={list} place={place} row={row} />
          {row.levels && <RowFields form={form} list={[...list, place, 'levels']} />}
        </div>
      ))}
    </>
  );
};

/** @param {{form: Form}} props */
export function English({ form }) {
  const base = form.source.text?.id ?? {};
  return (
    <div class="flow" lang="en">
      <Markdown
        form={form}
        path={['text', 'en', 'stem']}
        label={t('stem')}
        compare={base.stem || undefined}
        pictures
      />
      {LISTS.filter((name) => Array.isArray(base[name])).map((name) => (
        <RowFields key={name} form={form} list={[name]} />
      ))}
      {Object.entries(base.gaps ?? {}).map(([gap, { options, unit }]) => (
        <div key={gap} class="flow">
          {options && <RowFields form={form} list={['gaps', gap, 'options']} />}
          {unit && (
            <Line
              form={form}
              path={['text', 'en', 'gaps', gap, 'unit']}
              label={`${t('unit')}: ${unit}`}
              optional
            />
          )}
        </div>
      ))}
      {base.unit && (
        <Line
          form={form}
          path={['text', 'en', 'unit']}
          label={`${t('unit')}: ${base.unit}`}
          optional
        />
      )}
      {['explanation', 'model_answer'].map(
        (name) =>
          base[name] && (
            <Markdown
              key={name}
              form={form}
              path={['text', 'en', name]}
              label={t(name === 'explanation' ? 'explanation' : 'modelAnswer')}
              compare={base[name]}
              pictures
            />
          ),
      )}
      {Object.entries(base.feedback ?? {}).map(
        ([option, text]) =>
          text && (
            <Markdown
              key={option}
              form={form}
              path={['text', 'en', 'feedback', option]}
              label={t('feedback')}
              compare={text}
              rows={1}
              pictures
            />
          ),
      )}
    </div>
  );
}
