/** An essay: how long, by which criteria, and what a good answer says. */
import { x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Icon } from '../icon.jsx';
import { Grow, idOf, Line, Markdown, Said } from './controls.jsx';
import { freshId, read, write } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */

const WORDS = ['text', 'id', 'rubric'];
const POINTS = ['key', 'rubric'];
const MOST_CRITERIA = 10;
const MOST_LEVELS = 8;

/** @param {{form: Form, place: number}} props */
function Criterion({ form, place }) {
  const said = read(form.source, [...WORDS, place]);
  // What a criterion earns stands apart from what it says; the two are of one id.
  /** @type {any[]} */
  const earning = read(form.source, POINTS) ?? [];
  const at = earning.findIndex(({ id }) => id === said.id);
  /** @type {any[]} */
  const points = earning[at]?.levels ?? [];
  const levelAt = (/** @type {string} */ id) => points.findIndex((one) => one.id === id);
  const count = (read(form.source, WORDS) ?? []).length;
  const called = `${t('criterion')} ${place + 1}`;
  const both = (
    /** @type {(rows: any[]) => any[]} */ words,
    /** @type {(rows: any[]) => any[]} */ earned,
  ) =>
    form.change((old) => {
      const made = write(old, [...WORDS, place, 'levels'], words(said.levels));
      return write(made, [...POINTS, at, 'levels'], earned(points));
    });
  return (
    <div class="criterion">
      <div class="over">
        <label for={idOf([...WORDS, place, 'text'])}>{called}</label>
        {form.write && count > 1 && (
          <button
            class="link"
            type="button"
            onClick={() =>
              form.change((old) =>
                [WORDS, POINTS].reduce(
                  (made, path) =>
                    write(
                      made,
                      path,
                      (read(made, path) ?? []).filter(
                        (/** @type {any} */ one) => one.id !== said.id,
                      ),
                    ),
                  old,
                ),
              )
            }
          >
            {t('criterionDrop')}
          </button>
        )}
      </div>
      <Grow
        id={idOf([...WORDS, place, 'text'])}
        value={said.text}
        maxLength={500}
        onInput={(/** @type {any} */ { currentTarget }) =>
          form.put([...WORDS, place, 'text'], currentTarget.value)
        }
      />
      <Said id={idOf([...WORDS, place, 'text'])} words={form.about([...WORDS, place, 'text'])} />
      <table class="levels">
        <thead>
          <tr>
            <th scope="col">{t('level')}</th>
            <th scope="col" class="few">
              {t('points')}
            </th>
            <th>
              <span class="sr">{t('drop')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {said.levels.map((/** @type {any} */ level, /** @type {number} */ n) => {
            const wrong =
              form.about([...WORDS, place, 'levels', n]) ??
              form.about([...POINTS, at, 'levels', levelAt(level.id)]);
            return (
              <tr key={level.id}>
                <td>
                  <Grow
                    id={idOf([...WORDS, place, 'levels', n])}
                    aria-label={`${called}, ${t('level')} ${n + 1}`}
                    value={level.text}
                    maxLength={500}
                    onInput={(/** @type {any} */ { currentTarget }) =>
                      form.put([...WORDS, place, 'levels', n, 'text'], currentTarget.value)
                    }
                  />
                  <Said id={idOf([...WORDS, place, 'levels', n])} words={wrong} />
                </td>
                <td>
                  <input
                    class="few"
                    inputMode="numeric"
                    aria-label={`${called}, ${t('level')} ${n + 1}, ${t('points')}`}
                    value={points[levelAt(level.id)]?.points ?? ''}
                    onInput={({ currentTarget }) => {
                      const { value } = currentTarget;
                      form.put(
                        [...POINTS, at, 'levels', levelAt(level.id), 'points'],
                        /^\d+$/.test(value) ? Number(value) : value,
                      );
                    }}
                  />
                </td>
                <td>
                  {form.write && said.levels.length > 2 && (
                    <button
                      class="ib"
                      type="button"
                      tabIndex={-1}
                      aria-label={t('rowDrop', { name: `${t('level')} ${n + 1}` })}
                      onClick={() => {
                        const drop = (/** @type {any[]} */ rows) =>
                          rows.filter(({ id }) => id !== level.id);
                        both(drop, drop);
                      }}
                    >
                      <Icon of={x} />
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Said
        id={idOf([...POINTS, at])}
        words={form.about([...POINTS, at], true) ?? form.about([...POINTS, at, 'levels'], true)}
      />
      {form.write && said.levels.length < MOST_LEVELS && (
        <button
          class="link"
          type="button"
          onClick={() => {
            const id = freshId(said.levels);
            const most = Math.max(
              0,
              ...points.map((/** @type {any} */ one) => Number(one.points) || 0),
            );
            both(
              (rows) => [...rows, { id, text: '' }],
              (rows) => [...rows, { id, points: most + 1 }],
            );
          }}
        >
          <Icon of={plus} />
          {t('levelAdd')}
        </button>
      )}
    </div>
  );
}

/** @param {{form: Form}} props */
export function EssayForm({ form }) {
  /** @type {any[]} */
  const criteria = read(form.source, WORDS) ?? [];
  const add = () =>
    form.change((old) => {
      const id = freshId(criteria);
      const rows = ['a', 'b'];
      const made = write(old, WORDS, [
        ...criteria,
        { id, text: '', levels: rows.map((one) => ({ id: one, text: '' })) },
      ]);
      return write(made, POINTS, [
        ...(read(old, POINTS) ?? []),
        { id, levels: rows.map((one, n) => ({ id: one, points: 4 * n })) },
      ]);
    });
  return (
    <>
      <div class="duo">
        <Line form={form} path={['key', 'min_words']} label={t('minWords')} whole />
        <Line form={form} path={['key', 'max_words']} label={t('maxWords')} whole />
      </div>
      <fieldset class="rows">
        <legend>
          <b>{t('rubric')}</b>
        </legend>
        <p class="small soft">{t('rubricHint')}</p>
        {criteria.map((one, place) => (
          <Criterion key={one.id} form={form} place={place} />
        ))}
        {form.write && criteria.length < MOST_CRITERIA && (
          <button class="link" type="button" onClick={add}>
            <Icon of={plus} />
            {t('criterionAdd')}
          </button>
        )}
        <Said id="q.rubric" words={form.about(POINTS, true) ?? form.about(WORDS, true)} />
      </fieldset>
      <Markdown
        form={form}
        path={['text', 'id', 'model_answer']}
        label={t('modelAnswer')}
        hint={t('modelAnswerHint')}
        pictures
      />
    </>
  );
}
