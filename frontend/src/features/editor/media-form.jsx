/** A picture, sound, film or document for the text: sent now or there already, described, put in. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { uploadQueue } from '../../kit/uploads.js';
import { Field } from '../../ui/field.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import { Segments } from '../../ui/segments.jsx';
import * as api from './api.js';
import { assetOf, pictureOf } from './assets.js';
import { attributesOf } from './blocks.js';
import { directive } from './markup.js';
import { MediaShelf } from './media-shelf.jsx';
import { DIRECTIVES, KIND_OF, MediaWords, saidIn } from './media-words.jsx';
import { t } from './words.js';

/** @typedef {import('./media-words.jsx').Kind} Kind */
/** @typedef {import('./media-words.jsx').Place} Place */
/** @typedef {import('./blocks.js').Directive} Directive */

const PICTURES = 'image/*';
const ACCEPTED = `${PICTURES},audio/*,video/mp4,video/webm,application/pdf`;
const WAYS = /** @type {const} */ (['new', 'there']);

/** What a file says of itself; the server looks inside. @param {File} file @returns {Kind} */
function kindOf({ type, name }) {
  if (type.startsWith('audio/')) return 'sound';
  if (type.startsWith('video/')) return 'film';
  return type === 'application/pdf' || /\.pdf$/i.test(name) ? 'document' : 'picture';
}

/**
 * A file for a text: another one, or what is said of one that the text shows.
 *
 * @param {object} props
 * @param {Directive|null} props.block what is changed; null: something new
 * @param {Place} props.place
 * @param {string} props.text
 * @param {File|null} props.given what was pasted or dropped
 * @param {(written: string) => void} props.put
 */
export const Media = ({ block, given, text, ...rest }) =>
  block ? <Recorded block={block} {...rest} /> : <MediaForm given={given} text={text} {...rest} />;

/** The words of a file that the text shows. @param {{block: Directive, place: Place, put: (written: string) => void}} props */
function Recorded({ block: { name, attributes, body }, place, put }) {
  const { value, problem, reload } = useLoaded(`berkas ${place.id}`, (signal) =>
    api.assets(place.id, signal),
  );
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!value) return <Skeleton lines={4} />;
  const { src = '', alt, licence } = attributes;
  const kind = KIND_OF[name] ?? 'picture';
  const asset = assetOf(value.items, place, src);
  if (!asset && kind !== 'picture') return <p>{t('mediaGone', { name: src })}</p>;
  return (
    <Describe
      place={place}
      src={src}
      kind={kind}
      asset={asset}
      given={kind === 'picture' ? { alt, licence, caption: body } : { caption: body }}
      go={t('changeGo')}
      put={put}
    />
  );
}

/** @param {{place: Place, text: string, given: File|null, put: (written: string) => void}} props */
function MediaForm({ place, text, given, put }) {
  const [way, setWay] = useState(/** @type {'new'|'there'} */ ('new'));
  const [chosen, setChosen] = useState(
    /** @type {import('./media-shelf.jsx').Shown|null} */ (null),
  );
  if (chosen) {
    return (
      <Describe
        place={place}
        src={`assets/${chosen.name}`}
        kind={chosen.kind}
        asset={chosen}
        // How it is described where this text shows it already.
        given={attributesOf(text, `assets/${chosen.name}`)}
        go={t('insertGo')}
        put={put}
      />
    );
  }
  return (
    <>
      {!given && (
        <Segments
          label={t('mediaFrom')}
          ways={WAYS.map((one) => [one, t(`mediaFrom.${one}`)])}
          chosen={way}
          choose={setWay}
        />
      )}
      {way === 'there' ? (
        <MediaShelf place={place} choose={setChosen} />
      ) : (
        <Sent place={place} given={given} put={put} />
      )}
    </>
  );
}

