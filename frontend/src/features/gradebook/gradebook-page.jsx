/** The gradebook of a course: everybody's grades, one cell opened, weights, the file. */
import { useEffect, useState } from 'preact/hooks';
import { back, edit, luring } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { CellDialog } from './cell-dialog.jsx';
import { GradeTable } from './grade-table.jsx';
import { LearnerList } from './learner-list.jsx';
import './sheet.js';
import { WeightsDialog } from './weights-dialog.jsx';
import { known, t } from './words.js';

const TYPING_MS = 300;
const DESK = matchMedia('(min-width: 48rem)');
const STATES = ['not_begun', 'under_way', 'completed'];

function useDesk() {
  const [wide, setWide] = useState(DESK.matches);
  useEffect(() => {
    const follow = () => setWide(DESK.matches);
    DESK.addEventListener('change', follow);
    return () => DESK.removeEventListener('change', follow);
  }, []);
  return wide;
}

/** @param {{params: {slug: string}}} props */
export default function GradebookPage({ params: { slug } }) {
  const [asked, setAsked] = useState(
    /** @type {api.Asked} */ ({ q: null, agency: null, state: null, shown: 'scored' }),
  );
  const [opened, setOpened] = useState(
    /** @type {{enrolment: string, activity: string}|null} */ (null),
  );
  const [weighing, setWeighing] = useState(false);
  const book = useLoaded(`grades ${slug} ${JSON.stringify(asked)}`, (signal) =>
    api.gradebook(slug, asked, null, signal),
  );
  const more = useAct();
  const wide = useDesk();
  const all = book.value;
  // Unit admins and auditors have no hub of the course to go back to.
  const teaches = !all || all.may_weigh;
  const scored = all?.columns.filter((column) => column.scored) ?? [];

  /** @param {api.Gradebook} old */
  const nextOf = async (old) => {
    const page = await api.gradebook(slug, asked, old.next);
    return { ...old, items: [...old.items, ...page.items], next: page.next };
  };
  /** What is shown, asked anew: as many learners as before. */
  async function refresh() {
    let now = await api.gradebook(slug, asked, null);
    while (now.next && all && now.items.length < all.items.length) now = await nextOf(now);
    book.set(now);
  }
  const open = (/** @type {api.Row} */ row, /** @type {api.Column} */ column) =>
    setOpened({ enrolment: row.enrolment, activity: column.activity });

  return (
    <Manage
      title={t('title')}
      words={teaches ? '' : all.course.title}
      above={
        <a class="above" href={teaches ? paths.taught(slug) : paths.gradebooks}>
          <Icon of={back} />
          {teaches ? (all?.course.title ?? t('course')) : t('books')}
        </a>
      }
      actions={
        all && (
          <>
            {all.may_weigh && scored.length > 0 && (
              <button class="btn line low" type="button" onClick={() => setWeighing(true)}>
                <Icon of={edit} />
                {t('weights')}
              </button>
            )}
            <a class="btn line low" download href={api.exportPath(slug, asked)}>
              <Icon of={luring} />
              XLSX
            </a>
          </>
        )
      }
    >
      <Tools
        slug={slug}
        asked={asked}
        change={(part) => setAsked((old) => ({ ...old, ...part }))}
      />
      {book.problem && <Trouble problem={book.problem} retry={book.reload} />}
      {!all && !book.problem && <Skeleton lines={10} />}
      {all && (
        <>
          <p class="small soft" role="status">
            {t('learners', { n: all.learners ?? 0 })} · {t('completed', { n: all.completed ?? 0 })}
          </p>
          {all.items.length === 0 ? (
            <Empty text={t(asked.q || asked.agency || asked.state ? 'nobodyFound' : 'nobody')} />
          ) : wide ? (
            <GradeTable columns={all.columns} rows={all.items} busy={book.loading} open={open} />
          ) : (
            <LearnerList columns={all.columns} rows={all.items} open={open} />
          )}
          {more.problem && <Trouble problem={more.problem} />}
          {all.next && (
            <button
              class="btn line wide"
              type="button"
              disabled={more.busy}
              onClick={async () => {
                const now = await more.run(() => nextOf(all));
                if (now) book.set(now);
              }}
            >
              {t('more', { n: format.value.number((all.learners ?? 0) - all.items.length) })}
            </button>
          )}
          <p class="small soft">{t('explain')}</p>
        </>
      )}
      {opened && (
        <CellDialog
          slug={slug}
          {...opened}
          close={() => setOpened(null)}
          changed={() => void refresh().catch(() => book.reload())}
        />
      )}
      {weighing && (
        <WeightsDialog
          slug={slug}
          columns={scored}
          close={() => setWeighing(false)}
          saved={() => {
            setWeighing(false);
            announce(t('weightsSaved'));
            void book.reload();
          }}
        />
      )}
    </Manage>
  );
}

/** @param {{slug: string, asked: api.Asked, change: (part: api.Asked) => void}} props */
function Tools({ slug, asked, change }) {
  const [typed, setTyped] = useState('');
  const agencies = useLoaded(`grade-agencies ${slug}`, (signal) => api.agencies(slug, signal));
  useEffect(() => {
    const timer = setTimeout(() => {
      const q = typed.trim() || null;
      if (q !== asked.q) change({ q });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div class="tools of-grades" role="search">
      <label class="field">
        {t('search')}
        <input
          type="search"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {t('agency')}
        <select
          value={asked.agency ?? ''}
          onChange={(event) => change({ agency: event.currentTarget.value || null })}
        >
          <option value="">{t('everywhere')}</option>
          {(agencies.value ?? []).map(({ id, name, depth }) => (
            <option key={id} value={id}>
              {'\u2003'.repeat(depth - 1)}
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t('state')}
        <select
          value={asked.state ?? ''}
          onChange={(event) => change({ state: event.currentTarget.value || null })}
        >
          <option value="">{t('anyState')}</option>
          {STATES.map((one) => (
            <option key={one} value={one}>
              {known(`learner.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {t('shown')}
        <select
          value={asked.shown ?? 'scored'}
          onChange={(event) => change({ shown: event.currentTarget.value })}
        >
          <option value="scored">{t('shown.scored')}</option>
          <option value="all">{t('shown.all')}</option>
        </select>
      </label>
    </div>
  );
}
