/** Every version of a question: who, when, why, what changed; and using one again. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { DifferenceTable } from './difference-table.jsx';
import { t } from './words.js';

/** @param {{bank: string, id: string, number: number, current: number}} props */
function Changes({ bank, id, number, current }) {
  const found = useLoaded(`${bank}.${id} ${number} ${current}`, (signal) =>
    api.differences(bank, id, number, current, signal),
  );
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!found.value) return <Skeleton lines={2} />;
  return (
    <DifferenceTable
      list={found.value.differences}
      before={t('version', { n: number })}
      after={t('versionNow', { n: current })}
    />
  );
}

/** @param {{bank: string, question: api.Question, use: ((source: api.Source, number: number) => void)|null}} props */
export function History({ bank, question, use }) {
  const [open, setOpen] = useState(/** @type {number|null} */ (null));
  const { busy, problem, run } = useAct();
  const list = useLoaded(`versions ${bank}.${question.id} ${question.version}`, (signal) =>
    api.versions(bank, question.id, null, signal),
  );
  async function more() {
    const old = /** @type {api.Page<api.Version>} */ (list.value);
    const page = await api.versions(bank, question.id, old.next);
    list.set({ items: [...old.items, ...page.items], next: page.next });
  }
  if (list.problem) return <Trouble problem={list.problem} retry={list.reload} />;
  if (!list.value) return <Skeleton lines={3} />;
  return (
    <>
      <ol class="list versions">
        {list.value.items.map((one) => (
          <li key={one.number}>
            <p>
              <b>
                {t(one.number === question.version ? 'versionNow' : 'version', { n: one.number })}
              </b>{' '}
              <span class="small soft">
                {one.made_by ?? t('fromFile')}, {format.value.date(one.made_at)}{' '}
                {format.value.time(one.made_at)}
              </span>
            </p>
            {one.note && <p class="small">{one.note}</p>}
            {one.number !== question.version && (
              <div class="deeds">
                <button
                  class="link"
                  type="button"
                  aria-expanded={open === one.number}
                  onClick={() => setOpen(open === one.number ? null : one.number)}
                >
                  {t('compare')}
                </button>
                {use && (
                  <button
                    class="link"
                    type="button"
                    aria-disabled={busy}
                    onClick={async () => {
                      const read = await run(() => api.version(bank, question.id, one.number));
                      if (read) use(read.source, one.number);
                    }}
                  >
                    {t('useAgain')}
                  </button>
                )}
              </div>
            )}
            {open === one.number && (
              <Changes
                bank={bank}
                id={question.id}
                number={one.number}
                current={question.version}
              />
            )}
          </li>
        ))}
      </ol>
      {problem && <Trouble problem={problem} />}
      {list.value.next && (
        <button class="btn line low" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
    </>
  );
}

/** Which quizzes may ask it now. @param {{bank: string, question: api.Question, link: (course: string, quiz: string) => string}} props */
export function Uses({ bank, question, link }) {
  const found = useLoaded(`uses ${bank}.${question.id}`, (signal) =>
    api.uses(bank, question.id, signal),
  );
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!found.value) return <Skeleton lines={2} />;
  if (!found.value.length) return <p class="small soft">{t('usedNowhere')}</p>;
  return (
    <ul class="list">
      {found.value.map((use) => (
        <li key={use.course + use.quiz}>
          <a href={link(use.course, use.quiz)}>{use.quiz_title}</a>
          <small class="soft">{use.course_title}</small>
        </li>
      ))}
    </ul>
  );
}
