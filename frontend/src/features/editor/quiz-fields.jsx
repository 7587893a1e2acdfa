/** Fields of a quiz with a control of their own: what is seen again when, and what a pass exempts. */
import { Field } from '../../ui/field.jsx';
import { known, t } from './words.js';
import { at, write } from './yaml-text.js';

/** @typedef {import('./own-fields.jsx').Props} Props */

const PARTS = /** @type {const} */ (['answers', 'marks', 'explanations']);
const TIMES = ['after_close', 'after_pass', 'after_window', 'never'];

/** @param {any} quiz */
function reviewOf(quiz) {
  const all = quiz?.explanations ?? 'after_close';
  return quiz?.review ?? { answers: all, marks: all, explanations: all };
}

/** When a learner sees answers, marks and explanations; one word where it is the same for all. @param {Props} props */
export function Review({ form, name, item }) {
  const review = reviewOf(item);
  /** @param {string} part @param {string} time */
  function put(part, time) {
    const next = { ...review, [part]: time };
    const alike =
      next.answers === next.marks &&
      next.marks === next.explanations &&
      next.answers !== 'after_window';
    form.change((text, yaml) => {
      const bare = write(
        yaml,
        write(yaml, text, ['review'], undefined),
        ['explanations'],
        undefined,
      );
      return alike
        ? write(yaml, bare, ['explanations'], next.answers)
        : write(yaml, bare, ['review'], next);
    });
  }
  return (
    <fieldset id={name} class="own-field effects">
      <legend class="small">{t('f.review')}</legend>
      <div class="nodes">
        {PARTS.map((part) => (
          <Field
            key={part}
            name={`${name}-${part}`}
            label={t(`review.${part}`)}
            as="select"
            error={
              form.fault(['review', part]) ??
              (part === 'explanations' ? form.fault(['explanations']) : null)
            }
            control={{
              value: review[part],
              onChange: (/** @type {any} */ { currentTarget }) => put(part, currentTarget.value),
            }}
          >
            {TIMES.map((one) => (
              <option key={one} value={one} selected={one === review[part]}>
                {known(`v.${one}`, one)}
              </option>
            ))}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

/** Whose lessons a pass exempts: nobody's, the course's, or those of some modules. @param {Props} props */
export function Scope({ form, path, name, node }) {
  const value = at(form.root, path);
  const now = value === 'course' ? 'course' : Array.isArray(value) ? 'modules' : '';
  const { modules } = form.around;
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const all = [
    ...modules,
    ...chosen
      .filter((one) => !modules.some(([slug]) => slug === one))
      .map((one) => /** @type {[string, string]} */ ([one, t('gone', { name: one })])),
  ];
  return (
    <div class="wide-node">
      <Field
        name={name}
        label={t('f.test_out')}
        hint={t('testOutHint')}
        as="select"
        error={form.fault(path)}
        control={{
          value: now,
          onChange: (/** @type {any} */ { currentTarget }) =>
            form.set(
              path,
              currentTarget.value === 'modules'
                ? modules.slice(0, 1).map(([slug]) => slug)
                : currentTarget.value || undefined,
            ),
        }}
      >
        {['', 'course', 'modules'].map((one) => (
          <option key={one} value={one} selected={one === now}>
            {known(`test_out.${one || 'none'}`)}
          </option>
        ))}
      </Field>
      {now === 'modules' && (
        <fieldset class="ticks" id={`${name}-${node.name}`}>
          <legend class="small">{t('testOutWhich')}</legend>
          {all.map(([slug, title]) => (
            <label key={slug} class="row tick">
              <input
                type="checkbox"
                checked={chosen.includes(slug)}
                onChange={({ currentTarget }) => {
                  const next = all
                    .map(([one]) => one)
                    .filter((one) => (one === slug ? currentTarget.checked : chosen.includes(one)));
                  if (next.length) form.set(path, next);
                }}
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
