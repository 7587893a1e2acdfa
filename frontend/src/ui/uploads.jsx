/** Files on their way: how far each is, what became of it, and what can be done about it. */
import { again as againIcon, check, warn, x } from '../icons.json';
import { t } from '../kit/manage-i18n.js';
import { format } from '../kit/session.js';
import { Icon } from './icon.jsx';

/** @typedef {import('../kit/uploads.js').Item} Item */

/**
 * @param {object} props
 * @param {import('../kit/uploads.js').Queue} props.queue
 * @param {(item: Item) => any} [props.done] what follows one that is good, e.g. a button to use it
 */
export function UploadQueue({ queue, done }) {
  const items = queue.items.value;
  if (!items.length) return null;
  return (
    <ul class="uploads" aria-label={t('uploads')}>
      {items.map((item) => (
        <Row key={item.key} item={item} queue={queue} done={done} />
      ))}
    </ul>
  );
}

/** @param {{item: Item, queue: import('../kit/uploads.js').Queue, done?: (item: Item) => any}} props */
function Row({ item, queue, done }) {
  const bad = item.state === 'refused' || item.state === 'failed';
  const moving = item.state === 'sending' || item.state === 'queued' || item.state === 'paused';
  const share = item.size ? Math.min(1, item.sent / item.size) : 0;
  return (
    <li>
      <div class="row">
        <b class="grow cut">{item.name}</b>
        {item.state === 'done' && done?.(item)}
        {item.state === 'paused' && (
          <button class="btn line low" type="button" onClick={() => queue.again(item.key)}>
            <Icon of={againIcon} />
            {t('uploadGoOn')}
          </button>
        )}
        <button
          class="ib"
          type="button"
          aria-label={t(item.state === 'done' || bad ? 'uploadClear' : 'uploadCancel', {
            name: item.name,
          })}
          onClick={() => queue.cancel(item.key)}
        >
          <Icon of={x} />
        </button>
      </div>
      {moving && (
        <progress max={1} value={share} aria-label={t('uploadProgress', { name: item.name })} />
      )}
      {item.state === 'examining' && (
        <progress max={100} value={item.progress} aria-label={t('uploadExamining')} />
      )}
      <p
        class={`small ${bad ? 'tag no' : item.state === 'done' ? 'tag ok' : 'soft'}`}
        role={bad ? 'alert' : 'status'}
      >
        {item.state === 'done' && <Icon of={check} />}
        {bad && <Icon of={warn} />}
        {told(item)}
      </p>
    </li>
  );
}

const size = (/** @type {number} */ bytes) => format.value.bytes(bytes);

/** @param {Item} item */
function told(item) {
  const sent = t('uploadSent', { sent: size(item.sent), of: size(item.size) });
  switch (item.state) {
    case 'queued':
      return item.sent ? sent : t('uploadQueued', { size: size(item.size) });
    case 'sending':
      return sent;
    case 'paused':
      return `${item.reason || t('uploadPaused')} ${sent}`;
    case 'examining':
      return t('uploadExamining');
    case 'done':
      return t('uploadDone', { size: size(item.upload?.result?.bytes ?? item.size) });
    default:
      return item.reason || t('uploadFailed');
  }
}
