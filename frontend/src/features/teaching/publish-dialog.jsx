/** The last look before a draft becomes the next version: what changes, for whom, and why. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Differences } from './differences.jsx';
import { t } from './words.js';

const LEAST_NOTE = 3;

/** @param {import('../../kit/api-types-teaching').BankChangeRead} one */
const bankWords = (one) =>
  [
    one.bank,
    one.added > 0 && t('bankAdded', { n: one.added }),
    one.changed > 0 && t('bankChanged', { n: one.changed }),
    one.removed > 0 && t('bankRemoved', { n: one.removed }),
  ]
    .filter(Boolean)
    .join(' · ');

/**
 * @param {{opened: import('../../kit/api-types-teaching').DraftRead, check: import('../../kit/api-types-teaching').DraftCheck, done: (published: {version: number, learners: number}) => void, close: () => void}} props
 */
export function PublishDialog({ opened, check, done, close }) {
  const { busy, problem, run } = useAct();
  const [short, setShort] = useState(false);
  const next = opened.current + 1;

  async function publish(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const note = String(form.get('note') ?? '').trim();
    setShort(note.length < LEAST_NOTE);
    if (note.length < LEAST_NOTE) return;
    const wish = { revision: check.revision, note };
    const published = await run(() => api.publishDraft(opened.course.slug, opened.quiz.slug, wish));
    if (published) done(published);
  }

  return (
    <Dialog title={t('publishTitle', { n: next })} close={close} wide>
      <form class="flow" onSubmit={(sent) => void publish(sent)}>
        {check.differences.length > 0 && (
          <Differences
            list={check.differences}
            before={t('versionShort', { n: opened.current })}
            after={t('versionShort', { n: next })}
          />
        )}
        {check.bank_changes.length > 0 && (
          <div>
            <p>{t('bankChanges')}</p>
            <ul class="small">
              {check.bank_changes.map((one) => (
                <li key={one.bank}>{bankWords(one)}</li>
              ))}
            </ul>
          </div>
        )}
        {check.also.length > 0 && <p>{t('also', { names: check.also.join(', ') })}</p>}
        <p class="note small">
          {t(opened.learners ? 'whoStays' : 'nobodyStays', { n: opened.learners, next })}
        </p>
        <Field
          name="note"
          label={t('note')}
          hint={t('noteHint')}
          error={short ? t('noteShort') : null}
          control={{ maxlength: 500, autocomplete: 'off' }}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'publishing' : 'publish')}
        </button>
      </form>
    </Dialog>
  );
}
