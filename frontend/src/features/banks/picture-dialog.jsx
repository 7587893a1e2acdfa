/** A picture for a text: a new one with its description and licence, or one the bank has. */
import { useEffect, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

const MOST = 2_000_000;

/** @param {File} file @returns {Promise<string>} its bytes as base64 */
const base64 = (file) =>
  new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });

/** @param {{bank: string, given: File|null, insert: (figure: string) => void, close: () => void}} props */
export function PictureDialog({ bank, given, insert, close }) {
  const { busy, problem, run } = useAct();
  const [file, setFile] = useState(given);
  const [link, setLink] = useState('');
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const kept = useLoaded(`pictures ${bank}`, (signal) => api.pictures(bank, signal));
  const large = file && file.size > MOST;
  useEffect(() => {
    if (!file) return undefined;
    const reader = new FileReader();
    reader.onload = () => setLink(String(reader.result));
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const said = (/** @type {string} */ name) => String(form.get(name) ?? '').trim();
    const wanting = ['alt', 'licence'].filter((name) => !said(name));
    if (!file) wanting.push('file');
    setMissing(wanting);
    if (wanting.length || !file || large) return;
    const added = await run(async () =>
      api.addPicture(bank, {
        name: file.name,
        content: await base64(file),
        alt: said('alt'),
        licence: said('licence'),
      }),
    );
    if (added) insert(added.figure);
  }

  return (
    <Dialog title={t('picture')} close={close}>
      <form class="flow" noValidate onSubmit={(sent) => void add(sent)}>
        <div
          class="drop"
          onDragOver={(over) => over.preventDefault()}
          onDrop={(drop) => {
            drop.preventDefault();
            setFile(drop.dataTransfer?.files[0] ?? null);
          }}
        >
          <Field
            name="file"
            label={t('pictureFile')}
            hint={t('pictureFileHint')}
            error={
              large
                ? t('pictureLarge', { size: format.value.bytes(file.size) })
                : missing.includes('file')
                  ? t('pictureMissing')
                  : null
            }
            control={{
              type: 'file',
              accept: 'image/png,image/jpeg,image/webp,image/svg+xml',
              onChange: (/** @type {any} */ { currentTarget }) =>
                setFile(currentTarget.files[0] ?? file),
            }}
          />
          {file && <p class="small">{file.name}</p>}
          {link && <img src={link} alt="" class="thumb" />}
        </div>
        <Field
          name="alt"
          label={t('alt')}
          hint={t('altHint')}
          error={missing.includes('alt') ? t('altMissing') : null}
          control={{ maxlength: 500, autocomplete: 'off' }}
        />
        <Field
          name="licence"
          label={t('licence')}
          hint={t('licenceHint')}
          error={missing.includes('licence') ? t('licenceMissing') : null}
          control={{ maxlength: 200, autocomplete: 'off', list: 'licences' }}
        />
        <datalist id="licences">
          <option value="CC BY 4.0" />
          <option value="CC BY-SA 4.0" />
          <option value="CC0 1.0" />
        </datalist>
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'sending' : 'pictureAdd')}
        </button>
      </form>
      {(kept.value?.items.length ?? 0) > 0 && (
        <div class="ask flow">
          <h3>{t('picturesKept')}</h3>
          <ul class="pictures">
            {kept.value?.items.map((one) => (
              <li key={one.file}>
                <button class="pick-picture" type="button" onClick={() => insert(one.figure)}>
                  <img src={one.link} alt="" loading="lazy" class="thumb" />
                  <span class="small">{one.alt}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
