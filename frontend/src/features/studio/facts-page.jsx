/** Fakta kursus: what the course is for, what it is worth, and what one must do to pass. */
import { useEffect, useState } from 'preact/hooks';
import { warn } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import { titleOf } from '../../kit/titles.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import * as api from './api.js';
import { Time } from './beside.jsx';
import { findingWords } from '../../kit/finding-words.js';
import { LinesField } from './lines-field.jsx';
import { read } from '../../kit/values.js';
import { GivenBack, SaveState } from './save-state.jsx';
import { useFacts } from './use-facts.js';
import { useOutline } from './use-outline.js';
import { known, t } from './words.js';

/** @typedef {import('./use-facts.js').FactsHand} Facts */
/** @typedef {import('../../kit/api-types-studio').CourseFinding} Finding */
/** @typedef {{facts: Facts, findings: Finding[]}} Form */

const LONG = { rows: 9 };
const SHORT = { rows: 3 };

/** What the rules say of one field of course.yaml. @param {Form} form @param {string} field */
const wrong = ({ findings }, field) =>
  findings.find((one) => one.field === field || one.field?.startsWith(`${field}.`));

/**
 * A text of the course.
 *
 * @param {{form: Form, field: string, label: string, hint?: string, as?: string, control?: Record<string, any>}} props
 */
function Text({ form, field, label, hint, as, control }) {
  const found = wrong(form, field);
  const english = field.startsWith('text.en.');
  return (
    <Field
      name={field}
      label={label}
      hint={hint}
      as={as}
      error={found && findingWords(found)}
      control={{
        ...control,
        lang: english ? 'en' : undefined,
        class: as === 'textarea' ? 'plain-area' : undefined,
        value: read(form.facts.values, field) ?? '',
        onInput: (/** @type {any} */ event) =>
          form.facts.change(field, event.currentTarget.value || (english ? undefined : '')),
      }}
    />
  );
}

/** @param {{form: Form, field: string, label: string, hint: string, rows?: number}} props */
function Lines({ form, field, label, hint, rows }) {
  const found = wrong(form, field);
  return (
    <LinesField
      name={field}
      label={label}
      hint={hint}
      rows={rows}
      english={field.startsWith('text.en.')}
      error={found && findingWords(found)}
      value={read(form.facts.values, field) ?? []}
      change={(lines) =>
        form.facts.change(field, lines.length || !field.startsWith('text.en.') ? lines : undefined)
      }
    />
  );
}

/** @param {{form: Form, language: 'id'|'en'}} props */
const Words = ({ form, language }) => (
  <div class="flow">
    <Text
      form={form}
      field={`text.${language}.title`}
      label={t('courseTitle')}
      control={{ maxlength: 120, required: language === 'id' }}
    />
    <Text
      form={form}
      field={`text.${language}.summary`}
      as="textarea"
      label={t('summary')}
      hint={t('summaryHint')}
      control={{ ...SHORT, maxlength: 400 }}
    />
    <Text
      form={form}
      field={`text.${language}.why`}
      as="textarea"
      label={t('why')}
      hint={t('whyHint')}
      control={{ ...LONG, maxlength: 20_000 }}
    />
    <Text
      form={form}
      field={`text.${language}.audience`}
      as="textarea"
      label={t('forWhomText')}
      control={{ ...SHORT, maxlength: 400 }}
    />
    <Lines
      form={form}
      field={`text.${language}.outcomes`}
      label={t('outcomes')}
      hint={t('outcomesHint')}
      rows={6}
    />
  </div>
);

/** A value in words. @param {{value: any}} props */
const Said = ({ value }) => (
  <p class="said-once">
    {Array.isArray(value) ? value.join('\n') : value === undefined ? '–' : String(value)}
  </p>
);

/** A field that two people wrote: both texts, and the choice. @param {{facts: Facts}} props */
function Clashes({ facts }) {
  const { clashes, theirs } = facts;
  if (clashes.length === 0) return null;
  const name = theirs.by ?? t('somebody');
  return (
    <section class="note flow" role="alert" aria-labelledby="bentrok">
      <h2 id="bentrok">
        <Icon of={warn} /> {t('clashTitle')}
      </h2>
      <p>{t('clashWords', { name })}</p>
      {clashes.map(({ field, mine, theirs: other }) => (
        <fieldset key={field} class="clash flow">
          <legend>
            <b>{known(`field.${field}`, field)}</b>
          </legend>
          <div class="sides">
            {
              /** @type {const} */ ([
                [mine, t('mine'), t('useMine')],
                [other, t('theirs', { name }), t('useTheirs', { name })],
              ]).map(([value, whose, use], n) => (
                <div key={n} class="flow">
                  <p class="small">{whose}</p>
                  <Said value={value} />
                  <button
                    class="btn line low"
                    type="button"
                    onClick={() => facts.choose(field, value)}
                  >
                    {use}
                  </button>
                </div>
              ))
            }
          </div>
        </fieldset>
      ))}
    </section>
  );
}

