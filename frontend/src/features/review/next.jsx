/** What may be done with the draft now: ask, judge, publish, wait; each says what it will do. */
import { useRef, useState } from 'preact/hooks';
import { check, warn } from '../../icons.json';
import { clock } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Hindrance } from './hindrance.jsx';
import { PublishDialog } from './publish-dialog.jsx';
import { Unwritten } from './unwritten.jsx';
import { known, t } from './words.js';

/** @typedef {'ask'|'withdraw'|'approve'|'return'} Step */

/** Why nothing can be done now, or what the next step is. @param {api.Review} review */
function words(review) {
  const { state, rights, changed, outdated } = review;
  if (outdated) return t('next.outdated');
  if (state === 'editing' && changed.length === 0) return t('next.same');
  if (state === 'editing') return t('next.ask');
  if (state === 'in_review') return t(rights.judge ? 'next.judge' : 'next.wait');
  return t(rights.publish ? 'next.publish' : 'next.others');
}

/** @param {{review: api.Review, cancelled: () => void}} props */
function Schedule({ review, cancelled }) {
  const { busy, problem, run } = useAct();
  const { schedule } = review;
  if (!schedule) return null;
  const when = `${format.value.date(schedule.at)} ${format.value.time(schedule.at)}`;
  return (
    <div class="note flow">
      <p class={`tag ${schedule.failure || schedule.stale ? 'no' : 'wait'}`}>
        <Icon of={schedule.failure || schedule.stale ? warn : clock} />
        {schedule.failure
          ? t('scheduleFailed', { when })
          : t(schedule.stale ? 'scheduleMoved' : 'scheduled', { when, name: schedule.by })}
      </p>
      {schedule.failure && <p class="small">{known(`why.${schedule.failure}`, t('why.other'))}</p>}
      {schedule.stale && !schedule.failure && <p class="small">{t('scheduleStale')}</p>}
      {problem && <Trouble problem={problem} />}
      {(review.rights.publish || review.rights.shelve) && (
        <button
          class="btn line low"
          type="button"
          aria-disabled={busy}
          onClick={() =>
            void run(() => api.unschedule(review.id).then(() => true)).then(
              (done) => done && cancelled(),
            )
          }
        >
          {t('unschedule')}
        </button>
      )}
    </div>
  );
}

/**
 * @param {object} props
 * @param {api.Review} props.review
 * @param {(review: api.Review) => void} props.put
 * @param {(words: string, isOut?: boolean) => void} props.done something was published or set: read anew, and say so
 */
export function Next({ review, put, done }) {
  const { busy, problem, run } = useAct();
  const [note, setNote] = useState('');
  const [publishing, open] = useState(false);
  const [taking, setTaking] = useState(/** @type {Step|null} */ (null));
  const heading = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  const { rights, state } = review;
  const blocked = review.outdated || (state === 'editing' && review.changed.length === 0);
  const steps = /** @type {[Step, boolean, string][]} */ ([
    ['ask', rights.ask && !blocked, 'btn wide'],
    ['approve', rights.judge, 'btn wide'],
    ['return', rights.judge, 'btn line wide'],
    ['withdraw', rights.withdraw, 'btn line wide'],
  ]).filter(([, may]) => may);

  /** @param {Step} step */
  async function take(step) {
    const wish = { revision: review.revision, note: note.trim() };
    setTaking(step);
    const now = await run(() => api.take(review.id, step, wish));
    setTaking(null);
    if (!now) return;
    setNote('');
    announce(t(`took.${step}`));
    put(now);
    heading.current?.focus(); // the button goes with its step
  }

  return (
    <section class="flow" aria-labelledby="langkah">
      <h2 id="langkah" tabIndex={-1} ref={heading}>
        {t('nextStep')}
      </h2>
      <p>{words(review)}</p>
      {review.outdated && <a href={paths.studioCourse(review.id)}>{t('toOutline')}</a>}
      {review.open_comments > 0 && state !== 'editing' && (
        <p class="tag wait">
          <Icon of={warn} />
          {t('openComments', { count: review.open_comments })}
        </p>
      )}
      {!blocked && <Unwritten review={review} />}
      <Schedule
        review={review}
        cancelled={() => {
          put({ ...review, schedule: null });
          done(t('unscheduled'));
        }}
      />
      <Hindrance review={review} problem={problem} />
      {steps.length > 0 && (
        <Field
          name="catatan"
          label={t('noteFor')}
          as="textarea"
          control={{
            rows: 2,
            maxLength: 500,
            value: note,
            onInput: (/** @type {any} */ typed) => setNote(typed.currentTarget.value),
          }}
        />
      )}
      {steps.map(([step, , look]) => (
        <button
          key={step}
          class={look}
          type="button"
          aria-disabled={busy}
          onClick={() => void take(step)}
        >
          {t(taking === step ? 'checkingDraft' : `step.${step}`)}
        </button>
      ))}
      {rights.publish && !blocked && (
        <button class="btn wide" type="button" onClick={() => open(true)}>
          <Icon of={check} />
          {t('publish')}
        </button>
      )}
      {rights.publish_unreviewed && !rights.judge && !blocked && (
        <button class="link" type="button" onClick={() => open(true)}>
          {t('publishUnreviewed')}
        </button>
      )}
      {publishing && <PublishDialog review={review} close={() => open(false)} done={done} />}
    </section>
  );
}
