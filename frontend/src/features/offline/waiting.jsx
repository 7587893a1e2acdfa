/** What waits to be sent: by activity, what to do with it, and how it can be taken away. */
import { useState } from 'preact/hooks';
import { device, file, send, warn } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Discard } from './discard.jsx';

/** @typedef {import('../../kit/command.js').Command} Command */
/** @typedef {{kind: string, activity: string, title: string, count: number, first: string}} Group */

const DAY_MS = 86_400_000;
// Some browsers clear what was not opened for seven days; two days are left to act.
const SAFE_DAYS = 5;

/** What belongs together is one line. @param {Command[]} waiting @param {Record<string, string>} titles @returns {Group[]} */
function grouped(waiting, titles) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { kind, payload, occurred_at: first } of waiting) {
    const activity = String(payload.activity);
    const key = `${kind} ${activity}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { kind, activity, title: titles[activity] ?? '', count: 1, first });
  }
  return [...groups.values()];
}

/**
 * @typedef {object} About
 * @property {Command[]} waiting
 * @property {Record<string, string>} titles
 * @property {(at: string) => string} moment
 * @property {() => Promise<void>} exportFile
 * @property {(removed: number) => void} removed
 */

/** @param {About & {flush: () => void}} props */
export function Waiting({ flush, ...about }) {
  const { waiting, titles, moment, exportFile } = about;
  const [problem, setProblem] = useState('');
  const [isRemoving, setRemoving] = useState(false);
  const oldest = waiting[0]?.occurred_at ?? '';
  const until = new Date(Date.parse(oldest) + SAFE_DAYS * DAY_MS);
  return (
    <div class="flow">
      <ul class="list">
        {grouped(waiting, titles).map(({ kind, activity, title, count, first }) => (
          <li key={kind + activity}>
            <h3>
              {known(kind, t('activity'))}
              {title && `: ${title}`}
            </h3>
            <p class="small soft">
              {t('entries', { n: count })} · {moment(first)}
            </p>
          </li>
        ))}
        <li class="flow">
          <p class="tag ok">
            <Icon of={device} /> {t('onDevice')}
          </p>
          <p class="tag wait" role="status">
            <Icon of={send} /> {t('waiting', { n: waiting.length })}
          </p>
        </li>
      </ul>
      <button class="btn wide" type="button" onClick={flush}>
        <Icon of={send} /> {t('sendNow')}
      </button>
      <button
        class="btn line wide"
        type="button"
        onClick={() => exportFile().catch((trouble) => setProblem(trouble.message))}
      >
        <Icon of={file} /> {t('export')}
      </button>
      <p class="small soft">{problem || t('exportWords')}</p>
      <p class="small row">
        <Icon of={warn} class="wait" />
        <span>{t('before', { date: format.value.weekday(until) })}</span>
      </p>
      {isRemoving ? (
        <Discard {...about} close={() => setRemoving(false)} />
      ) : (
        <p>
          <button class="btn line low" type="button" onClick={() => setRemoving(true)}>
            {t('removeWaiting')}
          </button>
        </p>
      )}
    </div>
  );
}
