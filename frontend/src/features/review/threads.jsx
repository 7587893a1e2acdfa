/** Comments: what was said of a line, a file or the course, and what was answered. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { check } from '../../icons.json';
import { chat } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { placeOf, short } from './names.js';
import { t } from './words.js';

const MOST = 4000;

/**
 * Something to say; what was typed stays until it was sent.
 *
 * @param {{label: string, send: (body: string) => Promise<void>, cancel?: () => void}} props
 */
export function Say({ label, send, cancel }) {
  const { busy, problem, run } = useAct();
  const [body, setBody] = useState('');
  /** @param {Event} sent */
  async function submit(sent) {
    sent.preventDefault();
    if (!body.trim()) return;
    if (await run(() => send(body).then(() => true))) {
      setBody('');
      announce(t('commentSent'));
    }
  }
  return (
    <form class="say flow" onSubmit={submit}>
      <label>
        <span>{label}</span>
        <textarea
          rows={3}
          maxLength={MOST}
          value={body}
          ref={(area) => void (cancel && area && !area.value && area.focus())}
          onInput={(typed) => setBody(typed.currentTarget.value)}
        />
      </label>
      {problem && <Trouble problem={problem} />}
      <div class="deeds">
        <button class="btn low" aria-disabled={busy || !body.trim()}>
          {t('send')}
        </button>
        {cancel && (
          <button class="btn line low" type="button" onClick={cancel}>
            {t('cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

/** @param {{by: string, at: string}} props */
const Who = ({ by, at }) => (
  <p class="small soft">
    {by}, {format.value.date(at)} {format.value.time(at)}
  </p>
);

/** Where it is about, with a way there. @param {{id: string, thread: api.Thread, title: string|null}} props */
function Where({ id, thread, title }) {
  if (!thread.path) return <p class="small">{t('onCourse')}</p>;
  const place = placeOf(thread.path);
  const line = thread.line_now ?? thread.line;
  const name = short({ path: thread.path, title });
  const words = line ? t('onLine', { name, n: line }) : name;
  return (
    <p class="small">
      {place ? (
        <a href={paths.studioText(id, place.module, place.activity, place.language)}>{words}</a>
      ) : (
        words
      )}
      {thread.line && !thread.line_now && <span class="soft"> · {t('lineGone')}</span>}
    </p>
  );
}

/**
 * @param {object} props
 * @param {string} props.id
 * @param {api.Thread} props.thread
 * @param {string|null} [props.title] of its file; left out where the thread stands beside its text
 * @param {(thread: api.Thread) => void} props.put
 */
export function Thread({ id, thread, title, put }) {
  const { busy, problem, run } = useAct();
  const [answering, answer] = useState(false);
  const opener = useRef(/** @type {HTMLButtonElement|null} */ (null));
  const before = useRef(false);
  useEffect(() => {
    if (before.current && !answering) opener.current?.focus();
    before.current = answering;
  }, [answering]);
  const done = thread.resolved_by !== null;
  async function turn() {
    const now = await run(() => api.resolve(id, thread.id, !done));
    if (now) put(now);
  }
  return (
    <li class="thread">
      {title !== undefined && <Where id={id} thread={thread} title={title} />}
      {title !== undefined && thread.quote && <blockquote class="small">{thread.quote}</blockquote>}
      <p class="comment-words">{thread.body}</p>
      <Who by={thread.by} at={thread.at} />
      {thread.replies.length > 0 && (
        <ul class="replies">
          {thread.replies.map((reply) => (
            <li key={reply.id}>
              <p class="comment-words">{reply.body}</p>
              <Who by={reply.by} at={reply.at} />
            </li>
          ))}
        </ul>
      )}
      {done && (
        <p class="tag ok">
          <Icon of={check} />
          {t('doneBy', { name: thread.resolved_by ?? '' })}
        </p>
      )}
      {problem && <Trouble problem={problem} />}
      {answering ? (
        <Say
          label={t('yourAnswer')}
          cancel={() => answer(false)}
          send={async (body) => {
            put(await api.comment(id, { body, thread: thread.id }));
            answer(false);
          }}
        />
      ) : (
        <div class="deeds">
          <button class="link" type="button" ref={opener} onClick={() => answer(true)}>
            {t('answer')}
          </button>
          <button class="link" type="button" aria-disabled={busy} onClick={() => void turn()}>
            {t(done ? 'reopen' : 'resolve')}
          </button>
        </div>
      )}
    </li>
  );
}

/**
 * @param {object} props
 * @param {api.Review} props.review
 * @param {api.Page<api.Thread>} props.page
 * @param {(thread: api.Thread) => void} props.put
 * @param {() => Promise<void>} props.more
 */
export function Threads({ review, page, put, more }) {
  const [all, showAll] = useState(false);
  const titles = new Map(review.changed.map(({ path, title }) => [path, title]));
  const shown = page.items.filter((one) => all || !one.resolved_by);
  const hidden = page.items.length - shown.length;
  return (
    <section class="studio-apart" aria-labelledby="komentar">
      <h2 id="komentar">
        <Icon of={chat} /> {t('comments')}
      </h2>
      {shown.length === 0 && <p class="soft">{t('noComments')}</p>}
      <ul class="list">
        {shown.map((thread) => (
          <Thread
            key={thread.id}
            id={review.id}
            thread={thread}
            title={titles.get(thread.path ?? '') ?? null}
            put={put}
          />
        ))}
      </ul>
      {(hidden > 0 || all) && (
        <button class="link" type="button" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? t('hideDone') : t('showDone', { count: hidden })}
        </button>
      )}
      {page.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
      <Say
        label={t('commentCourse')}
        send={async (body) => put(await api.comment(review.id, { body }))}
      />
    </section>
  );
}
