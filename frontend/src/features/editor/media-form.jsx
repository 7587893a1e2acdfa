/** A picture, sound, film or document for the text: sent in pieces, described, then put in. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { uploadQueue } from '../../kit/uploads.js';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @typedef {'picture'|'sound'|'film'|'document'} Kind */

const ACCEPTED = 'image/*,audio/*,video/mp4,video/webm,application/pdf';

/** What a file says of itself; the server looks inside. @param {File} file @returns {Kind} */
function kindOf({ type, name }) {
  if (type.startsWith('audio/')) return 'sound';
  if (type.startsWith('video/')) return 'film';
  return type === 'application/pdf' || /\.pdf$/i.test(name) ? 'document' : 'picture';
}

const ASKED = /** @type {const} */ ({
  picture: ['alt', 'licence', 'caption'],
  sound: ['title', 'licence', 'transcript'],
  film: ['title', 'licence', 'transcript'],
  document: ['title', 'licence'],
});

const OPTIONAL = ['transcript', 'caption'];

/** @param {{place: {id: string, module: string}, given: File|null, put: (written: string) => void}} props */
export function MediaForm({ place, given, put }) {
  const { busy, problem, run } = useAct();
  const [file, setFile] = useState(given);
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const [queue] = useState(() => uploadQueue({ course: place.id }));
  const sending = useRef(
    /** @type {Promise<import('../../kit/uploads.js').UploadRead|null>|null} */ (null),
  );
  useEffect(() => () => queue.close(), [queue]);
  useEffect(() => {
    if (!file) return;
    for (const { key } of queue.items.peek()) queue.cancel(key);
    sending.current = queue.add(file);
  }, [file, queue]);
  const asked = file ? ASKED[kindOf(file)] : [];
  const [last] = queue.items.value;
  const refused = last?.state === 'refused' || last?.state === 'failed';

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const said = Object.fromEntries(
      asked.map((name) => [name, String(form.get(name) ?? '').trim()]),
    );
    const wanting = asked.filter((name) => !OPTIONAL.includes(name) && !said[name]);
    setMissing(file ? wanting : ['file']);
    if (!file || wanting.length || refused) return;
    const added = await run(async () => {
      const upload = await sending.current;
      if (upload?.state !== 'done') return null;
      const filled = Object.fromEntries(Object.entries(said).filter(([, text]) => text));
      return api.attach(place.id, { upload: upload.id, module: place.module, ...filled });
    });
    if (added) put(added.markdown);
  }

  return (
    <form class="flow" noValidate onSubmit={(sent) => void add(sent)}>
      <div
        onDragOver={(over) => over.preventDefault()}
        onDrop={(drop) => {
          drop.preventDefault();
          setFile(drop.dataTransfer?.files[0] ?? file);
        }}
      >
        <Field
          name="file"
          label={t('mediaFile')}
          hint={t('mediaFileHint')}
          error={missing.includes('file') ? t('mediaMissing') : null}
          control={{
            type: 'file',
            accept: ACCEPTED,
            onChange: (/** @type {any} */ { currentTarget }) =>
              setFile(currentTarget.files[0] ?? file),
          }}
        />
      </div>
      <UploadQueue queue={queue} />
      {asked.map((name) => (
        <Field
          key={name}
          name={name}
          label={t(`media.${name}`)}
          hint={t(`media.${name}.hint`)}
          as={name === 'transcript' ? 'textarea' : 'input'}
          error={missing.includes(name) ? t('fillIn') : null}
          control={{
            autocomplete: 'off',
            ...(name === 'licence' ? { list: 'licences', maxlength: 200 } : {}),
            ...(name === 'transcript' ? { rows: 4 } : {}),
          }}
        />
      ))}
      <datalist id="licences">
        <option value="CC BY 4.0" />
        <option value="CC BY-SA 4.0" />
        <option value="CC0 1.0" />
      </datalist>
      {problem && <Trouble problem={problem} />}
      <button class="btn wide" aria-disabled={busy || refused}>
        {t(busy ? 'mediaWaits' : 'insertGo')}
      </button>
    </form>
  );
}
