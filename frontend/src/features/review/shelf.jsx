/** What learners have: the version, taking the course away from new ones, and the file to keep. */
import { useState } from 'preact/hooks';
import { luring, not } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { DownloadDialog } from './download-dialog.jsx';
import { t } from './words.js';

/** @param {{review: api.Review, away: boolean, close: () => void, done: (words: string) => void}} props */
function ShelfDialog({ review, away, close, done }) {
  const { busy, problem, run } = useAct();
  const [note, setNote] = useState('');
  /** @param {Event} sent */
  async function submit(sent) {
    sent.preventDefault();
    if (note.trim().length < 3) return;
    if (!(await run(() => api.shelve(review.slug, away, note.trim()).then(() => true)))) return;
    close();
    done(t(away ? 'unpublished' : 'republished'));
  }
  return (
    <Dialog title={t(away ? 'unpublishTitle' : 'republishTitle')} close={close}>
      <form class="flow" onSubmit={submit}>
        <p>{t(away ? 'unpublishWords' : 'republishWords')}</p>
        <Field
          name="alasan"
          label={t('why')}
          as="textarea"
          control={{
            rows: 3,
            maxLength: 500,
            required: true,
            value: note,
            onInput: (/** @type {any} */ typed) => setNote(typed.currentTarget.value),
          }}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy || note.trim().length < 3}>
          {t(away ? 'unpublish' : 'republish')}
        </button>
      </form>
    </Dialog>
  );
}

/** @param {{review: api.Review, done: (words: string) => void}} props */
export function Shelf({ review, done }) {
  const [open, setOpen] = useState(false);
  const [kept, keep] = useState(/** @type {'draft'|'course'|null} */ (null));
  const { published, rights } = review;
  return (
    <section class="flow" aria-labelledby="terbit">
      <h2 id="terbit">{t('whatLearnersHave')}</h2>
      {published ? (
        <>
          <p>
            <b>{t('versionOf', { n: published.version })}</b>
            <br />
            <span class="small soft">
              {[
                format.value.date(published.at),
                published.by,
                t('learning', { count: published.learners }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </p>
          {published.note && <p class="small">{published.note}</p>}
          {published.shelved && (
            <p class="tag no">
              <Icon of={not} />
              {t('shelved')}
            </p>
          )}
        </>
      ) : (
        <p class="soft">{t('notYet')}</p>
      )}
      <p class="keep">
        <button class="link" type="button" onClick={() => keep('draft')}>
          <Icon of={luring} />
          {t('draftZip')}
        </button>
        {published && (
          <button class="link" type="button" onClick={() => keep('course')}>
            <Icon of={luring} />
            {t('courseZip', { n: published.version })}
          </button>
        )}
      </p>
      {kept && (
        <DownloadDialog
          of={kept === 'draft' ? api.draftAt(review.id) : api.courseAt(review.slug)}
          title={
            kept === 'draft' || !published
              ? t('draftZip')
              : t('courseZip', { n: published.version })
          }
          close={() => keep(null)}
        />
      )}
      {published && rights.shelve && (
        <button class="link" type="button" onClick={() => setOpen(true)}>
          {t(published.shelved ? 'republish' : 'unpublish')}
        </button>
      )}
      {open && published && (
        <ShelfDialog
          review={review}
          away={!published.shelved}
          close={() => setOpen(false)}
          done={done}
        />
      )}
    </section>
  );
}
