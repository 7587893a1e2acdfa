/** What is said of a picture, sound, film or document, asked for the same way wherever it is. */
import { useEffect, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { uploadQueue } from '../../kit/uploads.js';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @typedef {'picture'|'sound'|'film'|'document'} Kind */
/** @typedef {'alt'|'licence'|'caption'|'title'|'transcript'|'captions'} Word */
/** @typedef {{id: string, module: string|null, bank?: string}} Place `module` null: of the whole course; `bank`: of its questions, which show pictures alone */

/** Which directive shows a kind. @type {Record<Kind, string>} */
export const DIRECTIVES = {
  picture: 'figure',
  sound: 'audio',
  film: 'video',
  document: 'document',
};
export const KIND_OF = /** @type {Record<string, Kind>} */ (
  Object.fromEntries(Object.entries(DIRECTIVES).map(([kind, name]) => [name, kind]))
);
/** @type {Record<Kind, Word[]>} */
const ASKED = {
  picture: ['alt', 'licence', 'caption'],
  sound: ['title', 'licence', 'transcript', 'captions', 'caption'],
  film: ['title', 'licence', 'captions', 'transcript', 'caption'],
  document: ['title', 'licence', 'caption'],
};
const NEEDED = ['alt', 'title', 'licence'];
const LONG = ['transcript'];
const MOST = /** @type {Record<string, number>} */ ({ title: 120, transcript: 20_000 });

/** What a form says, without what is empty, and what it leaves out. @param {HTMLFormElement} form @param {Kind} kind */
export function saidIn(form, kind) {
  const given = new FormData(form);
  const words = ASKED[kind].map((name) => [name, String(given.get(name) ?? '').trim()]);
  const said = /** @type {Partial<Record<Word, string>>} */ (
    Object.fromEntries(words.filter(([, text]) => text))
  );
  return { said, missing: ASKED[kind].filter((name) => NEEDED.includes(name) && !said[name]) };
}

/** Whether everyone can follow it. @param {Kind} kind @param {Partial<Record<Word, string|null>>} said */
const isFollowed = (kind, { transcript, captions }) =>
  kind === 'film' ? transcript || captions : kind !== 'sound' || transcript;

/**
 * @param {object} props
 * @param {Kind} props.kind
 * @param {Place} props.place
 * @param {Partial<Record<Word, string|null>>} [props.given]
 * @param {string[]} props.missing names of what must be said
 * @param {Word[]} [props.only] the others are said elsewhere
 */
export function MediaWords({ kind, place, given = {}, missing, only }) {
  const [said, setSaid] = useState(given);
  const asked = ASKED[kind].filter((name) => !only || only.includes(name));
  return (
    <div
      class="flow"
      onInput={({ target }) => {
        const { name, value } = /** @type {HTMLInputElement} */ (target);
        setSaid((old) => ({ ...old, [name]: value.trim() }));
      }}
    >
      {asked.map((name) =>
        name === 'captions' ? (
          <Captions
            key={name}
            place={place}
            chosen={said.captions ?? ''}
            choose={(captions) => setSaid((old) => ({ ...old, captions }))}
          />
        ) : (
          <Field
            key={name}
            name={name}
            label={t(name === 'caption' && kind !== 'picture' ? 'media.below' : `media.${name}`)}
            hint={t(`media.${name}.hint`)}
            as={LONG.includes(name) ? 'textarea' : 'input'}
            error={missing.includes(name) ? t('fillIn') : null}
            control={{
              autocomplete: 'off',
              defaultValue: given[name] ?? '',
              maxlength: MOST[name] ?? 400,
              ...(name === 'licence' ? { list: 'licences' } : {}),
              ...(LONG.includes(name) ? { rows: 5 } : {}),
            }}
          />
        ),
      )}
      <datalist id="licences">
        <option value="CC BY 4.0" />
        <option value="CC BY-SA 4.0" />
        <option value="CC0 1.0" />
      </datalist>
      {!isFollowed(kind, said) && (
        <p class="note small">{t(kind === 'film' ? 'media.filmNeeds' : 'media.soundNeeds')}</p>
      )}
    </div>
  );
}

/** Captions that are there, or a WebVTT file sent now. @param {{place: Place, chosen: string, choose: (name: string) => void}} props */
function Captions({ place, chosen, choose }) {
  const { problem, run } = useAct();
  const [there, setThere] = useState(/** @type {string[]} */ ([]));
  const [queue] = useState(() => uploadQueue({ course: place.id }));
  useEffect(() => () => queue.close(), [queue]);
  useEffect(() => {
    const asking = new AbortController();
    api.assets(place.id, asking.signal).then(
      ({ items }) =>
        setThere((old) => [
          ...new Set([
            ...items
              .filter((one) => one.kind === 'captions' && !one.bank && one.module === place.module)
              .map(({ name }) => name),
            ...old,
          ]),
        ]),
      // Those that are there can be chosen later; a file can be sent all the same.
      () => {},
    );
    return () => asking.abort();
  }, [place.id, place.module]);

  /** @param {HTMLInputElement} input */
  async function send({ files }) {
    const [file] = files ?? [];
    if (!file) return;
    for (const { key, state } of queue.items.peek()) {
      if (state === 'refused' || state === 'done') queue.forget(key);
      else queue.cancel(key);
    }
    const upload = await queue.add(file);
    if (upload?.state !== 'done') return;
    const added = await run(() =>
      api.attach(place.id, { upload: upload.id, module: place.module }),
    );
    if (!added) return;
    const name = added.file.replace(/^assets\//, '');
    setThere((old) => [...old, name]);
    choose(name);
  }
  const options = chosen && !there.includes(chosen) ? [chosen, ...there] : there;
  return (
    <fieldset class="captions-of flow">
      <legend>{t('media.captions')}</legend>
      <p class="small soft">{t('media.captions.hint')}</p>
      <input type="hidden" name="captions" value={chosen} />
      {options.length > 0 && (
        <Field
          name="captions-there"
          label={t('captionsThere')}
          as="select"
          control={{
            value: chosen,
            onChange: (/** @type {any} */ { currentTarget }) => choose(currentTarget.value),
          }}
        >
          <option value="">{t('captionsNone')}</option>
          {options.map((name) => (
            <option key={name} value={name} selected={name === chosen}>
              {name}
            </option>
          ))}
        </Field>
      )}
      <Field
        name="captions-file"
        label={t('captionsSend')}
        control={{
          type: 'file',
          accept: '.vtt,text/vtt',
          onChange: (/** @type {any} */ { currentTarget }) => void send(currentTarget),
        }}
      />
      <UploadQueue queue={queue} />
      {problem && <Trouble problem={problem} />}
    </fieldset>
  );
}
