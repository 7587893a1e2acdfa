/** What was written to the course's learners, and what became of it. */
import { useAct } from '../../kit/act.js';
import { format } from '../../kit/session.js';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { paragraphs } from './asked.js';
import { t } from './words.js';

/** @param {{body: string}} props */
export const Body = ({ body }) => (
  <>
    {paragraphs(body).map((lines, place) => (
      <p key={place}>{lines.flatMap((line, at) => (at ? [<br key={at} />, line] : [line]))}</p>
    ))}
  </>
);

/** Whom it went to. @param {api.SentMessage} message */
const audience = ({ audience: to, days }) =>
  days === null ? t(`to.${to}`) : `${t(`to.${to}`)} (${t('forDays', { n: days })})`;

/** @param {{message: api.SentMessage}} props */
function Message({ message }) {
  const { mail } = message;
  const { date, time, number } = format.value;
  const facts = [
    audience(message),
    t('people', { n: number(message.people), count: message.people }),
    message.read > 0 ? t('read', { n: number(message.read), count: message.read }) : t('readNone'),
    mail.sent > 0 && t('mailSent', { n: mail.sent }),
    mail.waiting > mail.retried && t('mailWaiting', { n: mail.waiting - mail.retried }),
  ].filter(Boolean);
  return (
    <li>
      <details>
        <summary>
          <span class="grow">
            <b>{message.subject}</b>
            <small class="soft">
              {t('listBy', {
                name: message.sender ?? t('house'),
                date: date(message.sent_at),
                time: time(message.sent_at),
              })}
            </small>
          </span>
        </summary>
        <div class="flow sent-words">
          <Body body={message.body} />
        </div>
      </details>
      <p class="small soft">{facts.join(' · ')}</p>
      {mail.retried > 0 && (
        <p class="small">
          <span class="tag wait">{t('mailRetried', { n: mail.retried })}</span>
        </p>
      )}
      {mail.failed > 0 && (
        <p class="small">
          <span class="tag no">{t('mailFailed', { n: mail.failed })}</span> {t('mailFailedWords')}
        </p>
      )}
    </li>
  );
}

/** @param {{slug: string, list: import('../../kit/load.js').Loaded<api.SentMessages>}} props */
export function SentList({ slug, list }) {
  const { busy, problem, run } = useAct();
  const page = list.value;
  async function more() {
    const old = /** @type {api.SentMessages} */ (page);
    const next = await run(() => api.sent(slug, old.next));
    if (next) list.set({ items: [...old.items, ...next.items], next: next.next });
  }
  return (
    <section class="flow end" aria-labelledby="sent">
      <h2 id="sent">{t('list')}</h2>
      {list.problem && <Trouble problem={list.problem} retry={list.reload} />}
      {problem && <Trouble problem={problem} />}
      {!page && !list.problem && <Skeleton lines={4} />}
      {page?.items.length === 0 && <Empty text={t('none')} />}
      {page && page.items.length > 0 && (
        <ul class="list sent">
          {page.items.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      {page?.next && (
        <button class="btn line" type="button" disabled={busy} onClick={() => void more()}>
          {t('more')}
        </button>
      )}
    </section>
  );
}
