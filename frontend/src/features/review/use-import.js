/** Bringing a course in: what was chosen, its way to the server, and what became of it. */
import { useEffect, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { uploadQueue } from '../../kit/uploads.js';
import { announce } from '../../ui/announce.jsx';
import * as api from './api.js';
import { gathered, MOST_BYTES, MOST_FILES, planned, SMALL_BYTES } from './gathering.js';
import { t } from './words.js';

/** @typedef {import('./gathering.js').Plan} Plan */
/** @typedef {{title: string, audience: string}} Said */

export function useImport() {
  const act = useAct();
  const [queue] = useState(() => uploadQueue({ purpose: 'import' }));
  const [plan, setPlan] = useState(/** @type {Plan|null} */ (null));
  // What has been sent already: bringing it into a draft after all asks for no second journey.
  const [sent, setSent] = useState(/** @type {{file: File, upload: string|null}|null} */ (null));
  const [made, setMade] = useState(/** @type {api.Imported|null} */ (null));
  useEffect(() => () => queue.close(), [queue]);

  const hindrance =
    plan &&
    (plan.send.length === 0
      ? t('nothingChosen')
      : plan.send.length > MOST_FILES
        ? t('tooManyFiles')
        : plan.bytes > MOST_BYTES
          ? t('tooHeavy')
          : '');

  /** @param {import('./gathering.js').Picked[]} picked */
  function choose(picked) {
    act.clear();
    setMade(null);
    setSent(null);
    setPlan(picked.length ? planned(picked) : null);
  }

  /** The upload's id; "" if the file is small, null if it was not taken. @param {File} file */
  async function travel(file) {
    if (file.size <= SMALL_BYTES) return '';
    const upload = await queue.add(file);
    return upload?.state === 'done' ? upload.id : null;
  }

  /** @param {Said} said @param {boolean} into */
  async function bring(said, into) {
    if (!plan || hindrance) return;
    setMade(null);
    const done = await act.run(async () => {
      const file = sent?.file ?? (await gathered(plan));
      const upload = sent ? sent.upload : await travel(file);
      if (upload === null) return null;
      setSent({ file, upload });
      return api.bringIn(upload ? { upload } : { file }, said, into);
    });
    if (!done) return;
    for (const { key } of queue.items.value) queue.forget(key);
    announce(t(done.created ? 'madeNew' : 'madeInto', { count: done.files }));
    setPlan(null);
    setSent(null);
    setMade(done);
  }
  return { ...act, queue, plan, hindrance, choose, bring, made };
}
