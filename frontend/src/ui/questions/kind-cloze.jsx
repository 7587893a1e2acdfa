/** Texts with gaps: each `{{a}}` in the stem becomes a gap with a form of its own. */
import { idOf, Line, Said } from './controls.jsx';
import { Accepted, NumberKey } from './kind-answers.jsx';
import { Rows } from './rows.jsx';
import { gapsIn, read, write } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */

const KINDS = /** @type {const} */ (['choice', 'short', 'numeric']);

/** What a gap begins with. @param {string} kind @param {number|undefined} weight */
const begun = (kind, weight) => ({
  kind,
  ...(weight ? { weight } : {}),
  ...(kind === 'short' ? { accept: [''] } : {}),
  ...(kind === 'numeric' ? { value: '', tolerance: '0' } : {}),
});

/** @param {{form: Form, gap: string}} props */
function Gap({ form, gap }) {
  const key = ['key', 'gaps', gap];
  const text = ['text', 'id', 'gaps', gap];
  const { kind, weight, key: right } = read(form.source, key) ?? {};
  const options = [...text, 'options'];
  const rows = read(form.source, options) ?? [];
  const asked = gapsIn(form.source.text?.id?.stem ?? '').includes(gap);

  const turn = (/** @type {string} */ next) =>
    form.change((old) => {
      const made = write(old, key, begun(next, weight));
      return write(
        made,
        text,
        next === 'choice'
          ? {
              options: [
                { id: 'a', text: '' },
                { id: 'b', text: '' },
                { id: 'c', text: '' },
              ],
            }
          : undefined,
      );
    });

  return (
    <fieldset class="gap">
      <legend>
        <code>{`{{${gap}}}`}</code>
      </legend>
      {!asked && <p class="tag no">{t('gapGone')}</p>}
      <div class="duo">
        <label>
          <span>{t('gapKind')}</span>
          <select
            value={kind}
            aria-label={t('gapKindOf', { name: gap })}
            onChange={({ currentTarget }) => turn(currentTarget.value)}
          >
            {KINDS.map((one) => (
              <option key={one} value={one} selected={one === kind}>
                {t(`gap.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Line
          form={form}
          path={[...key, 'weight']}
          label={t('weight')}
          whole
          control={{ placeholder: '1' }}
        />
      </div>
      {kind === 'choice' && (
        <Rows
          name={idOf(options)}
          label={t('options')}
          one={t('option')}
          rows={rows}
          set={(next) =>
            form.change((old) => {
              const made = write(old, options, next);
              const kept = next.some(({ id }) => id === right);
              return kept ? made : write(made, [...key, 'key'], undefined);
            })
          }
          about={(place) => form.about([...options, place])}
          whole={form.about([...key, 'key']) ?? form.about(options, true)}
          mark={{
            type: 'radio',
            label: t('isRight'),
            is: ({ id }) => id === right,
            set: ({ id }) => form.put([...key, 'key'], id),
          }}
          write={form.write}
        />
      )}
      {kind === 'short' && <Accepted form={form} path={key} />}
      {kind === 'numeric' && <NumberKey form={form} path={key} unit={[...text, 'unit']} />}
      <Said id={idOf(key)} words={form.about(key, true) ?? form.about(text, true)} />
    </fieldset>
  );
}

/** @param {{form: Form}} props */
export function ClozeForm({ form }) {
  const gaps = Object.keys(read(form.source, ['key', 'gaps']) ?? {});
  return (
    <div class="flow">
      <p class="small soft">{gaps.length ? t('gapsHint') : t('gapsNone', { tanda: '{{a}}' })}</p>
      {gaps.map((gap) => (
        <Gap key={gap} form={form} gap={gap} />
      ))}
      <Said id="q.key.gaps" words={form.about(['key', 'gaps'], true)} />
    </div>
  );
}
