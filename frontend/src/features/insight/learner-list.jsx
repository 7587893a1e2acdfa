/** Learners with their last step, those who moved longest ago first. */
import { useEffect, useState } from 'preact/hooks';
import { luring, send, x } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { query } from '../../kit/api.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { asSearch, LONGEST_NAME, STATES } from './asked.js';
import { More } from './more.jsx';
import { known, t } from './words.js';

// Enough to act on; the rest is a tap away.
const PAGE = '10';
const MORE = '50';
const TYPING_MS = 300;
// As many as a message takes by name.
const MOST_WRITTEN = 200;

/**
 * @param {object} props
 * @param {string} props.slug
 * @param {import('./asked.js').Asked} props.asked
 * @param {boolean} props.writes may write to them
 * @param {string|null} props.activity the title of the activity that is looked at
 * @param {(part: Partial<import('./asked.js').Asked>) => void} props.change
 */
export function LearnerList({ slug, asked, writes, activity, change }) {
  const which = { ...asked, days: String(asked.days) };
  const list = useLoaded(`moving ${slug} ${JSON.stringify(which)}`, (signal) =>
    api.learners(slug, { ...which, limit: PAGE }, signal),
  );
  const more = useAct();
  const shown = list.value;
  async function next() {
    if (!shown) return;
    const page = await more.run(() =>
      api.learners(slug, { ...which, limit: MORE, after: shown.next }),
    );
    if (page) list.set({ items: [...shown.items, ...page.items], next: page.next });
  }
  return (
    <section aria-labelledby="peserta">
      <div class="title">
        <h2 id="peserta" tabIndex={-1}>
          {t('who')}
        </h2>
      </div>
      <div class="tools" role="search">
        <Named q={asked.q} change={(q) => change({ q })} />
        <label class="field">
          {t('state')}
          <select
            value={asked.state ?? ''}
            onChange={(event) =>
              change({ state: STATES.find((one) => one === event.currentTarget.value) ?? null })
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
      {shown && shown.items.length > 0 && (
        <p class="deeds">
          {writes && <Write slug={slug} asked={asked} shown={shown} />}
          <a class="btn line low" href={api.fileOf(slug, 'learners', asked)} download>
            <Icon of={luring} />
            {t('takeList')}
          </a>
        </p>
      )}
      {activity && (
        <p class="row">
          <span>{t('lastAt', { title: activity })}</span>
          <button class="btn line low" type="button" onClick={() => change({ activity: null })}>
            <Icon of={x} />
            {t('everywhere')}
          </button>
        </p>
      )}
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!shown && !list.problem && <Skeleton lines={6} />}
      {shown?.items.length === 0 && (
        <Empty text={asked.q ? t('nobodyNamed', { name: asked.q }) : t('nobodyHere')}>
          {asked.q && (asked.state || asked.agency || asked.activity) && (
            <button
              class="btn line"
              type="button"
              onClick={() => change({ state: null, agency: null, activity: null })}
            >
              {t('everybody')}
            </button>
          )}
        </Empty>
      )}
      {shown && shown.items.length > 0 && (
        <ul class="movers" aria-busy={list.loading}>
          {shown.items.map((one) => (
            <Mover
              key={one.enrolment}
              one={one}
              write={writes ? toPeople(slug, asked, [one]) : null}
            />
          ))}
        </ul>
      )}
      <More act={more} next={shown?.next} load={next} />
    </section>
  );
}

/** Parts of a name, once the typing rests. @param {{q: string, change: (q: string) => void}} props */
function Named({ q, change }) {
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => {
      const name = typed.trim();
      if (name !== q) change(name);
    }, TYPING_MS);
    return () => clearTimeout(timer);
    // Without `change`, what was chosen while the typing rested would be undone.
  }, [typed, q, change]);
  return (
    <label class="field">
      {t('search')}
      <input
        type="search"
        maxLength={LONGEST_NAME}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
    </label>
  );
}

/** The page that writes to them, which leads back here. @param {string} slug @param {import('./asked.js').Asked} asked @param {api.Learner[]} people */
const toPeople = (slug, asked, people) =>
  paths.write(
    slug,
    query({ peserta: people.map((one) => one.enrolment).join(), dari: asSearch(asked) || 'semua' }),
  );

/**
 * To the whole group where the list is one; else to those whom the list shows.
 *
 * @param {{slug: string, asked: import('./asked.js').Asked, shown: api.Learners}} props
 */
function Write({ slug, asked, shown }) {
  const { state, days, agency, activity, q } = asked;
  const isGroup = state && !agency && !activity && !q;
  const people = shown.items.slice(0, MOST_WRITTEN);
  const href = isGroup
    ? paths.write(
        slug,
        query({ kepada: state, hari: String(days), dari: asSearch(asked) || 'semua' }),
      )
    : toPeople(slug, asked, people);
  return (
    <a class="btn line low" href={href}>
      <Icon of={send} />
      {isGroup ? t('write') : t('writeShown', { n: people.length, count: people.length })}
    </a>
  );
}

/** @param {{one: api.Learner, write: string|null}} props */
const Mover = ({ one, write }) => (
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
      {write && (
        <a class="tap" href={write} aria-label={t('writeTo', { name: one.name })}>
          <Icon of={send} />
        </a>
      )}
    </span>
  </li>
);
