/** Gives one learner more time, more chances, or both. */
import { useEffect, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @param {{schedule: api.ScheduleRead, done: () => void, close: () => void}} props */
export function GrantDialog({ schedule, done, close }) {
  const { busy, problem, run, about } = useAct();
  const [q, setQ] = useState('');
  const [found, setFound] = useState(/** @type {api.LearnerChoice[]} */ ([]));
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(async () => {
      const people = await run(() => api.learners(schedule.course, q));
      if (people && !isOver) setFound(people);
    }, 250);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [q]);
  async function save(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const made = await run(() =>
      api.grant(schedule.course, {
        person: form.get('person'),
        activity: form.get('scope') === 'course' ? null : schedule.activity,
        extra_time_percent: Number(form.get('extra_time_percent') ?? 0),
        extra_chances: Number(form.get('extra_chances') ?? 0),
        reason: form.get('reason'),
      }),
    );
    if (made) done();
  }
  const number = (/** @type {number} */ max) => ({
    type: 'number',
    inputMode: 'numeric',
    min: 0,
    max,
    step: 1,
    defaultValue: 0,
    required: true,
  });
  return (
    <Dialog title={t('newGrant')} close={close}>
      <form class="flow" onSubmit={(sent) => void save(sent)}>
        <Field
          name="q"
          label={t('findLearner')}
          control={{
            type: 'search',
            autocomplete: 'off',
            onInput: (/** @type {any} */ typed) => setQ(typed.currentTarget.value),
          }}
        />
        <div class="found-list" role="radiogroup" aria-label={t('learner')} tabIndex={-1}>
          {found.map(({ id, name, agency_name }) => (
            <label key={id} class="opt">
              <input type="radio" name="person" value={id} required />
              <span>
                {name}
                <small class="soft">{agency_name}</small>
              </span>
            </label>
          ))}
          {found.length === 0 && <p class="small soft">{t('noLearner')}</p>}
        </div>
        <Field name="scope" as="select" label={t('where')}>
          <option value="quiz">{schedule.title}</option>
          <option value="course">{t('allQuizzes')}</option>
        </Field>
        <Field
          name="extra_time_percent"
          label={t('extraTime')}
          hint={schedule.time_limit_minutes === null ? t('noLimit') : undefined}
          error={about('extra_time_percent')}
          control={number(300)}
        />
        <Field name="extra_chances" label={t('extraChances')} control={number(10)} />
        <Field
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          error={about('reason')}
          control={{ required: true, minLength: 3, maxLength: 500, autocomplete: 'off' }}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'saving' : 'grant')}
        </button>
      </form>
    </Dialog>
  );
}
