/** Who sees the course: one unit with all below it, or everyone; and changing that. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-review').CourseSharing} CourseSharing */

/** @param {CourseSharing} sharing */
const wordsOf = ({ audience }) =>
  audience ? t('sharingOf', { name: audience.name }) : t('sharingAll');

/** @param {{id: string, sharing: CourseSharing, close: () => void, changed: (now: CourseSharing) => void}} props */
function SharingDialog({ id, sharing, close, changed }) {
  const { busy, problem, run } = useAct();
  const [wanted, setWanted] = useState(sharing.audience?.id ?? '');
  /** @param {Event} sent */
  async function submit(sent) {
    sent.preventDefault();
    const now = await run(() => api.share(id, wanted || null));
    if (!now) return;
    close();
    changed(now);
  }
  const { audience, choices, learners, published } = sharing;
  const isListed = !audience || choices.some((one) => one.id === audience.id);
  return (
    <Dialog title={t('sharingTitle')} close={close}>
      <form class="flow" onSubmit={submit}>
        <p>{published ? t('sharingKept', { count: learners }) : t('sharingNobodyYet')}</p>
        <Field
          name="audience"
          as="select"
          label={t('sharingField')}
          hint={t('sharingHint')}
          control={{
            value: wanted,
            onChange: (/** @type {any} */ chosen) => setWanted(chosen.currentTarget.value),
          }}
        >
          <option value="">{t('sharingAll')}</option>
          {!isListed && audience && <option value={audience.id}>{audience.name}</option>}
          {choices.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Field>
        {problem && <Trouble problem={problem} />}
        <button
          class="btn wide"
          aria-disabled={busy || wanted === (audience?.id ?? '')}
          onClick={(event) => {
            if (wanted === (audience?.id ?? '')) event.preventDefault();
          }}
        >
          {t(busy ? 'sharingSaving' : 'sharingSave')}
        </button>
      </form>
    </Dialog>
  );
}

/** @param {{id: string, done: (words: string) => void}} props */
export function Sharing({ id, done }) {
  const [open, setOpen] = useState(false);
  const [changed, setChanged] = useState(/** @type {CourseSharing|null} */ (null));
  const found = useLoaded(`sharing ${id}`, (signal) => api.sharing(id, signal));
  const sharing = changed ?? found.value;
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!sharing) return null;
  return (
    <section class="flow" aria-labelledby="sasaran">
      <h2 id="sasaran">{t('sharing')}</h2>
      <p>{wordsOf(sharing)}</p>
      {!sharing.published && <p class="small soft">{t('sharingLater')}</p>}
      {sharing.may_change && (
        <button class="link" type="button" onClick={() => setOpen(true)}>
          {t('sharingChange')}
        </button>
      )}
      {open && (
        <SharingDialog
          id={id}
          sharing={sharing}
          close={() => setOpen(false)}
          changed={(now) => {
            setChanged(now);
            done(t('sharingDone', { name: wordsOf(now) }));
          }}
        />
      )}
    </section>
  );
}
