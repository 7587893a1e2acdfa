/** Media: what a course's draft shows besides text, and files on their way into it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { plus } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
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
import { Unfinished } from './unfinished.jsx';
import { t } from './words.js';

const LOOK_AGAIN = 3000;
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
  const { problem: kept, run } = useAct();
  const list = useRef(/** @type {HTMLHeadingElement|null} */ (null));
  useEffect(() => () => queue.close(), [queue]);

  function send(/** @type {Iterable<File>|null|undefined} */ files) {
    for (const file of files ?? []) void queue.add(file);
  }
  /** What held the focus may go with its row. @param {() => Promise<void>} reload */
  const settled = async (reload) => {
    await reload();
    list.current?.focus();
  };
  const forget = (/** @type {string} */ upload) =>
    run(async () => {
      await withdraw(upload);
      await settled(mine.reload);
    });
  const here = queue.items.value;
  const there = new Set(assets.value?.items.map(({ sha256 }) => sha256));
  // What is in the queue of this page speaks for itself; a file under way is known by its name.
  const waiting = (mine.value?.items ?? []).filter(
    (upload) =>
      !here.some((item) => item.upload?.id === upload.id || item.name === upload.name) &&
      !(upload.state === 'done' && there.has(upload.result?.media ?? '')),
  );
  // One that arrived before this page was opened is examined meanwhile.
  const examined = waiting.some(({ state }) => state === 'waiting' || state === 'working');
  useEffect(() => {
    if (!examined) return undefined;
    const timer = setTimeout(() => void mine.reload(), LOOK_AGAIN);
    return () => clearTimeout(timer);
  }, [examined, mine.value, mine.problem]);
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
        <Unfinished
          uploads={waiting}
          describe={setNamed}
          forget={(upload) => void forget(upload)}
        />
      )}
      {kept && <Trouble problem={kept} />}
      {problem && <Trouble problem={problem} retry={() => void assets.reload()} />}
      {!assets.value && !problem && <Skeleton lines={6} />}
      {assets.value && (
        <section class="flow">
          <h2 ref={list} tabIndex={-1}>
            {t('inDraft')}
          </h2>
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
                    gone={() => settled(assets.reload)}
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
            await settled(assets.reload);
          }}
        />
      )}
    </Studio>
  );
}
