/** Nilai ulang: choose a question and a way, see whose result changes, then decide. */
import { useState } from 'preact/hooks';
import { back } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Html } from './frame.jsx';
import { Earlier } from './regrades.jsx';
import { Preview } from './regrade-preview.jsx';
import './sheet.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').RegradeDesk} Desk */
/** @typedef {import('../../kit/api-types-marking').RegradeRead} Regrade */

const MODES = /** @type {const} */ (['current_key', 'full_credit', 'leave_out']);

/** @param {{desk: Desk, slug: string, quiz: string, reload: () => Promise<void>}} props */
function Choose({ desk, slug, quiz, reload }) {
  const [question, setQuestion] = useState('');
  const [mode, setMode] = useState('');
  const chosen = desk.questions.find(({ id }) => id === question);
  return (
    <>
      <div class="flow">
        <Field
          name="question"
          as="select"
          label={t('whichQuestion')}
          control={{
            value: question,
            onChange: (/** @type {any} */ event) => setQuestion(event.currentTarget.value),
          }}
        >
          <option value="">{t('chooseQuestion')}</option>
          {desk.questions.map((one) => (
            <option key={one.id} value={one.id}>
              {one.stem.slice(0, 90) || one.id}
            </option>
          ))}
        </Field>
        {chosen && (
          <div class="asked open">
            <Html html={chosen.html} class="prose" />
            {chosen.key && (
              <>
                <p class="small soft">{t('keyNow', { n: desk.version })}</p>
                <Html html={chosen.key} class="keyed" />
              </>
            )}
          </div>
        )}
      </div>
      {chosen && (
        <fieldset class="crit" key={question}>
          <legend>{t('how')}</legend>
          {MODES.map((one) => (
            <label key={one} class="opt">
              <input
                type="radio"
                name="mode"
                checked={mode === one}
                onChange={() => setMode(one)}
              />
              <span class="grow">
                <b>{t(`mode.${one}`)}</b>
                <small class="soft">{t(`modeWords.${one}`)}</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {chosen && mode && (
        <Preview
          key={`${question} ${mode} ${desk.regrades.length}`}
          slug={slug}
          quiz={quiz}
          question={question}
          mode={mode}
          ordered={async () => {
            setQuestion('');
            setMode('');
            await reload();
          }}
        />
      )}
    </>
  );
}

export default function RegradePage(
  /** @type {{params: {slug: string, quiz: string}}} */ { params },
) {
  const { slug, quiz } = params;
  const { value, problem, reload } = useLoaded(`regrade ${slug} ${quiz}`, (signal) =>
    api.regradeDesk(slug, quiz, signal),
  );
  return (
    <Manage
      title={t('regrade')}
      words={value ? `${value.quiz.title} · ${value.course.title}` : ''}
      above={
        <a class="above" href={paths.taught(slug)}>
          <Icon of={back} />
          {value?.course.title ?? t('course')}
        </a>
      }
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value?.questions.length === 0 && <Empty text={t('noPoints')} />}
      {value && value.questions.length > 0 && (
        <Choose desk={value} slug={slug} quiz={quiz} reload={reload} />
      )}
      {value && value.regrades.length > 0 && (
        <Earlier slug={slug} quiz={quiz} regrades={value.regrades} reload={reload} />
      )}
    </Manage>
  );
}
