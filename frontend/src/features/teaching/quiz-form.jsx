/** The settings of a quiz in a trainer's words, section by section. */
import { Choice, Count, Text, Tick } from './controls.jsx';
import { DrawRows } from './draw-rows.jsx';
import { about } from './finding-words.js';
import { write } from '../../kit/values.js';
import { reviewOf, without, withReview } from './source.js';
import { known, t } from './words.js';
import { Field } from '../../ui/field.jsx';

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('../../kit/api-types-teaching').DraftRead} DraftRead */
/** @typedef {import('../../kit/api-types-teaching').DraftCheck} DraftCheck */

const TIMES = ['after_close', 'after_pass', 'after_window', 'never'];
const OFFLINE = ['', 'not_allowed', 'untimed', 'timed_trusted', 'timed_reach_within'];

/** @param {{id: string, title: string, words?: string, children: any}} props */
const Part = ({ id, title, words, children }) => (
  <section class="part" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {words && <p class="small soft">{words}</p>}
    <div class="flow">{children}</div>
  </section>
);

/** Texts in one language. @param {{form: Form, language: 'id'|'en'}} props */
const Texts = ({ form, language }) => (
  <>
    <Text form={form} field={`text.${language}.title`} label={t('field.title')} />
    <Text form={form} field={`text.${language}.summary`} label={t('field.summary')} />
    <Text
      form={form}
      field={`text.${language}.intro`}
      label={t('field.intro')}
      hint={t('introHint')}
      long
      rows={6}
    />
  </>
);

/** The questions, listed one by one where they are not drawn. @param {{form: Form}} props */
const Listed = ({ form }) => (
  <Field
    name="questions"
    label={t('field.questions')}
    hint={t('listedHint')}
    as="textarea"
    error={about(form.findings, 'questions')}
    control={{
      rows: 8,
      value: (form.source.questions ?? []).join('\n'),
      onInput: (/** @type {any} */ { currentTarget }) =>
        form.change(
          write(
            form.source,
            'questions',
            currentTarget.value.split('\n').map((/** @type {string} */ line) => line.trim()),
          ),
        ),
      onBlur: () =>
        form.change(write(form.source, 'questions', (form.source.questions ?? []).filter(Boolean))),
    }}
  />
);

/** @param {{form: Form}} props */
function Review({ form }) {
  const review = reviewOf(form.source);
  const options = /** @type {[string, string][]} */ (
    TIMES.map((one) => [one, t(/** @type {any} */ (`value.${one}`))])
  );
  return (
    <div class="trio">
      {
        /** @type {('answers'|'marks'|'explanations')[]} */ ([
          'answers',
          'marks',
          'explanations',
        ]).map((part) => (
          <Choice
            key={part}
            form={form}
            field={
              form.source.review ? `review.${part}` : part === 'explanations' ? part : `-${part}`
            }
            label={t(`field.review.${part}`)}
            options={options}
            value={review[part]}
            choose={(value) => form.change(withReview(form.source, { ...review, [part]: value }))}
          />
        ))
      }
    </div>
  );
}

