/** How one's people get on in the courses they take: for who administers a unit, or audits it. */
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @param {{headed: boolean}} props `headed`: the page is about something else too */
export function Standings({ headed }) {
  const list = useLoaded('standings', (signal) => api.standings(null, signal));
  const more = useAct();
  const courses = list.value?.items;
  const Title = headed ? 'h3' : 'h2';
  const n = (/** @type {number} */ value) => format.value.number(value);
  async function next() {
    const old = /** @type {api.Standings} */ (list.value);
    const page = await more.run(() => api.standings(old.next));
    if (page) list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  return (
    <section class="flow" aria-label={t('standings')}>
      {headed && <h2>{t('standings')}</h2>}
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {!courses && !list.problem && <Skeleton lines={4} />}
      {courses?.length === 0 && <Empty text={t('standingsNone')} />}
      {courses && courses.length > 0 && (
        <ul class="list">
          {courses.map((one) => (
            <li key={one.slug} class="taught">
              <Title>
                <a href={paths.courseProgress(one.slug)}>{one.title}</a>
              </Title>
              <p class="small soft">
                {[
                  t('nPeople', { n: n(one.learners), count: one.learners }),
                  t('nBegun', { n: n(one.begun) }),
                  t('nCompleted', { n: n(one.completed) }),
                  one.stuck > 0 && t('nStill', { n: n(one.stuck), days: 14 }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {more.problem && <Trouble problem={more.problem} />}
      {list.value?.next && (
        <button
          class="btn line wide"
          type="button"
          disabled={more.busy}
          onClick={() => void next()}
        >
          {t('more')}
        </button>
      )}
    </section>
  );
}