/** Which activities one must finish. @param {{hand: import('./use-outline.js').OutlineHand}} props */
function Required({ hand }) {
  const modules = hand.shown?.modules ?? [];
  return (
    <section class="flow" aria-labelledby="syarat">
      <h2 id="syarat">{t('rulesToPass')}</h2>
      <p class="small soft">{t('rulesWords')}</p>
      {modules.map((module) => (
        <fieldset key={module.id} class="required-of">
          <legend>
            <b>{titleOf(module)}</b>
          </legend>
          {module.activities.map((one) => (
            <label key={one.id} class="row tick">
              <input
                type="checkbox"
                checked={one.required}
                disabled={!one.slug}
                onChange={(event) =>
                  hand.act({
                    ...{ act: 'set-required', module: module.slug, activity: one.slug },
                    required: event.currentTarget.checked,
                  })
                }
              />
              <span>
                {titleOf(one)} <small class="soft">{known(`kind.${one.kind}`, one.kind)}</small>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

/** @param {{opened: import('../../kit/api-types-studio').DraftOutline, hand: import('./use-outline.js').OutlineHand}} props */
function FactsForm({ opened, hand }) {
  const facts = useFacts(opened, hand.take);
  const revision = hand.shown?.revision ?? opened.revision;
  const check = useLoaded(`facts ${opened.id} ${revision}`, (signal) =>
    api.check(opened.id, signal),
  );
  const findings = (check.value?.findings ?? []).filter(({ path }) =>
    path.endsWith('/course.yaml'),
  );
  const form = { facts, findings };
  const { values, state } = facts;
  const jpWrong = wrong(form, 'jp');
  const [english, setEnglish] = useState(Boolean(values.text?.en));
  const languages = values.languages ?? ['id'];

  return (
    <div class="studio-desk">
      <form class="flow facts-form" onSubmit={(sent) => sent.preventDefault()}>
        <div class="studio-now">
          <SaveState state={state === 'saved' ? hand.state : state} />
          {facts.problem && <Trouble problem={facts.problem} />}
        </div>
        <Clashes facts={facts} />
        {facts.theirs.joined > 0 && facts.clashes.length === 0 && (
          <p class="note small" role="status">
            {t('joined', { name: facts.theirs.by ?? t('somebody'), count: facts.theirs.joined })}
          </p>
        )}
        <GivenBack list={hand.givenBack} dismiss={hand.dismiss} />
        <section class="flow" aria-labelledby="tentang">
          <h2 id="tentang">{t('about')}</h2>
          <Words form={form} language="id" />
        </section>
        <section class="flow" aria-labelledby="inggris">
          <h2 id="inggris">{t('inEnglishTitle')}</h2>
          {english ? (
            <Words form={form} language="en" />
          ) : (
            <button class="btn line low" type="button" onClick={() => setEnglish(true)}>
              {t('writeEnglish')}
            </button>
          )}
          <label class="row tick">
            <input
              type="checkbox"
              checked={languages.includes('en')}
              onChange={(event) =>
                facts.change('languages', event.currentTarget.checked ? ['id', 'en'] : ['id'])
              }
            />
            {t('allEnglish')}
          </label>
        </section>
        <section class="flow" aria-labelledby="nilai">
          <h2 id="nilai">{t('worth')}</h2>
          <Field
            name="jp"
            label={t('jp')}
            hint={t('jpHint')}
            error={jpWrong && findingWords(jpWrong)}
            control={{
              ...{ type: 'number', min: 0, max: 100, inputmode: 'numeric', value: values.jp ?? 0 },
              onInput: (/** @type {any} */ event) => {
                const n = event.currentTarget.valueAsNumber;
                if (Number.isInteger(n) && n >= 0 && n <= 100) facts.change('jp', n);
              },
            }}
          />
          <Lines
            form={form}
            field="competencies"
            label={t('competencies')}
            hint={t('competenciesHint')}
            rows={3}
          />
          <Text form={form} field="organiser" label={t('organiser')} control={{ maxlength: 120 }} />
          <Text
            form={form}
            field="topic"
            label={t('topic')}
            hint={t('topicHint')}
            control={{ maxlength: 80, pattern: '[a-z0-9]+(-[a-z0-9]+)*', autocapitalize: 'none' }}
          />
          <Lines
            form={form}
            field="sources"
            label={t('sources')}
            hint={t('sourcesHint')}
            rows={5}
          />
        </section>
        <Required hand={hand} />
      </form>
      <aside class="studio-side flow" aria-label={t('beside')}>
        <Time outline={{ ...(hand.shown ?? opened), jp: values.jp ?? 0 }} />
      </aside>
    </div>
  );
}

/** @param {{params: {id: string}}} props */
export default function FactsPage({ params: { id } }) {
  const hand = useOutline(id);
  const [opened, setOpened] = useState(
    /** @type {import('../../kit/api-types-studio').DraftOutline|null} */ (null),
  );
  useEffect(() => setOpened((first) => first ?? hand.shown), [hand.shown]);
  return (
    <Studio id={id} draft={hand.shown} place="outline">
      {hand.problem && <Trouble problem={hand.problem} retry={() => void hand.reload()} />}
      {!opened && !hand.problem && <Skeleton lines={10} />}
      {opened && <FactsForm opened={opened} hand={hand} />}
    </Studio>
  );
}
