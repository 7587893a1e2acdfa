/** How a course goes: how many began and finished, where they stop, and who has not moved. */
import { useState } from 'preact/hooks';
import { back, luring } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { asSearch, daysIn, readAsked } from './asked.js';
import { LearnerList } from './learner-list.jsx';
import './sheet.js';
import { Units } from './units.jsx';
import { t } from './words.js';

/** @param {{params: {slug: string}}} props */
export default function ProgressPage({ params: { slug } }) {
  const [asked, setAsked] = useState(() => readAsked(location.search));
  const { agency, days } = asked;
  const told = useLoaded(`progress ${slug} ${days} ${agency}`, (signal) =>
    api.progress(slug, { agency, days: String(days) }, signal),
  );
  const all = told.value;
  /** @param {Partial<import('./asked.js').Asked>} part */
  function ask(part) {
    const next = { ...asked, ...part };
    const search = asSearch(next);
    // A reload, a message written meanwhile, and the way back find it as it was.
    history.replaceState(history.state, '', location.pathname + (search && `?${search}`));
    setAsked(next);
  }
  /** @param {Partial<import('./asked.js').Asked>} part @param {string} place */
  function look(part, place) {
    ask(part);
    requestAnimationFrame(() => document.getElementById(place)?.focus());
  }
  return (
    <Manage
      title={t('progress')}
      above={
        <a class="above" href={all?.teaches === false ? paths.teaching : paths.taught(slug)}>
          <Icon of={back} />
          {all?.course.title ?? t('course')}
        </a>
      }
      actions={
        all?.teaches && (
          <a class="btn line low" href={paths.courseReports(slug)}>
            {t('goReports')}
          </a>
        )
      }
    >
      <div class="tools">
        <Agencies slug={slug} chosen={agency ?? ''} choose={(chosen) => ask({ agency: chosen })} />
        <label class="field days">
          {t('stillFor')}
          <input
            type="number"
            inputMode="numeric"
            min={1}
            max={365}
            defaultValue={days}
            onChange={(event) => {
              const chosen = daysIn(event.currentTarget.value);
              event.currentTarget.value = String(chosen);
              ask({ days: chosen });
            }}
          />
        </label>
      </div>
      {told.problem && <Trouble problem={told.problem} retry={told.reload} />}
      {!all && !told.problem && <Skeleton lines={12} />}
      {all?.learners === 0 && <Empty text={t('nobody')} />}
      {all && all.learners > 0 && (
        <>
          <Sums all={all} />
          {all.few && <p class="small soft">{t('few')}</p>}
          <LearnerList
            slug={slug}
            asked={asked}
            writes={all.teaches}
            activity={all.activities.find((one) => one.slug === asked.activity)?.title ?? null}
            change={ask}
          />
          <Funnel
            slug={slug}
            asked={asked}
            all={all}
            look={(activity) => look({ activity, state: 'stuck' }, 'peserta')}
          />
          <Units
            slug={slug}
            asked={asked}
            all={all}
            look={(chosen) => look({ agency: chosen, activity: null }, 'unit')}
          />
        </>
      )}
    </Manage>
  );
}

/** @param {{slug: string, chosen: string, choose: (agency: string|null) => void}} props */
function Agencies({ slug, chosen, choose }) {
  const { value } = useLoaded(`progress-agencies ${slug}`, (signal) => api.agencies(slug, signal));
  return (
    <label class="field">
      {t('agency')}
      <select
        id="unit"
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value || null)}
      >
        <option value="">{t('anyAgency')}</option>
        {(value ?? []).map(({ id, name, depth }) => (
          <option key={id} value={id}>
            {'\u2003'.repeat(depth - 1)}
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** @param {{name: string, value: string, words?: string|null|false}} props */
const Sum = ({ name, value, words }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b>{value}</b>
      {words && <small class="soft">{words}</small>}
    </dd>
  </div>
);

/** @param {{all: api.Progress}} props */
function Sums({ all }) {
  const n = (/** @type {number} */ value) => format.value.number(value);
  const share = (/** @type {number} */ value) =>
    t('ofAll', { share: n(Math.round((value / all.learners) * 100)) });
  return (
    <dl class="measures">
      <Sum name={t('learners')} value={n(all.learners)} />
      <Sum name={t('begun')} value={n(all.begun)} words={share(all.begun)} />
      <Sum
        name={t('completed')}
        value={n(all.completed)}
        words={
          all.days_median === null
            ? share(all.completed)
            : `${share(all.completed)} · ${t('medianDays', { n: n(all.days_median) })}`
        }
      />
      <Sum
        name={t('stuckFor', { n: all.days })}
        value={n(all.stuck)}
        words={all.stuck_not_begun > 0 && t('ofThemNotBegun', { n: n(all.stuck_not_begun) })}
      />
      {all.minutes_planned > 0 && (
        <Sum
          name={t('minutesMedian')}
          value={n(all.minutes_median)}
          words={t('minutesPlanned', { n: n(all.minutes_planned) })}
        />
      )}
    </dl>
  );
}

/** @param {{slug: string, asked: import('./asked.js').Asked, all: api.Progress, look: (activity: string) => void}} props */
function Funnel({ slug, asked, all, look }) {
  const n = (/** @type {number} */ value) => format.value.number(value);
  const most = all.activities.reduce((best, one) => Math.max(best, one.here_stuck), 0);
  return (
    <section aria-labelledby="langkah">
      <div class="title">
        <h2 id="langkah">{t('steps')}</h2>
        <a class="btn line low" href={api.fileOf(slug, 'progress', asked, 'activity')} download>
          <Icon of={luring} />
          {t('takeSteps')}
        </a>
      </div>
      <p class="small soft">{t('stepsWords', { days: all.days })}</p>
      <ol class="funnel">
        {all.activities.map((one, place) => (
          <li key={one.activity}>
            {one.module !== all.activities[place - 1]?.module && (
              <h3>
                {one.module}. {one.module_title}
              </h3>
            )}
            <div class="step">
              <span class="name">{one.title}</span>
              <span
                class="reach"
                style={{
                  '--opened': one.opened / all.learners,
                  '--done': one.done / all.learners,
                }}
                aria-hidden="true"
              />
              <span class="small soft">
                {[
                  t('opened', { n: n(one.opened) }),
                  t('done', { n: n(one.done) }),
                  one.not_passed > 0 && t('notPassed', { n: n(one.not_passed) }),
                  one.minutes_median !== null &&
                    t('took', { n: n(one.minutes_median), of: n(one.minutes) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span class="here">
                {one.here_stuck > 0 && (
                  <button
                    class={one.here_stuck === most ? 'btn line low most' : 'btn line low'}
                    type="button"
                    aria-label={`${t('stopHere', { n: n(one.here_stuck) })}: ${one.title}`}
                    onClick={() => look(one.slug)}
                  >
                    {t('stopHere', { n: n(one.here_stuck) })}
                  </button>
                )}
              </span>
            </div>
          </li>
        ))}
      </ol>
      <p class="small soft">
        {t('measured', {
          time: format.value.time(all.measured_at),
          date: format.value.date(all.measured_at),
        })}
      </p>
    </section>
  );
}
