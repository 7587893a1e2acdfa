/** What this device has made and the server has not answered yet, and the latest that it has. */
import { useEffect, useState } from 'preact/hooks';
import { device, file, send, warn } from '../../icons.json';
import { known, t } from '../../kit/offline-i18n.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Section } from '../../ui/page.jsx';
import { useOutbox } from './use-outbox.js';

/** @typedef {import('../../kit/command.js').Command} Command */
/** @typedef {{kind: string, activity: string, title: string, count: number, first: string}} Group */

const DAY_MS = 86_400_000;
// Some browsers clear what was not opened for seven days; two days are left to act.
const SAFE_DAYS = 5;
const SKEW_WORTH_SAYING_MS = 120_000;

/** What belongs together is one line. @param {Command[]} waiting @param {Record<string, string>} titles @returns {Group[]} */
function grouped(waiting, titles) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const { kind, payload, occurred_at } of waiting) {
    const activity = String(payload.activity);
    const key = `${kind} ${activity}`;
    const group = groups.get(key);
    if (group) group.count += 1;
    else
      groups.set(key, {
        kind,
        activity,
        title: titles[activity] ?? '',
        count: 1,
        first: occurred_at,
      });
  }
  return [...groups.values()];
}

const moment = (/** @type {string} */ at) => `${format.value.date(at)}, ${format.value.time(at)}`;

/** @param {{groups: Group[], total: number}} props */
const Waiting = ({ groups, total }) => (
  <ul class="list">
    {groups.map(({ kind, activity, title, count, first }) => (
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
    <li>
      <p class="tag ok">
        <Icon of={device} /> {t('onDevice')}
      </p>
      <p class="tag wait" role="status">
        <Icon of={send} /> {t('waiting', { n: total })}
      </p>
    </li>
  </ul>
);

export function Outbox() {
  const { waiting, journal, titles, state, skew, flush, forget, exportFile } = useOutbox();
  const [problem, setProblem] = useState('');
  const total = waiting?.length ?? 0;
  const oldest = waiting?.[0]?.occurred_at;
  const until = oldest && new Date(Date.parse(oldest) + SAFE_DAYS * DAY_MS);
  const [Answered, setAnswered] = useState(/** @type {any} */ (null));
  const isAnything = journal.length > 0;
  useEffect(() => {
    if (isAnything)
      void import('./answered.jsx').then((found) => setAnswered(() => found.Answered));
  }, [isAnything]);

  return (
    <Section id="keluar" title={t('outbox')}>
      {state === 'signed-out' && (
        <p class="note small">
          {t('signedOut')} <a href={paths.signIn(paths.offline)}>{t('sendNow')}</a>
        </p>
      )}
      {waiting && total > 0 ? (
        <div class="flow">
          <Waiting groups={grouped(waiting, titles)} total={total} />
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
          {until && (
            <p class="small row">
              <Icon of={warn} class="wait" />
              <span>{t('before', { date: format.value.weekday(until) })}</span>
            </p>
          )}
        </div>
      ) : (
        // Nothing is said before it is known.
        waiting && <p class="soft">{t('nothingWaits')}</p>
      )}
      {Math.abs(skew) > SKEW_WORTH_SAYING_MS && (
        <p class="note small under">
          {t('clock', { minutes: Math.round(Math.abs(skew) / 60_000) })}
        </p>
      )}
      {Answered && <Answered journal={journal} titles={titles} forget={forget} moment={moment} />}
      <p class="under">
        <a href={paths.handOver}>{t('handOver')}</a>
      </p>
    </Section>
  );
}
