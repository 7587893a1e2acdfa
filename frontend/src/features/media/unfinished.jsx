/** Files sent before this page was opened: what became of each, and what it waits for. */
import { check, warn, x } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

/**
 * @param {object} props
 * @param {import('./api.js').Upload[]} props.uploads
 * @param {(upload: import('./api.js').Upload) => void} props.describe
 * @param {(id: string) => void} props.forget
 */
export function Unfinished({ uploads, describe, forget }) {
  return (
    <section class="flow">
      <h2>{t('unfinished')}</h2>
      <ul class="uploads">
        {uploads.map((upload) => (
          <li key={upload.id}>
            <div class="row">
              <b class="grow cut">{upload.name}</b>
              {upload.state === 'done' && (
                <button class="btn line low" type="button" onClick={() => describe(upload)}>
                  {t('describe')}
                </button>
              )}
              <button
                class="ib"
                type="button"
                aria-label={t('drop', { name: upload.name })}
                onClick={() => forget(upload.id)}
              >
                <Icon of={x} />
              </button>
            </div>
            <Told upload={upload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @param {{upload: import('./api.js').Upload}} props */
function Told({ upload }) {
  const size = format.value.bytes(upload.length);
  if (upload.state === 'refused') {
    return (
      <p class="small tag no">
        <Icon of={warn} />
        {upload.reason}
      </p>
    );
  }
  if (upload.state === 'done') {
    return (
      <p class="small tag ok">
        <Icon of={check} />
        {t('arrived', { size })}
      </p>
    );
  }
  const sent = format.value.bytes(upload.offset);
  return (
    <p class="small soft" role="status">
      {upload.state === 'uploading'
        ? t('chooseAgain', { sent, of: size })
        : t('examining', { size })}
    </p>
  );
}
