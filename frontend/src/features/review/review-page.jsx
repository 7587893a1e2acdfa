/** Tinjau & terbitkan: what changed, what was said of it, and the way to learners. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import sheet from '../../styles/review.css?url';
import { announce } from '../../ui/announce.jsx';
import { linkSheet } from '../../ui/sheet.js';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Studio } from '../../ui/studio-head.jsx';
import * as api from './api.js';
import { Files } from './files.jsx';
import { Missing } from './missing.jsx';
import { Next } from './next.jsx';
import { Reported } from './reported.jsx';
import { Sharing } from './sharing.jsx';
import { Shelf } from './shelf.jsx';
import { Threads } from './threads.jsx';
import { known, t } from './words.js';

await linkSheet(sheet);

/** @param {{steps: api.Review['steps']}} props */
const Steps = ({ steps }) =>
  steps.length === 0 ? null : (
    <section aria-labelledby="jejak">
      <h2 id="jejak">{t('soFar')}</h2>
      <ol class="steps">
        {steps.slice(0, 12).map((step, n) => (
          <li key={n}>
            <b>{known(`act.${step.act}`, step.act)}</b>
            {step.version && ` · ${t('versionOf', { n: step.version })}`}
            <br />
            <span class="small soft">
              {step.by}, {format.value.date(step.at)} {format.value.time(step.at)}
            </span>
            {step.note && <p class="small comment-words">{step.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  );

/** @param {{params: {id: string}}} props */
export default function ReviewPage({ params: { id } }) {
  const review = useLoaded(`review ${id}`, (signal) => api.review(id, signal));
  const threads = useLoaded(`comments ${id}`, (signal) => api.comments(id, null, signal));
  const missing = useLoaded(`missing ${id}`, (signal) => api.missing(id, signal));
  const [said, setSaid] = useState('');
  const [published, setPublished] = useState(false);
  const told = useRef(/** @type {HTMLParagraphElement|null} */ (null));
  // What was done far below is told at the top: whoever did it is brought along.
  useEffect(() => told.current?.focus(), [said]);
  const now = review.value;

  /** @param {api.Thread} thread */
  function put(thread) {
    const old = threads.value ?? { items: [], next: null };
    const there = old.items.some((one) => one.id === thread.id);
    const items = there
      ? old.items.map((one) => (one.id === thread.id ? thread : one))
      : [...old.items, thread];
    threads.set({ ...old, items });
    void review.reload();
  }
  async function more() {
    const old = /** @type {api.Page<api.Thread>} */ (threads.value);
    const page = await api.comments(id, old.next);
    threads.set({ items: [...old.items, ...page.items], next: page.next });
  }
  /** @param {string} words @param {boolean} [isOut] a version came out just now */
  function done(words, isOut = false) {
    setSaid(words);
    setPublished(isOut);
    announce(words);
    void review.reload();
    void threads.reload();
  }

  return (
    <Studio id={id} draft={now} place="review">
      {review.problem && <Trouble problem={review.problem} retry={review.reload} />}
      {said && (
        <p class="note" tabIndex={-1} ref={told}>
          {said}
        </p>
      )}
      {!now && !review.problem && <Skeleton lines={10} />}
      {now && (
        <div class="studio-desk review-desk">
          <div class="studio-side review-next">
            <Next
              review={now}
              put={(fresh) => {
                setSaid('');
                review.set(fresh);
              }}
              done={done}
            />
            <Reported id={id} slug={now.slug} published={published} />
          </div>
          <div class="review-main">
            {missing.value && <Missing id={id} list={missing.value.items} />}
            <Files review={now} threads={threads.value?.items ?? []} said={put} />
            {threads.problem && <Trouble problem={threads.problem} retry={threads.reload} />}
            {threads.value && <Threads review={now} page={threads.value} put={put} more={more} />}
          </div>
          <div class="studio-side review-rest">
            <Shelf review={now} done={done} />
            <Sharing id={now.id} done={done} />
            <Steps steps={now.steps} />
          </div>
        </div>
      )}
    </Studio>
  );
}
