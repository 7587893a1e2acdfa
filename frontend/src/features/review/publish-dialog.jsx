/** Publishing: what changed in a sentence, now or at a time to come. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import * as api from './api.js';
import { Hindrance } from './hindrance.jsx';
import { Unwritten } from './unwritten.jsx';
import { t } from './words.js';

const LEAST = 3;

/** @param {{review: api.Review, close: () => void, done: (words: string, isOut?: boolean) => void}} props */
export function PublishDialog({ review, close, done }) {
  const { busy, problem, run } = useAct();
  const [note, setNote] = useState('');
  const [reason, setReason] = useState('');
  const [later, setLater] = useState(false);
  const [when, setWhen] = useState('');
  const unreviewed = !review.rights.publish;
  const learners = review.published?.learners ?? 0;
  const whole =
    note.trim().length >= LEAST &&
    (!unreviewed || reason.trim().length >= LEAST) &&
    (!later || when !== '');

  /** @param {Event} sent */
  async function submit(sent) {
    sent.preventDefault();
    if (!whole) return;
    const wish = {
      revision: review.revision,
      note: note.trim(),
      reason: unreviewed ? reason.trim() : null,
      at: later ? new Date(when).toISOString() : null,
    };
    const out = await run(() => api.publish(review.id, wish));
    if (!out) return;
    close();
    if (out.version) {
      const { version: n, learners: count } = out;
      done(t(count > 0 ? 'published' : 'publishedNobody', { n, count }), true);
    } else done(t('set', { when: `${format.value.date(out.at)} ${format.value.time(out.at)}` }));
  }
  /** @param {(value: string) => void} set */
  const typed = (set) => (/** @type {any} */ event) => set(event.currentTarget.value);

  return (
    <Dialog title={t('publishTitle', { n: (review.current ?? 0) + 1 })} close={close}>
      <form class="flow" onSubmit={submit}>
        <p>{t(learners > 0 ? 'publishWords' : 'publishNobody', { count: learners })}</p>
        <Unwritten review={review} />
        {review.published?.shelved && <p class="note">{t('staysShelved')}</p>}
        <Field
          name="note"
          label={t('whatChanged')}
          hint={t('whatChangedHint')}
          as="textarea"
          control={{
            rows: 3,
            maxLength: 500,
            required: true,
            value: note,
            onInput: typed(setNote),
          }}
        />
        {unreviewed && (
          <Field
            name="reason"
            label={t('whyUnreviewed')}
            hint={t('whyUnreviewedHint')}
            as="textarea"
            control={{
              rows: 2,
              maxLength: 500,
              required: true,
              value: reason,
              onInput: typed(setReason),
            }}
          />
        )}
        <label class="opt">
          <input type="checkbox" checked={later} onChange={() => setLater(!later)} />
          <span>{t('later')}</span>
        </label>
        {later && (
          <Field
            name="at"
            label={t('when')}
            hint={t('whenHint')}
            control={{ type: 'datetime-local', value: when, onInput: typed(setWhen) }}
          />
        )}
        <Hindrance review={review} problem={problem} />
        <button class="btn wide" aria-disabled={busy || !whole}>
          {t(busy ? (later ? 'checkingDraft' : 'publishingNow') : later ? 'setTime' : 'publishNow')}
        </button>
      </form>
    </Dialog>
  );
}
