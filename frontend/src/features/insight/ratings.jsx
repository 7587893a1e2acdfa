/** What learners think of each version: sums from five of them on, and their words without names. */
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { More } from './more.jsx';
import { t } from './words.js';

/** @param {{slug: string}} props */
export function Ratings({ slug }) {
  const told = useLoaded(`ratings ${slug}`, (signal) => api.ratings(slug, null, signal));
  const more = useAct();
  const all = told.value;
  async function next() {
    if (!all) return;
    const page = await more.run(() => api.ratings(slug, all.next));
    if (page) told.set({ ...all, items: [...all.items, ...page.items], next: page.next });
  }
  return (
    <section aria-labelledby="penilaian">
      <h2 id="penilaian">{t('ratings')}</h2>
      {told.problem && <Trouble problem={told.problem} retry={told.reload} />}
      {!all && !told.problem && <Skeleton lines={4} />}
      {all?.versions.length === 0 && <Empty text={t('noRatings')} />}
      {all && all.versions.length > 0 && (
        <>
          <p class="small soft">{t('ratingsWords', { n: all.least })}</p>
          <ul class="rated">
            {all.versions.map((one) => (
              <li key={one.version}>
                <span>
                  <b>{one.mean === null ? '–' : format.value.number(one.mean)}</b>
                  <small class="soft">
                    {t('versionRated', {
                      version: one.version,
                      n: format.value.number(one.ratings),
                    })}
                  </small>
                </span>
                {one.spread === null ? (
                  <span class="small soft">{t('tooFew', { n: all.least })}</span>
                ) : (
                  <Spread counts={one.spread} of={one.ratings} />
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {all && all.items.length > 0 && (
        <ul class="voices">
          {all.items.map((one, place) => (
            <li key={place}>
              <p class="told">{one.words}</p>
              <p class="small soft">{t('gave', { n: one.stars, version: one.version })}</p>
            </li>
          ))}
        </ul>
      )}
      <More act={more} next={all?.next} load={next} />
    </section>
  );
}

/** Five bars with their counts, the best first. @param {{counts: number[], of: number}} props */
const Spread = ({ counts, of }) => (
  <ol class="spread" reversed>
    {[5, 4, 3, 2, 1].map((stars) => (
      <li key={stars}>
        <span>{stars}</span>
        <span
          class="reach"
          style={{ '--opened': 0, '--done': (counts[stars - 1] ?? 0) / of }}
          aria-hidden="true"
        />
        <span>{format.value.number(counts[stars - 1] ?? 0)}</span>
      </li>
    ))}
  </ol>
);