/** Whose lessons a pass exempts. @param {{form: Form, modules: DraftRead['modules']}} props */
function TestOut({ form, modules }) {
  const chosen = form.source.test_out;
  const kind = chosen === 'course' ? 'course' : Array.isArray(chosen) ? 'modules' : '';
  const first = modules[0]?.slug ?? '';
  return (
    <>
      <Choice
        form={form}
        field="test_out"
        label={t('field.test_out')}
        hint={t('testOutHint')}
        value={kind}
        options={[
          ['', t('testOutNone')],
          ['course', t('testOutCourse')],
          ['modules', t('testOutModules')],
        ]}
        choose={(value) =>
          form.change(
            write(form.source, 'test_out', value === 'modules' ? [first] : value || undefined),
          )
        }
      />
      {kind === 'modules' && (
        <fieldset class="flow">
          <legend class="small">{t('testOutWhich')}</legend>
          {modules.map(({ slug, title }) => (
            <label class="row tick" key={slug}>
              <input
                type="checkbox"
                checked={chosen.includes(slug)}
                onChange={({ currentTarget }) =>
                  form.change(
                    write(
                      form.source,
                      'test_out',
                      modules
                        .map((one) => one.slug)
                        .filter((one) =>
                          one === slug ? currentTarget.checked : chosen.includes(one),
                        ),
                    ),
                  )
                }
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** @param {{form: Form, opened: DraftRead, check: DraftCheck|null}} props */
export function QuizForm({ form, opened, check }) {
  const { source } = form;
  const drawn = 'draw' in source || !('questions' in source);
  const hasMarkers = source.markers === 2 || source.anonymous_marking;
  const other = (
    <button
      class="link"
      type="button"
      onClick={() => {
        const others = without(source, 'draw', 'questions');
        form.change(drawn ? { ...others, questions: [] } : { ...others, draw: [] });
      }}
    >
      {t(drawn ? 'useList' : 'useDraw')}
    </button>
  );
  return (
    <form onSubmit={(sent) => sent.preventDefault()} autocomplete="off">
      <Part id="soal" title={t('partQuestions')} words={t('partQuestionsWords')}>
        {drawn ? (
          <DrawRows form={form} banks={opened.banks} check={check}>
            {other}
          </DrawRows>
        ) : (
          <>
            <Listed form={form} />
            {other}
          </>
        )}
      </Part>
      <Part id="aturan" title={t('partRules')}>
        <div class="trio">
          <Count
            form={form}
            field="time_limit"
            label={t('field.time_limit')}
            hint={t('timeHint')}
            most={600}
          />
          <Count
            form={form}
            field="grace"
            label={t('field.grace')}
            hint={t('graceHint')}
            least={0}
            most={60}
          />
          <Count
            form={form}
            field="chances"
            label={t('field.chances')}
            hint={t('chancesHint')}
            most={50}
            none={null}
          />
          <Count
            form={form}
            field="pass_mark"
            label={t('field.pass_mark')}
            hint={t('passHint')}
            most={100}
          />
        </div>
        <Tick form={form} field="required" label={t('field.required')} usual />
      </Part>
      <Part id="tampilan" title={t('partLayout')}>
        <Choice
          form={form}
          field="layout"
          label={t('field.layout')}
          options={[
            ['', t('value.one')],
            ['all', t('value.all')],
          ]}
          value={source.layout === 'all' ? 'all' : ''}
        />
        <Tick form={form} field="shuffle.questions" label={t('field.shuffle.questions')} usual />
        <Tick form={form} field="shuffle.options" label={t('field.shuffle.options')} usual />
      </Part>
      <Part id="pembahasan" title={t('partReview')} words={t('partReviewWords')}>
        <Review form={form} />
      </Part>
      <Part id="naskah" title={t('partTexts')}>
        <Texts form={form} language="id" />
        <details
          class="others"
          open={form.findings.some(({ field }) => field?.startsWith('text.en'))}
        >
          <summary>{t('english')}</summary>
          <div class="flow">
            <Texts form={form} language="en" />
          </div>
        </details>
      </Part>
      <details
        class="part others more"
        open={Boolean(source.pair || source.test_out || source.offline || hasMarkers)}
      >
        <summary>{t('partMore')}</summary>
        <div class="flow">
          <Choice
            form={form}
            field="pair"
            label={t('field.pair')}
            hint={t('pairHint')}
            options={[
              ['', t('pairNone')],
              ...opened.quizzes.map(
                ({ slug, title }) => /** @type {[string, string]} */ ([slug, title]),
              ),
            ]}
          />
          <TestOut form={form} modules={opened.modules} />
          <Choice
            form={form}
            field="offline"
            label={t('field.offline')}
            hint={t('offlineHint')}
            options={OFFLINE.map((one) => [one, known(`offline.${one || 'usual'}`)])}
          />
          {source.offline === 'timed_reach_within' && (
            <Count form={form} field="reach_within" label={t('field.reach_within')} most={720} />
          )}
          <Tick form={form} field="feedback_offline" label={t('field.feedback_offline')} />
          <Choice
            form={form}
            field="markers"
            label={t('field.markers')}
            options={[
              ['1', t('markersOne')],
              ['2', t('markersTwo')],
            ]}
            value={String(source.markers ?? 1)}
            choose={(value) => form.change(write(source, 'markers', value === '2' ? 2 : undefined))}
          />
          <Tick form={form} field="anonymous_marking" label={t('field.anonymous_marking')} />
        </div>
      </details>
    </form>
  );
}
