/** Sound, film and documents that the draft shows and this server lacks; each can be sent here. */
import { useEffect, useState } from 'preact/hooks';
import { warn } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { format } from '../../kit/session.js';
import { uploadQueue } from '../../kit/uploads.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import { UploadQueue } from '../../ui/uploads.jsx';
import * as api from './api.js';
import { t } from './words.js';

const ACCEPTED = '.mp3,.m4a,.ogg,.oga,.opus,.mp4,.m4v,.webm,.pdf';

/** @param {{id: string, list: api.Missing[]}} props */
export function Missing({ id, list }) {
  const [left, setLeft] = useState(list);
  const [queue] = useState(() => uploadQueue({ course: id }));
  const { problem, run } = useAct();
  useEffect(() => () => queue.close(), [queue]);

  async function send(/** @type {FileList|null} */ files) {
    for (const file of files ?? []) {
      const upload = await queue.add(file);
      if (upload?.state !== 'done') continue;
      const now = await run(() => api.sendMissing(id, upload.id));
      if (!now) continue;
      for (const { key, upload: sent } of queue.items.value) {
        if (sent?.id === upload.id) queue.forget(key);
      }
      setLeft(now.items);
      announce(t('missingLeft', { count: now.items.length }));
    }
  }
  if (!list.length) return null;
  if (!left.length) return <p class="tag ok">{t('missingNone')}</p>;
  return (
    <section class="flow" aria-labelledby="belum-ada">
      <h3 id="belum-ada">{t('missing', { count: left.length })}</h3>
      <p class="tag no">
        <Icon of={warn} />
        {t('missingWords')}
      </p>
      <ul class="findings small">
        {left.map((one) => (
          <li key={one.path}>
            <b>{one.title}</b>
            <br />
            {one.path.split('/').pop()?.replace('.media.yaml', '')}
            {' · '}
            {format.value.bytes(one.bytes)}
          </li>
        ))}
      </ul>
      <label class="btn line pick-file">
        {t('sendMissing')}
        <input
          class="sr"
          type="file"
          multiple
          accept={ACCEPTED}
          onChange={({ currentTarget }) => {
            const files = currentTarget.files;
            void send(files).then(() => {
              currentTarget.value = '';
            });
          }}
        />
      </label>
      <UploadQueue queue={queue} />
      {problem && <Trouble problem={problem} />}
    </section>
  );
}
