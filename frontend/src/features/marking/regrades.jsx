/** Regrades of a quiz, the last one first; one that is at work shows how far it is. */
import { useEffect } from 'preact/hooks';
import { ok } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').RegradeRead} Regrade */

const EVERY_MS = 1500;

/** @param {{slug: string, quiz: string, regrades: Regrade[], reload: () => Promise<void>}} props */
export function Earlier({ regrades, reload }) {
  const working = regrades.some(({ finished_at: end }) => !end);
  useEffect(() => {
    if (!working) return undefined;
    const timer = setInterval(() => void reload(), EVERY_MS);
    return () => clearInterval(timer);
  }, [working]);
  const { date, time, number } = format.value;
  return (
    <section class="flow" aria-labelledby="earlier">
      <h2 id="earlier">{t('earlier')}</h2>
      <ul class="list">
        {regrades.map((one) => (
          <li key={one.id} class="done">
            <p>
              <b>{t(`mode.${one.mode}`)}</b>: {one.stem}
            </p>
            <p class="small soft">
              {t('by', {
                name: one.by,
                at: `${date(one.at)}, ${time(one.at)}`,
                reason: one.reason,
              })}
            </p>
            {one.finished_at ? (
              <p class="tag ok">
                <Icon of={ok} />
                {t('finished', { n: number(one.done) })}
              </p>
            ) : (
              <p role="status">
                <progress
                  max={Math.max(1, one.attempts)}
                  value={Math.min(one.done, one.attempts)}
                  aria-label={t('working')}
                />
                <span class="small">
                  {t('workingWords', { n: number(one.done), all: number(one.attempts) })}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
