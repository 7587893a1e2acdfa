/** What learners say: mistakes they found, to be answered one by one, and their ratings. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { back, check, edit, send } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Ratings } from './ratings.jsx';
import './sheet.js';
import { Mended } from './mended.jsx';
import { More } from './more.jsx';
import { known, t } from './words.js';

const STATES = /** @type {const} */ (['open', 'answered', 'closed']);

/** @param {{params: {slug: string}}} props */
export default function ReportsPage({ params: { slug } }) {
  const [state, setState] = useState(/** @type {typeof STATES[number]} */ ('open'));
  const list = useLoaded(`reports ${slug} ${state}`, (signal) =>
    api.reports(slug, { state }, signal),
  );
  const more = useAct();
  const all = list.value;
  const [said, setSaid] = useState({ words: '' });
  const told = useRef(/** @type {HTMLParagraphElement|null} */ (null));
  // The report that was settled goes, and its button with it.
  useEffect(() => told.current?.focus(), [said]);

  function tell(/** @type {string} */ words) {
    setSaid({ words });
    void list.reload();
  }
  const done = (/** @type {api.Report} */ settled) =>
    tell(settled.state === 'answered' ? t('answeredTo', { name: settled.by }) : t('closed'));
  async function next() {
    if (!all) return;
    const page = await more.run(() => api.reports(slug, { state, after: all.next }));
    if (page) list.set({ ...page, items: [...all.items, ...page.items] });
  }
  return (
    <Manage
      title={t('reports')}
      words={t('reportsWords')}
      above={
        <a class="above" href={paths.taught(slug)}>
          <Icon of={back} />
          {all?.course.title ?? t('course')}
        </a>
      }
      actions={
        <a class="btn line low" href={paths.courseProgress(slug)}>
          {t('goProgress')}
        </a>
      }
    >
      <section aria-labelledby="laporan">
        <div class="title">
          <h2 id="laporan">{t('mistakes')}</h2>
          <label class="field row">
            {t('state')}
            <select
              value={state}
              onChange={(event) =>
                setState(/** @type {typeof STATES[number]} */ (event.currentTarget.value))
              }
            >
              {STATES.map((one) => (
                <option key={one} value={one}>
                  {known(`report.${one}`)}
                  {all ? ` (${format.value.number(all.counts[one])})` : ''}
                </option>
              ))}
            </select>
          </label>
        </div>
        {said.words && (
          <p class="note" tabIndex={-1} ref={told}>
            {said.words}
          </p>
        )}
        {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
        {!all && !list.problem && <Skeleton lines={8} />}
        {all?.items.length === 0 && <Empty text={t(`none.${state}`)} />}
        {all && state === 'open' && (
          <Mended
            slug={slug}
            shown={all.items}
            version={all.course.version}
            done={(answered) => tell(t('mendedDone', { n: answered, count: answered }))}
          />
        )}
        <ul class="reports" aria-busy={list.loading}>
          {all?.items.map((one) => (
            <Report key={one.id} slug={slug} course={all.course.id} one={one} done={done} />
          ))}
        </ul>
        <More act={more} next={all?.next} load={next} />
      </section>
      <Ratings slug={slug} />
    </Manage>
  );
}

/** The editor at the passage, by how it begins. @param {string} course @param {string} module @param {string} activity @param {api.Report} one */
function textOf(course, module, activity, { quote, language }) {
  const address = paths.studioText(course, module, activity, language);
  if (!quote) return address;
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams({ kutip: quote })}`;
}

/** A published course may have no draft yet: it is begun on the way. @param {{slug: string, href: string}} props */
function ToText({ slug, href }) {
  const act = useAct();
  /** @param {MouseEvent} click */
  async function open(click) {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    if (await act.run(() => api.openDraft(slug))) location.assign(href);
  }
  return (
    <p class="small">
      <a class="row" href={href} aria-disabled={act.busy} onClick={(click) => void open(click)}>
        <Icon of={edit} />
        {t('toEditor')}
      </a>
      {act.problem && <Trouble problem={act.problem} />}
    </p>
  );
}

/** @param {{slug: string, course: string, one: api.Report, done: (settled: api.Report) => void}} props */
function Report({ slug, course, one, done }) {
  const [typed, setTyped] = useState('');
  const act = useAct();
  /** @param {() => Promise<api.Report>} deed */
  async function settle(deed) {
    const settled = await act.run(deed);
    if (settled) done(settled);
  }
  const field = `jawab-${one.id}`;
  return (
    <li>
      <h3>{one.title}</h3>
      <p class="meta">
        <span class="tag soft">{known(`kind.${one.kind}`)}</span>
        <span>
          {t('by', { name: one.by, date: format.value.date(one.at), version: one.version })}
        </span>
      </p>
      {one.quote && <blockquote class="small">“{one.quote}”</blockquote>}
      {one.changed && <p class="small wait">{t('changed')}</p>}
      <p class="told">{one.words}</p>
      {one.module && one.slug && (
        <ToText slug={slug} href={textOf(course, one.module, one.slug, one)} />
      )}
      {one.state === 'open' ? (
        <form
          class="flow"
          onSubmit={(event) => {
            event.preventDefault();
            void settle(() => api.answer(slug, one.id, typed));
          }}
        >
          <Field
            as="textarea"
            name={field}
            label={t('answerTo', { name: one.by })}
            error={act.about('/answer')}
            control={{
              rows: 3,
              maxLength: 2000,
              required: true,
              minLength: 3,
              value: typed,
              onInput: (/** @type {any} */ event) => setTyped(event.currentTarget.value),
            }}
          />
          {act.problem && !act.about('/answer') && <Trouble problem={act.problem} />}
          <div class="deeds">
            <button class={typed.trim() ? 'btn low' : 'btn line low'} disabled={act.busy}>
              <Icon of={send} />
              {t('answer')}
            </button>
            <button
              class="btn line low"
              type="button"
              disabled={act.busy}
              onClick={() => void settle(() => api.close(slug, one.id))}
            >
              <Icon of={check} />
              {t('close')}
            </button>
          </div>
        </form>
      ) : (
        <div class="reply small">
          {one.answer && <p class="told">{one.answer}</p>}
          {one.settled_at && (
            <p class="soft">
              {t(one.state === 'answered' ? 'answeredBy' : 'closedBy', {
                name: one.settled_by ?? '',
                date: format.value.date(one.settled_at),
              })}
            </p>
          )}
        </div>
      )}
    </li>
  );
}
