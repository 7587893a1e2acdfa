/** When a quiz may be taken, and who gets more time or more chances. */
import { useState } from 'preact/hooks';
import { back } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { zoneName } from '../../kit/clock.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage, Table } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { GrantDialog } from './grant-dialog.jsx';
import { WindowDialog } from './window-dialog.jsx';
import { known, t } from './words.js';

const moment = (/** @type {string|null} */ iso) =>
  iso ? `${format.value.date(iso)}, ${format.value.time(iso)}` : t('unbounded');

/** What the quiz itself asks, as far as a window bears on it. @param {api.ScheduleRead} schedule */
const rules = ({ time_limit_minutes, chances, grace_minutes, offline, time_trusted }) =>
  [
    time_limit_minutes === null ? t('untimed') : t('timed', { n: time_limit_minutes }),
    chances === null ? t('anyChances') : t('chances', { n: chances }),
    t('grace', { n: grace_minutes }),
    offline && t(time_trusted ? 'offlineTrusted' : 'offlineMustReach'),
  ]
    .filter(Boolean)
    .join(' · ');

/** @param {{params: {slug: string, quiz: string}}} props */
export default function SchedulePage({ params: { slug, quiz } }) {
  const read = useLoaded(`schedule ${slug} ${quiz}`, (signal) => api.schedule(slug, quiz, signal));
  const list = useLoaded(`grants ${slug}`, (signal) => api.accommodations(slug, null, signal));
  const [edited, setEdited] = useState(/** @type {api.WindowRead|'new'|null} */ (null));
  const [isGranting, setGranting] = useState(false);
  const { busy, problem, run } = useAct();
  const schedule = read.value;

  /** @param {api.WindowChanged} changed */
  function changed({ schedule: now, prolonged }) {
    setEdited(null);
    read.set(now);
    announce(prolonged ? t('savedProlonged', { n: prolonged }) : t('saved'));
  }
  async function clear(/** @type {api.WindowRead} */ { agency, agency_name }) {
    if (!confirm(t('confirmClear', { name: agency_name ?? t('everyone') }))) return;
    const done = await run(() => api.clearWindow(slug, quiz, agency));
    if (done) changed(done);
  }
  async function end(/** @type {api.AccommodationRead} */ { id, name }) {
    if (!confirm(t('confirmEnd', { name }))) return;
    const done = await run(async () => {
      await api.endGrant(slug, id);
      return true;
    });
    if (done) {
      announce(t('ended'));
      void list.reload();
    }
  }
  async function more() {
    const old = /** @type {api.Accommodations} */ (list.value);
    const page = await run(() => api.accommodations(slug, old.next));
    if (page) list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  const granted = list.value?.items.filter(
    ({ activity }) => activity === null || activity === quiz,
  );
  return (
    <Manage
      title={schedule ? t('titleOf', { quiz: schedule.title }) : t('title')}
      words={schedule ? rules(schedule) : ''}
      above={
        <a class="above" href={paths.taught(slug)}>
          <Icon of={back} />
          {schedule?.course_title ?? t('course')}
        </a>
      }
    >
      {read.problem && <Trouble problem={read.problem} retry={read.reload} />}
      {problem && <Trouble problem={problem} />}
      {!schedule && !read.problem && <Skeleton lines={6} />}
      {schedule && (
        <section class="flow" aria-labelledby="windows">
          <h2 id="windows">{t('windows')}</h2>
          <p class="small soft">
            {t('windowsWords', { zone: zoneName(schedule.time_zone, new Date()) })}
          </p>
          {schedule.windows.length === 0 && <Empty text={t('noWindows')} />}
          {schedule.windows.length > 0 && (
            <Table
              cards
              label={t('windows')}
              heads={[t('for'), t('opens'), t('closes'), t('state'), t('changed'), t('acts')]}
              busy={busy}
            >
              {schedule.windows.map((window) => (
                <tr key={window.agency}>
                  <th scope="row">{window.agency_name ?? t('everyone')}</th>
                  <td data-h={t('opens')}>{moment(window.opens_at)}</td>
                  <td data-h={t('closes')}>{moment(window.closes_at)}</td>
                  <td>
                    <span class={`tag ${window.state === 'open' ? 'ok' : 'soft'}`}>
                      {known(`state.${window.state}`)}
                    </span>
                  </td>
                  <td data-h={t('changed')}>
                    {window.changed_by}, {format.value.date(window.changed_at)}
                  </td>
                  <td>
                    <div class="deeds">
                      <button class="link" type="button" onClick={() => setEdited(window)}>
                        {t('change')}
                      </button>
                      <button class="link" type="button" onClick={() => void clear(window)}>
                        {t('clear')}
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </Table>
          )}
          <p>
            <button class="btn line" type="button" onClick={() => setEdited('new')}>
              {t('addWindow')}
            </button>
          </p>
        </section>
      )}
      {schedule && (
        <section class="flow end" aria-labelledby="grants">
          <h2 id="grants">{t('grants')}</h2>
          <p class="small soft">{t('grantsWords')}</p>
          {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
          {granted?.length === 0 && <Empty text={t('noGrants')} />}
          {granted && granted.length > 0 && (
            <Table
              cards
              label={t('grants')}
              heads={[t('learner'), t('gets'), t('where'), t('reason'), t('by'), t('acts')]}
              busy={busy}
            >
              {granted.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    {one.name}
                    <small class="soft">{one.agency_name}</small>
                  </th>
                  <td>
                    {[
                      one.extra_time_percent > 0 && t('getsTime', { n: one.extra_time_percent }),
                      one.extra_chances > 0 && t('getsChances', { n: one.extra_chances }),
                    ]
                      .filter(Boolean)
                      .join(', ')}
                  </td>
                  <td data-h={t('where')}>{one.activity_title ?? t('allQuizzes')}</td>
                  <td data-h={t('reason')}>{one.reason}</td>
                  <td data-h={t('by')}>
                    {one.granted_by}, {format.value.date(one.granted_at)}
                  </td>
                  <td>
                    <button class="link" type="button" onClick={() => void end(one)}>
                      {t('end')}
                    </button>
                  </td>
                </tr>
              ))}
            </Table>
          )}
          {list.value?.next && (
            <button class="btn line" type="button" onClick={() => void more()}>
              {t('more')}
            </button>
          )}
          <p>
            <button class="btn line" type="button" onClick={() => setGranting(true)}>
              {t('addGrant')}
            </button>
          </p>
        </section>
      )}
      {schedule && edited && (
        <WindowDialog
          schedule={schedule}
          window={edited === 'new' ? null : edited}
          done={changed}
          close={() => setEdited(null)}
        />
      )}
      {schedule && isGranting && (
        <GrantDialog
          schedule={schedule}
          done={() => {
            setGranting(false);
            announce(t('granted'));
            void list.reload();
          }}
          close={() => setGranting(false)}
        />
      )}
    </Manage>
  );
}
