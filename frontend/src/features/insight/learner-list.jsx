/** Learners with their last step, those who moved longest ago first. */
import { send, x } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format, holds } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { More } from './more.jsx';
import { known, t } from './words.js';

// Enough to act on; the rest is a tap away.
const PAGE = '10';
const MORE = '50';
const STATES = ['stuck', 'active', 'done'];

/**
 * @param {object} props
 * @param {string} props.slug
 * @param {api.Asked} props.asked
 * @param {string|null} props.activity the title of the activity that is looked at
 * @param {(shown: api.Asked) => void} props.change
 */
export function LearnerList({ slug, asked, activity, change }) {
  const list = useLoaded(`moving ${slug} ${JSON.stringify(asked)}`, (signal) =>
    api.learners(slug, { ...asked, limit: PAGE }, signal),
  );
  const more = useAct();
  const shown = list.value;
  async function next() {
    if (!shown) return;
    const page = await more.run(() =>
      api.learners(slug, { ...asked, limit: MORE, after: shown.next }),
    );
    if (page) list.set({ items: [...shown.items, ...page.items], next: page.next });
  }
  return (
    <section aria-labelledby="peserta">
      <div class="title">
        <h2 id="peserta" tabIndex={-1}>
          {t('who')}
        </h2>
        <label class="field row">
          {t('state')}
          <select
            value={asked.state ?? ''}
            onChange={(event) =>
              change({ activity: asked.activity ?? null, state: event.currentTarget.value || null })
            }
          >
            <option value="">{t('anyState')}</option>
            {STATES.map((one) => (
              <option key={one} value={one}>
                {known(`state.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {asked.state && !activity && !asked.agency && holds('admin', 'trainer', 'partner') && (
        <p>
          <a
            class="btn line low"
            href={paths.write(slug, `?kepada=${asked.state}&hari=${asked.days}`)}
          >
            <Icon of={send} />
            {t('write')}
          </a>
        </p>
      )}
      {activity && (
        <p class="row">
          <span>{t('lastAt', { title: activity })}</span>
          <button
            class="btn line low"
            type="button"
            onClick={() => change({ activity: null, state: asked.state ?? null })}
          >
            <Icon of={x} />
            {t('everywhere')}
          </button>
        </p>
      )}
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!shown && !list.problem && <Skeleton lines={6} />}
      {shown?.items.length === 0 && <Empty text={t('nobodyHere')} />}
      {shown && shown.items.length > 0 && (
        <ul class="movers" aria-busy={list.loading}>
          {shown.items.map((one) => (
            <Mover key={one.enrolment} one={one} />
          ))}
        </ul>
      )}
      <More act={more} next={shown?.next} load={next} />
    </section>
  );
}

/** @param {{one: api.Learner}} props */
const Mover = ({ one }) => (
  <li>
    <span>
      <b>{one.name}</b>
      <small class="soft">{one.agency}</small>
    </span>
    <span class="small">
      {one.standing === 'done'
        ? t('finished', { date: format.value.date(one.completed_at ?? one.moved_at) })
        : one.last
          ? t('last', { title: one.last.title })
          : t(one.begun ? 'lastUnknown' : 'notBegun')}
      <small class="soft">{t('met', { n: one.done, of: one.required })}</small>
    </span>
    <span class={one.standing === 'stuck' ? 'when wait' : 'when soft'}>
      {one.days === 0 ? t('today') : t('daysAgo', { n: format.value.number(one.days) })}
    </span>
  </li>
);
