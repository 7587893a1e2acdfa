/** A lesson as learners would see it; each of its blocks takes comments. */
import { useMemo, useRef, useState } from 'preact/hooks';
import { chat } from '../../icons-staff.json';
import { useLoaded } from '../../kit/load.js';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Block, piecesOf } from './block.jsx';
import { short } from './names.js';
import { Say, Thread } from './threads.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-review').ChangedFile} ChangedFile */

/**
 * @param {object} props
 * @param {string} props.id
 * @param {ChangedFile} props.file
 * @param {number} props.revision the draft's: another one may have another page
 * @param {api.Thread[]} props.threads open ones of this file
 * @param {(thread: api.Thread) => void} props.said
 */
export function PageView({ id, file, revision, threads, said }) {
  const found = useLoaded(`page ${id} ${file.path} ${revision}`, (signal) =>
    api.page(id, file.path, signal),
  );
  const [at, setAt] = useState('');
  const opener = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const close = () => {
    setAt('');
    opener.current?.focus(); // the field goes
  };
  const page = found.value;
  const pieces = useMemo(() => (page?.html ? piecesOf(page.html) : new Map()), [page]);
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!page) return <Skeleton lines={6} />;
  if (page.html === null) return <p class="note">{t('pageUnfinished')}</p>;
  const language = file.path.endsWith('.en.md') ? 'en' : 'id';
  const blocks = page.blocks.filter((block) => pieces.has(block.id));
  return (
    <>
      <p class="small soft">
        {t(page.blocks.some((block) => block.changed) ? 'pageHintChanged' : 'pageHint')}
      </p>
      <ol class="page-blocks" aria-label={t('pageOf', { name: short(file) })}>
        {blocks.map((block, n) => {
          const end = blocks[n + 1]?.line ?? Infinity;
          const about = threads.filter(
            ({ line, line_now }) => line && line_now && line_now >= block.line && line_now < end,
          );
          return (
            <li key={block.id} class={block.changed ? 'differs' : ''}>
              {block.changed && <span class="sr">{t('blockChanged')} </span>}
              <Block elements={pieces.get(block.id)} language={language} />
              <button
                class="block-say"
                type="button"
                aria-expanded={at === block.id}
                aria-label={t('commentBlock', { n: n + 1 })}
                title={t('commentBlock', { n: n + 1 })}
                onClick={({ currentTarget }) => {
                  opener.current = currentTarget;
                  setAt(at === block.id ? '' : block.id);
                }}
              >
                <Icon of={chat} />
                {about.length > 0 && <span class="small">{about.length}</span>}
              </button>
              {about.length > 0 && (
                <ul class="list block-threads">
                  {about.map((thread) => (
                    <Thread key={thread.id} id={id} thread={thread} put={said} />
                  ))}
                </ul>
              )}
              {at === block.id && (
                <Say
                  label={t('commentBlock', { n: n + 1 })}
                  cancel={close}
                  send={async (body) => {
                    said(await api.comment(id, { body, path: file.path, line: block.line }));
                    close();
                  }}
                />
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
