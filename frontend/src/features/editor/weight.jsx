/** What the page costs a learner on a slow line, and what weighs most. */
import { data } from '../../icons-staff.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { t } from './words.js';

/** @param {{weight: import('../../kit/api-types-editor').TextWeight}} props */
export function Weight({ weight }) {
  const { bytes, number } = format.value;
  const parts = /** @type {[string, number][]} */ ([
    [t('weightText'), weight.html_bytes],
    ...weight.pictures.map(({ bytes: of }, place) => [t('weightPicture', { n: place + 1 }), of]),
  ]).sort(([, a], [, b]) => b - a);
  return (
    <section class="weight flow small" aria-labelledby="weight">
      <h2 id="weight" class="tag">
        <Icon of={data} />
        {t('weight', {
          size: bytes(weight.total_bytes),
          n: number(Math.max(0.1, Math.round(weight.seconds_400 * 10) / 10)),
        })}
      </h2>
      {parts.length > 1 && (
        <dl class="weighs">
          {parts.slice(0, 5).map(([name, of]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{bytes(of)}</dd>
            </div>
          ))}
        </dl>
      )}
      {weight.media_bytes > 0 && (
        <p class="soft">{t('weightMedia', { size: bytes(weight.media_bytes) })}</p>
      )}
    </section>
  );
}
