/** Studio: the drafts one works on, and the published courses one may open for editing. */
import { useState } from 'preact/hooks';
import { plus, tree } from '../../icons-staff.json';
import { edit, warn } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import { StateTag } from '../../ui/studio-head.jsx';
import * as api from './api.js';
import { go } from './go.js';
import { NewCourse } from './new-course.jsx';
import { t } from './words.js';

/** @param {{draft: api.DraftRow}} props */
const Row = ({ draft }) => (
  <li class="studio-row">
    <h3>
      <a href={paths.studioCourse(draft.id)}>{draft.title}</a>
    </h3>
    <p class="studio-tags">
      <StateTag state={draft.state} />
      {draft.audience && (
        <span class="tag soft">
          <Icon of={tree} />
          {t('region', { name: draft.audience.name })}
        </span>
      )}
      {draft.outdated && (
        <span class="tag wait">
          <Icon of={warn} />
          {t('outdated')}
        </span>
      )}
    </p>
    <p class="small soft">
      {[
        draft.current && t('versionShort', { n: draft.current }),
        t(draft.changed_by ? 'changed' : 'changedAt', {
          name: draft.changed_by ?? '',
          date: format.value.date(draft.changed_at),
          time: format.value.time(draft.changed_at),
        }),
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </li>
);

/**
 * @template One
 * @param {import('../../kit/load.js').Loaded<api.Page<One>>} list
 * @param {(after: string|null) => Promise<api.Page<One>>} ask
 */
async function more(list, ask) {
  const old = /** @type {api.Page<One>} */ (list.value);
  const page = await ask(old.next);
  list.set({ items: [...old.items, ...page.items], next: page.next });
}

/** @param {{list: import('../../kit/load.js').Loaded<any>, ask: (after: string|null) => Promise<any>}} props */
const More = ({ list, ask }) =>
  list.value?.next ? (
    <button class="btn line wide" type="button" onClick={() => void more(list, ask)}>
      {t('more')}
    </button>
  ) : null;

export default function DraftsPage() {
  const drafts = useLoaded('drafts', (signal) => api.drafts(null, signal));
  const taught = useLoaded('taught', (signal) => api.taught(null, signal));
  const { busy, problem, run } = useAct();
  const [opening, setOpening] = useState('');
  const [creating, setCreating] = useState(false);
  const begun = new Set(drafts.value?.items.map(({ id }) => id));

  async function open(/** @type {string} */ slug) {
    setOpening(slug);
    const draft = await run(() => api.edit(slug));
    if (draft) go(paths.studioCourse(draft.id));
    setOpening('');
  }

  return (
    <Manage
      title={t('title')}
      words={t('words')}
      actions={
        <>
          <a class="btn line low" href={paths.studioImport}>
            {t('import')}
          </a>
          <button class="btn low" type="button" onClick={() => setCreating(true)}>
            <Icon of={plus} />
            {t('newCourse')}
          </button>
        </>
      }
    >
      <section aria-labelledby="draf">
        <h2 id="draf">{t('drafts')}</h2>
        {drafts.problem && <Trouble problem={drafts.problem} retry={drafts.reload} />}
        {!drafts.value && !drafts.problem && <Skeleton lines={5} />}
        {drafts.value?.items.length === 0 && <Empty text={t('noDrafts')} />}
        {drafts.value && drafts.value.items.length > 0 && (
          <ul class="list">
            {drafts.value.items.map((draft) => (
              <Row key={draft.id} draft={draft} />
            ))}
          </ul>
        )}
        <More list={drafts} ask={(after) => api.drafts(after)} />
      </section>
      <section class="studio-apart" aria-labelledby="terbit">
        <h2 id="terbit">{t('published')}</h2>
        <p class="small soft">{t('publishedWords')}</p>
        {taught.problem && <Trouble problem={taught.problem} retry={taught.reload} />}
        {problem && <Trouble problem={problem} />}
        {taught.value && (
          <ul class="list">
            {taught.value.items.map((course) => (
              <li key={course.id} class="studio-row wide-row">
                <h3>
                  <a href={paths.taught(course.slug)}>{course.title}</a>
                  <small class="soft">{t('versionShort', { n: course.version })}</small>
                </h3>
                {begun.has(course.id) ? (
                  <a
                    class="btn line low"
                    href={paths.studioCourse(course.id)}
                    aria-label={t('openNamed', { title: course.title })}
                  >
                    {t('inDraft')}
                  </a>
                ) : (
                  <button
                    class="btn line low"
                    type="button"
                    aria-label={t('editNamed', { title: course.title })}
                    aria-disabled={busy}
                    onClick={() => void open(course.slug)}
                  >
                    <Icon of={edit} />
                    {t(opening === course.slug ? 'opening' : 'edit')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
        <More list={taught} ask={(after) => api.taught(after)} />
      </section>
      {creating && <NewCourse close={() => setCreating(false)} />}
    </Manage>
  );
}