/** @param {{place: Place, given: File|null, put: (written: string) => void}} props */
function Sent({ place, given, put }) {
  const { busy, problem, run } = useAct();
  const [file, setFile] = useState(given);
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const [queue] = useState(() => uploadQueue({ course: place.id }));
  const sending = useRef(
    /** @type {Promise<import('../../kit/uploads.js').UploadRead|null>|null} */ (null),
  );
  useEffect(() => () => queue.close(), [queue]);
  const kind = file && kindOf(file);
  // A question shows pictures alone.
  const only = place.bank !== undefined;
  const isFitting = !only || kind === 'picture';
  useEffect(() => {
    if (!file) return;
    for (const { key } of queue.items.peek()) queue.cancel(key);
    sending.current = isFitting ? queue.add(file) : null;
  }, [file, queue]);
  const [last] = queue.items.value;
  const refused = last?.state === 'refused' || last?.state === 'failed';

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = /** @type {HTMLFormElement} */ (sent.currentTarget);
    if (!kind) return setMissing(['file']);
    if (!isFitting) return;
    const { said, missing: wanting } = saidIn(form, kind);
    setMissing(wanting);
    if (wanting.length || refused) return;
    const added = await run(async () => {
      const upload = await sending.current;
      if (upload?.state !== 'done') return null;
      const { module, bank = null } = place;
      return api.attach(place.id, { upload: upload.id, module, bank, ...said });
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
          hint={t(only ? 'pictureFileHint' : 'mediaFileHint')}
          error={
            !isFitting ? t('pictureOnly') : missing.includes('file') ? t('mediaMissing') : null
          }
          control={{
            type: 'file',
            accept: only ? PICTURES : ACCEPTED,
            onChange: (/** @type {any} */ { currentTarget }) =>
              setFile(currentTarget.files[0] ?? file),
          }}
        />
      </div>
      <UploadQueue queue={queue} />
      {kind && isFitting && <MediaWords key={kind} kind={kind} place={place} missing={missing} />}
      {problem && <Trouble problem={problem} />}
      <button class="btn wide" aria-disabled={busy || refused}>
        {t(busy ? 'mediaWaits' : 'insertGo')}
      </button>
    </form>
  );
}

/**
 * What is said of a file that is there: in the text of a picture, beside the file of the others.
 *
 * @param {object} props
 * @param {Place} props.place
 * @param {string} props.src as the text names it
 * @param {Kind} props.kind
 * @param {api.Asset|null} props.asset
 * @param {Partial<Record<import('./media-words.jsx').Word, string|null>>} props.given
 * @param {string} props.go
 * @param {(written: string) => void} props.put
 */
export function Describe({ place, src, kind, asset, given, go, put }) {
  const { busy, problem, run } = useAct();
  const [missing, setMissing] = useState(/** @type {string[]} */ ([]));
  const isPicture = kind === 'picture';

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = /** @type {HTMLFormElement} */ (sent.currentTarget);
    const { said, missing: wanting } = saidIn(form, kind);
    setMissing(wanting);
    if (wanting.length) return;
    const { caption = '', alt = '', licence = '', title, transcript, captions } = said;
    if (isPicture) return put(directive('figure', { src, alt, licence }, caption || alt));
    const words = { title, licence, transcript: transcript ?? null, captions: captions ?? null };
    const isSame =
      asset &&
      Object.entries(words).every(
        ([name, value]) => (asset[/** @type {'title'} */ (name)] ?? null) === (value ?? null),
      );
    const done = isSame || (asset && (await run(() => api.changeAsset(place.id, asset, words))));
    if (done) put(directive(DIRECTIVES[kind], { src }, caption));
  }
  return (
    <form class="flow" noValidate onSubmit={(sent) => void add(sent)}>
      {isPicture && asset?.link && (
        <img
          class="described"
          src={pictureOf(place.id, asset) ?? undefined}
          alt=""
          onError={({ currentTarget }) => currentTarget.remove()}
        />
      )}
      <p class="small soft">{src.replace(/^assets\//, '')}</p>
      <MediaWords
        kind={kind}
        place={asset ? { id: place.id, module: asset.module } : place}
        given={isPicture ? given : { ...asset, ...given }}
        missing={missing}
      />
      {!isPicture && <p class="small soft">{t('mediaEverywhere')}</p>}
      {problem && <Trouble problem={problem} />}
      <button class="btn wide" aria-disabled={busy}>
        {busy ? t('stateSaving') : go}
      </button>
    </form>
  );
}
