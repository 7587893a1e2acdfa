/** The same figures by unit; those too small to be told one by one stand together. */
import { luring } from '../../icons.json';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { fileOf } from './api.js';
import { t } from './words.js';

/** @typedef {import('./api.js').Progress} Progress */
/** @typedef {import('./api.js').Agency} Agency */

const n = (/** @type {number} */ value) => format.value.number(value);

/** @param {{of: {learners: number, begun: number, completed: number}}} props */
const Reach = ({ of }) => (
  <span
    class="reach"
    style={{ '--opened': of.begun / of.learners, '--done': of.completed / of.learners }}
    aria-hidden="true"
  />
);

const counts = (/** @type {Pick<Agency, 'learners'|'begun'|'completed'|'stuck'>} */ of) => [
  t('nLearners', { n: n(of.learners) }),
  t('nBegun', { n: n(of.begun) }),
  t('nCompleted', { n: n(of.completed) }),
  t('nStuck', { n: n(of.stuck) }),
];

/** @param {{one: Agency, look: () => void}} props */
const Unit = ({ one, look }) => (
  <li>
    <button class="link" type="button" onClick={look}>
      <b>{one.name}</b>
    </button>
    <Reach of={one} />
    <span class="small soft">
      {[
        ...counts(one),
        one.minutes_planned > 0 &&
          t('took', { n: n(one.minutes_median), of: n(one.minutes_planned) }),
        one.stop && t('mostStop', { n: n(one.stop.stuck), title: one.stop.title }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </span>
  </li>
);

/**
 * @param {object} props
 * @param {string} props.slug
 * @param {import('./asked.js').Asked} props.asked
 * @param {Progress} props.all
 * @param {(agency: string) => void} props.look
 */
export function Units({ slug, asked, all, look }) {
  const { agencies, small } = all;
  if (agencies.length + (small?.agencies ?? 0) < 2) return null;
  return (
    <section aria-labelledby="perangkat">
      <div class="title">
        <h2 id="perangkat">{t('byAgency')}</h2>
        <a class="btn line low" href={fileOf(slug, 'progress', asked)} download>
          <Icon of={luring} />
          {t('takeUnits')}
        </a>
      </div>
      <ul class="agencies">
        {agencies.map((one) => (
          <Unit key={one.id} one={one} look={() => look(one.id)} />
        ))}
        {small && (
          <li>
            <b>{t('smallUnits', { n: n(small.agencies), least: small.least })}</b>
            <Reach of={small} />
            <span class="small soft">{counts(small).join(' · ')}</span>
          </li>
        )}
      </ul>
      {small && <p class="small soft">{t('smallWords', { least: small.least })}</p>}
      {all.more_agencies > 0 && (
        <p class="small soft">{t('moreAgencies', { n: n(all.more_agencies) })}</p>
      )}
    </section>
  );
}
