/** The form of a question: what every kind has, around what its kind asks for. */
import { useRef, useState } from 'preact/hooks';
import { Choice, idOf, Line, Markdown, Said } from './controls.jsx';
import { English } from './english.jsx';
import { CalculatedForm, NumericForm, ShortForm } from './kind-answers.jsx';
import { ChoiceForm, TrueFalseForm } from './kind-choices.jsx';
import { ClozeForm } from './kind-cloze.jsx';
import { EssayForm } from './kind-essay.jsx';
import { MatchingForm, OrderingForm, RatingForm } from './kind-lists.jsx';
import { DIFFICULTIES, KINDS } from './kinds.js';
import { turned, without } from './source.js';
import { tagsIn } from './tags.js';
import { known, t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */

/** @type {Record<string, import('preact').FunctionComponent<{form: Form}>>} */
const OF_KIND = {
  single_choice: ChoiceForm,
  multiple_response: ChoiceForm,
  true_false: TrueFalseForm,
  short_answer: ShortForm,
  numeric: NumericForm,
  matching: MatchingForm,
  ordering: OrderingForm,
  cloze: ClozeForm,
  essay: EssayForm,
  calculated: CalculatedForm,
  rating: RatingForm,
};
const SURVEYS = ['rating', 'open_text'];

/** @param {{form: Form, facets: import('../../kit/api-types-banks').Facets|null}} props */
function Tags({ form, facets }) {
  const tags = form.source.tags ?? [];
  const [typed, setTyped] = useState(tags.join(', '));
  const shown = useRef(tags);
  // Another version was put in place: its tags are shown.
  const text =
    tagsIn(typed).join() === tags.join() || shown.current === tags ? typed : tags.join(', ');
  shown.current = tags;
  return (
    <div class="field">
      <label for="q.tags">{t('tags')}</label>
      <p class="small soft" id="q.tags-hint">
        {t('tagsHint')}
      </p>
      <input
        id="q.tags"
        value={text}
        autocomplete="off"
        aria-describedby="q.tags-hint q.tags-error"
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          const next = tagsIn(currentTarget.value);
          shown.current = next;
          form.put(['tags'], next.length ? next : undefined);
        }}
        onBlur={() => setTyped(tags.join(', '))}
      />
      {(facets?.tag.length ?? 0) > 0 && (
        <p class="used-tags small">
          {facets?.tag
            .filter(({ value }) => !tags.includes(value))
            .slice(0, 8)
            .map(({ value }) => (
              <button
                key={value}
                class="link"
                type="button"
                tabIndex={-1}
                onClick={() => {
                  setTyped([...tags, value].join(', '));
                  form.put(['tags'], [...tags, value]);
                }}
              >
                + {value}
              </button>
            ))}
        </p>
      )}
      <Said id="q.tags" words={form.about(['tags'])} />
    </div>
  );
}

/** @param {{form: Form, facets: import('../../kit/api-types-banks').Facets|null, fresh: boolean}} props */
export function QuestionForm({ form, facets, fresh }) {
  const { source } = form;
  const Kind = OF_KIND[source.kind];
  // Turning a question into another kind and back loses nothing.
  const before = useRef(/** @type {Record<string, any>} */ ({}));
  const survey = SURVEYS.includes(source.kind);
  const stemHints = { cloze: 'stemCloze', calculated: 'stemCalculated', true_false: 'stemTruth' };
  const hint = /** @type {Record<string, string>} */ (stemHints)[source.kind];
  const english = source.text?.en !== undefined;

  function turn(/** @type {string} */ kind) {
    before.current[source.kind] = { key: source.key, text: source.text };
    form.change((old) => {
      const kept = before.current[kind];
      const next = turned(old, kind);
      if (!kept) return next;
      const { stem, explanation } = old.text.id;
      return {
        ...without(next, 'key'),
        ...(kept.key === undefined ? {} : { key: kept.key }),
        text: { ...kept.text, id: { ...kept.text.id, stem, explanation } },
      };
    });
  }

  return (
    <fieldset class="bare" disabled={!form.write}>
      <div class="field kind-of">
        <label for="q.kind">{t('kind')}</label>
        <select
          id="q.kind"
          value={source.kind}
          onChange={({ currentTarget }) => turn(currentTarget.value)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one} selected={one === source.kind}>
              {known(`kind.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <Markdown
        form={form}
        path={['text', 'id', 'stem']}
        label={t('stem')}
        hint={hint && t(/** @type {'stemCloze'} */ (hint), { tanda: '{{a}}' })}
        pictures
      />
      {Kind && <Kind form={form} />}
      <Markdown
        form={form}
        path={['text', 'id', 'explanation']}
        label={t(survey ? 'explanationOptional' : 'explanation')}
        hint={t('explanationHint')}
        pictures
      />
      <section class="part-of" aria-labelledby="q-about">
        <h2 id="q-about">{t('aboutQuestion')}</h2>
        <div class="duo">
          <Line
            form={form}
            path={['competency']}
            label={t('competency')}
            control={{ list: 'competencies', maxLength: 500 }}
          />
          <datalist id="competencies">
            {facets?.competency.map(({ value }) => (
              <option key={value} value={value} />
            ))}
          </datalist>
          <Choice
            form={form}
            path={['difficulty']}
            label={t('difficulty')}
            usual="medium"
            options={DIFFICULTIES.map((one) => [one, known(`difficulty.${one}`)])}
          />
        </div>
        <Tags form={form} facets={facets} />
        <div class="trio-of">
          <Line form={form} path={['review_on']} label={t('reviewOn')} control={{ type: 'date' }} />
          <Line form={form} path={['author']} label={t('author')} control={{ maxLength: 500 }} />
          {!survey && (
            <Line
              form={form}
              path={['points']}
              label={t('points')}
              whole
              control={{ placeholder: '1' }}
            />
          )}
        </div>
        {fresh && (
          <Line
            form={form}
            path={['id']}
            label={t('questionId')}
            hint={t('questionIdHint')}
            optional
          />
        )}
      </section>
      <details class="part-of" open={english || undefined}>
        <summary>
          <b>{t('english')}</b>
          <span class="small soft">{t(english ? 'englishThere' : 'englishNone')}</span>
        </summary>
        <English form={form} />
      </details>
    </fieldset>
  );
}

/** Where a finding leads, whatever it is about. @param {(string|number)[]} path */
export function toField(path) {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const found = document.getElementById(idOf(part));
    if (found && 'value' in found) return found;
  }
  return document.getElementById(idOf(['text', 'id', 'stem']));
}
