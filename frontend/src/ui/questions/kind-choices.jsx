/** Choices: one right, several right, or true and false. */
import { useState } from 'preact/hooks';
import { Markdown, Said, idOf } from './controls.jsx';
import { Rows } from './rows.jsx';
import { write } from './source.js';
import { t } from './words.js';

/** @typedef {import('./controls.jsx').Form} Form */
/** @typedef {import('./rows.jsx').Row} Row */

const OPTIONS = ['text', 'id', 'options'];

/** What is said to whoever chose a row. @param {{form: Form, option: string, name: string}} props */
const Feedback = ({ form, option, name }) => (
  <Markdown
    form={form}
    path={['text', 'id', 'feedback', option]}
    label={t('feedbackTo', { name })}
    rows={1}
    pictures
  />
);

/** @param {{form: Form, open: boolean, setOpen: (open: boolean) => void}} props */
function FeedbackSwitch({ form, open, setOpen }) {
  return (
    form.write && (
      <button class="link" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'feedbackHide' : 'feedbackShow')}
      </button>
    )
  );
}

/** @param {{form: Form}} props */
export function ChoiceForm({ form }) {
  const { source } = form;
  const many = source.kind === 'multiple_response';
  /** @type {Row[]} */
  const rows = source.text?.id?.options ?? [];
  /** @type {string[]} */
  const right = many ? (source.key ?? []) : source.key ? [source.key] : [];
  const [open, setOpen] = useState(Object.keys(source.text?.id?.feedback ?? {}).length > 0);

  const set = (/** @type {Row[]} */ next) =>
    form.change((old) => {
      const kept = (/** @type {string} */ id) => next.some((row) => row.id === id);
      const { feedback = {} } = old.text.id;
      let made = write(old, OPTIONS, next);
      made = write(
        made,
        ['text', 'id', 'feedback'],
        Object.fromEntries(Object.entries(feedback).filter(([id]) => kept(id))),
      );
      if (many) return write(made, ['key'], (old.key ?? []).filter(kept));
      return old.key && !kept(old.key) ? write(made, ['key'], undefined) : made;
    });

  return (
    <>
      <Rows
        name={idOf(OPTIONS)}
        label={t('options')}
        one={t('option')}
        hint={t(many ? 'optionsMany' : 'optionsOne')}
        rows={rows}
        set={set}
        about={(place) => form.about([...OPTIONS, place])}
        whole={form.about(['key']) ?? form.about(OPTIONS, true)}
        mark={{
          type: many ? 'checkbox' : 'radio',
          label: t('isRight'),
          is: ({ id }) => right.includes(id),
          set: ({ id }, on) =>
            form.put(
              ['key'],
              many
                ? rows.flatMap((row) =>
                    (row.id === id ? on : right.includes(row.id)) ? [row.id] : [],
                  )
                : id,
            ),
        }}
        beside={
          open
            ? (row, place) => (
                <Feedback form={form} option={row.id} name={`${t('option')} ${place + 1}`} />
              )
            : undefined
        }
        next={idOf(['text', 'id', 'explanation'])}
        write={form.write}
      />
      <FeedbackSwitch form={form} open={open} setOpen={setOpen} />
    </>
  );
}

/** @param {{form: Form}} props */
export function TrueFalseForm({ form }) {
  const [open, setOpen] = useState(Object.keys(form.source.text?.id?.feedback ?? {}).length > 0);
  return (
    <>
      <fieldset class="rows">
        <legend>
          <b>{t('statementIs')}</b>
        </legend>
        <div class="truths">
          {[true, false].map((one) => (
            <label key={String(one)} class="row tick">
              <input
                type="radio"
                name="truth"
                checked={form.source.key === one}
                onChange={() => form.put(['key'], one)}
              />
              {t(one ? 'true' : 'false')}
            </label>
          ))}
        </div>
        <Said id="q.key" words={form.about(['key'])} />
      </fieldset>
      {open && (
        <>
          <Feedback form={form} option="true" name={`“${t('true')}”`} />
          <Feedback form={form} option="false" name={`“${t('false')}”`} />
        </>
      )}
      <FeedbackSwitch form={form} open={open} setOpen={setOpen} />
    </>
  );
}
