/** Media: what a course's draft shows besides text, and files on their way into it. */
import { useEffect, useState } from 'preact/hooks';
import { plus } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { uploadQueue, withdraw } from '../../kit/uploads.js';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import * as api from './api.js';
import { AssetRow } from './asset-row.jsx';
import { AttachDialog } from './attach-dialog.jsx';
import './sheet.js';
import { t } from './words.js';

const ACCEPTED =
  '.png,.jpg,.jpeg,.webp,.gif,.svg,.mp3,.m4a,.ogg,.oga,.opus,.mp4,.m4v,.webm,.pdf,.vtt';

/** @param {{params: {id: string}}} props */
export default function MediaPage({ params: { id } }) {
  const draft = useLoaded(`draft ${id}`, (signal) => api.draft(id, signal));
  const assets = useLoaded(`assets ${id}`, (signal) => api.assets(id, signal));
  const mine = useLoaded(`uploads ${id}`, (signal) => api.uploads(id, signal));
  const [queue] = useState(() => uploadQueue({ course: id }));
  const [named, setNamed] = useState(/** @type {api.Upload|null} */ (null));
  const [over, setOver] = useState(false);
  useEffect(() => () => queue.close(), [queue]);

  function send(/** @type {Iterable<File>|null|undefined} */ files) {
    for (const file of files ?? []) void queue.add(file);
  }
  const forget = async (/** @type {string} */ upload) => {
    await withdraw(upload);
    await mine.reload();
  };
  const here = queue.items.value;
  const there = new Set(assets.value?.items.map(({ sha256 }) => sha256));
  // What is in the queue of this page speaks for itself; a file under way is known by its name.
  const waiting = (mine.value?.items ?? []).filter(
    (upload) =>
      !here.some((item) => item.upload?.id === upload.id || item.name === upload.name) &&
      (upload.state === 'uploading' ||
        (upload.state === 'done' && !there.has(upload.result?.media ?? ''))),
  );
  const problem = assets.problem ?? draft.problem;

  return (
    <Studio id={id} draft={draft.value} place="media">
      <section
        class={`media-drop${over ? ' over' : ''}`}
        aria-label={t('send')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          send(event.dataTransfer?.files);
        }}
      >
        <label class="btn media-choose">
          <Icon of={plus} />
          {t('choose')}
          <input
            class="sr"
            type="file"
            multiple
            accept={ACCEPTED}
            onChange={({ currentTarget }) => {
              send(currentTarget.files);
              currentTarget.value = '';
            }}
          />
        </label>
        <p class="small soft">{t('limits')}</p>
      </section>
      <UploadQueue
        queue={queue}
        done={(item) => (
          <button
            class="btn line low"
            type="button"
            onClick={() => item.upload && setNamed(item.upload)}
          >
            {t('describe')}
          </button>
        )}
      />
      {waiting.length > 0 && (
        <section class="flow">
          <h2>{t('unfinished')}</h2>
          <ul class="uploads">
            {waiting.map((upload) => (
              <li key={upload.id} class="media-wait">
                <p class="grow">
                  <b>{upload.name}</b>
                  <br />
                  <span class="small soft">
                    {upload.state === 'done'
                      ? t('arrived', { size: format.value.bytes(upload.length) })
                      : t('chooseAgain', {
                          sent: format.value.bytes(upload.offset),
                          of: format.value.bytes(upload.length),
                        })}
                  </span>
                </p>
                {upload.state === 'done' && (
                  <button class="btn line low" type="button" onClick={() => setNamed(upload)}>
                    {t('describe')}
                  </button>
                )}
                <button class="btn line low" type="button" onClick={() => void forget(upload.id)}>
                  {t('drop')}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {problem && <Trouble problem={problem} retry={() => void assets.reload()} />}
      {!assets.value && !problem && <Skeleton lines={6} />}
      {assets.value && (
        <section class="flow">
          <h2>{t('inDraft')}</h2>
          {assets.value.items.length === 0 ? (
            <Empty text={t('none')} />
          ) : (
            <>
              <p class="soft">
                {t('total', {
                  count: assets.value.items.length,
                  size: format.value.bytes(assets.value.total_bytes),
                })}
              </p>
              <ul class="list">
                {assets.value.items.map((asset) => (
                  <AssetRow
                    key={`${asset.bank}/${asset.module}/${asset.name}`}
                    id={id}
                    asset={asset}
                    draft={draft.value}
                    all={assets.value?.items ?? []}
                    reload={assets.reload}
                  />
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      {named && (
        <AttachDialog
          id={id}
          upload={named}
          modules={draft.value?.modules ?? []}
          assets={assets.value?.items ?? []}
          close={() => setNamed(null)}
          done={async () => {
            setNamed(null);
            for (const item of queue.items.value) {
              if (item.upload?.id === named.id) queue.forget(item.key);
            }
            await assets.reload();
          }}
        />
      )}
    </Studio>
  );
}
