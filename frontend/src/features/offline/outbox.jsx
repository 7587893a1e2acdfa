/** What this device has made and the server has not answered yet, and the latest that it has. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../../kit/offline-i18n.js';
import * as paths from '../../kit/paths.js';
import { format } from '../../kit/session.js';
import { Section } from '../../ui/page.jsx';
import { useOutbox } from './use-outbox.js';

const SKEW_WORTH_SAYING_MS = 120_000;

const moment = (/** @type {string} */ at) => `${format.value.date(at)}, ${format.value.time(at)}`;

export function Outbox() {
  const { waiting, state, skew, ...about } = useOutbox();
  const { journal, brought } = about;
  const [removed, setRemoved] = useState(0);
  const isWaiting = Boolean(waiting?.length);
  const isAnything = journal.length + brought.length > 0;
  const [{ Waiting, Answered }, setParts] = useState(/** @type {any} */ ({}));
  useEffect(() => {
    if (isWaiting || isAnything) void import('./more.jsx').then(setParts);
  }, [isWaiting || isAnything]);

  return (
    <Section id="keluar" title={t('outbox')}>
      {state === 'signed-out' && (
        <p class="note small">
          {t('signedOut')} <a href={paths.signIn(paths.offline)}>{t('sendNow')}</a>
        </p>
      )}
      <p class="small" role="status">
        {removed > 0 && t('removed', { n: removed })}
      </p>
      {isWaiting && Waiting && (
        <Waiting {...about} waiting={waiting} moment={moment} removed={setRemoved} />
      )}
      {/* Nothing is said before it is known. */}
      {waiting && !isWaiting && <p class="soft">{t('nothingWaits')}</p>}
      {Math.abs(skew) > SKEW_WORTH_SAYING_MS && (
        <p class="note small under">
          {t('clock', { minutes: Math.round(Math.abs(skew) / 60_000) })}
        </p>
      )}
      {isAnything && Answered && <Answered {...about} moment={moment} />}
      <p class="under">
        <a href={paths.handOver}>{t('handOver')}</a>
      </p>
    </Section>
  );
}
