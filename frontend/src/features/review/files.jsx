/** The files that differ, each with its lines laid over what is published; a line takes a comment. */
import { useState } from 'preact/hooks';
import { chat, eye } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Segments } from '../../ui/segments.jsx';
import * as api from './api.js';
import { Say } from './threads.jsx';
import { isWidth, placeOf, short } from './names.js';
import { PageView } from './page-view.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-review').ChangedFile} ChangedFile */
/** @typedef {import('../../kit/api-types-review').DifferenceLine} Line */

/** @param {{line: Line, say: (line: Line) => void}} props */
function Row({ line, say }) {
  if (line.how === 'skip') return <p class="skip">{t('linesSame', { n: Number(line.text) })}</p>;
  const Tag = line.how === 'new' ? 'ins' : line.how === 'gone' ? 'del' : 'span';
  return (
    <p class={line.how}>
      {line.after === null ? (
        <span class="nr" aria-hidden="true" />
      ) : (
        <button
          class="nr"
          type="button"
          aria-label={t('commentLine', { n: line.after })}
          onClick={() => say(line)}
        >
          {line.after}
        </button>
      )}
      <Tag>
        {line.how !== 'same' && <span class="sr">{t(`how.${line.how}`)} </span>}
        {line.text || ' '}
      </Tag>
    </p>
  );
}

/** @param {{id: string, file: ChangedFile, said: (thread: api.Thread) => void}} props */
function Differences({ id, file, said }) {
  const found = useLoaded(`lines ${id} ${file.path}`, (signal) =>
    api.differences(id, file.path, signal),
  );
  const [at, setAt] = useState(/** @type {Line|null} */ (null));
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!found.value) return <Skeleton lines={4} />;
  return (
    <>
      <p class="small soft">{t('linesHint')}</p>
      <div
        class="lines"
        role="region"
        tabIndex={0}
        aria-label={t('linesOf', { name: short(file) })}
      >
        {found.value.lines.map((line, n) => (
          <div key={n}>
            <Row line={line} say={setAt} />
            {at === line && line.after !== null && (
              <Say
                label={t('commentLine', { n: line.after })}
                cancel={() => setAt(null)}
                send={async (body) => {
                  const wish = { body, path: file.path, line: line.after ?? 1 };
                  said(await api.comment(id, wish));
                  setAt(null);
                }}
              />
            )}
          </div>
        ))}
      </div>
    </>
  );
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {number} props.revision
 * @param {ChangedFile} props.file
 * @param {api.Thread[]} props.threads open ones of this file
 * @param {(thread: api.Thread) => void} props.said
 */
function File({ id, revision, file, threads, said }) {
  const [shown, show] = useState(false);
  const isLesson = file.path.endsWith('.md') && file.kind !== 'removed';
  const [view, setView] = useState(/** @type {'page'|'lines'} */ (isLesson ? 'page' : 'lines'));
  const place = file.kind === 'removed' ? null : placeOf(file.path);
  const open = threads.length;
  return (
    <li class="changed">
      <div class="changed-head">
        <div class="grow">
          <b>{short(file)}</b>
          <p class="small soft">
            {[
              t(`kind.${file.kind}`),
              file.text &&
                file.kind === 'changed' &&
                t('linesCount', { more: file.new, less: file.gone }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        {open > 0 && (
          <span class="tag wait">
            <Icon of={chat} />
            {t('openHere', { count: open })}
          </span>
        )}
        {file.text && (
          <button
            class="btn line low"
            type="button"
            aria-expanded={shown}
            aria-label={t('linesOf', { name: short(file) })}
            onClick={() => show(!shown)}
          >
            {t(shown ? 'hideLines' : 'showLines')}
          </button>
        )}
      </div>
      {shown && (
        <div class="changed-body">
          {place && (
            <div class="deeds">
              {isLesson && (
                <Segments
                  label={t('views')}
                  ways={[
                    ['page', t('view.page')],
                    ['lines', t('view.lines')],
                  ]}
                  chosen={view}
                  choose={setView}
                />
              )}
              {!file.path.endsWith('.en.md') && (
                <a
                  class="link"
                  href={paths.draftPreview(id, place.module, place.activity)}
                  target="_blank"
                >
                  <Icon of={eye} />
                  {t('asLearner')}
                </a>
              )}
            </div>
          )}
          {view === 'page' ? (
            <PageView id={id} file={file} revision={revision} threads={threads} said={said} />
          ) : (
            <Differences id={id} file={file} said={said} />
          )}
        </div>
      )}
    </li>
  );
}

/** @param {{review: api.Review, threads: api.Thread[], said: (thread: api.Thread) => void}} props */
export const Files = ({ review, threads, said }) => {
  const changed = review.changed.filter(({ path }) => !isWidth(path));
  return (
    <section aria-labelledby="perubahan">
      <h2 id="perubahan">
        {changed.length === 0
          ? t('changes')
          : review.current
            ? t('changedSince', { n: review.current, count: changed.length })
            : t('allNew', { count: changed.length })}
      </h2>
      {changed.length === 0 ? (
        <p class="soft">{t('nothingChanged')}</p>
      ) : (
        <ul class="list">
          {changed.map((file) => (
            <File
              key={file.path}
              id={review.id}
              file={file}
              revision={review.revision}
              threads={threads.filter((one) => one.path === file.path && !one.resolved_by)}
              said={said}
            />
          ))}
        </ul>
      )}
    </section>
  );
};
