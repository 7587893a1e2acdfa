/** A trainer writes to learners of a course: to whom, what, how it will look, and what was sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { back, send as sendIcon } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format, me } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { asked as askedOf, hasDays, readDays } from './asked.js';
import { AudiencePart } from './audience-part.jsx';
import { keepText, keptText } from './draft.js';
import { Body, SentList } from './sent-list.jsx';
import { t } from './words.js';
import './sheet.js';

const MOST_SUBJECT = 120;
const MOST_BODY = 4000;
const LEAST = 3;

/** What the API is asked for; null while the days are no days. @param {import('./asked.js').Asked} asked */
function askOf({ group, days, chosen }) {
  if (chosen.length) return { to: chosen, days: 14 };
  const counted = hasDays(group) ? readDays(days) : 14;
  return counted === null ? null : { to: group, days: counted };
}

/** @param {{params: {slug: string}}} props */
export default function WritePage({ params: { slug } }) {
  const [asked, setAsked] = useState(() => askedOf(location.search));
  const [text, setText] = useState(() => keptText(slug));
  const [mail, setMail] = useState(true);
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState({ words: '' });
  const told = useRef(/** @type {HTMLParagraphElement|null} */ (null));
  const [isReviewing, setReviewing] = useState(false);
  const form = useRef(/** @type {HTMLFormElement|null} */ (null));
  const act = useAct();
  // Who came from the list of learners goes back to it as it was.
  const [from] = useState(() => new URLSearchParams(location.search).get('dari'));
  const origin = from && `${paths.courseProgress(slug)}${from === 'semua' ? '' : `?${from}`}`;
  const ask = askOf(asked);
  const counted = useLoaded(`audience ${slug} ${JSON.stringify(ask)}`, () =>
    ask ? api.audience(slug, ask) : Promise.resolve(null),
  );
  const list = useLoaded(`sent ${slug}`, (signal) => api.sent(slug, null, signal));
  const course = counted.value?.course;
  const people = counted.value?.people ?? 0;

  useEffect(() => keepText(slug, text), [slug, text]);
  // The form is empty again: whoever sent it is brought to what became of it.
  useEffect(() => told.current?.focus(), [sent]);

  const short = (/** @type {string} */ words) => words.trim().length < LEAST;
  const wrong = {
    subject: act.about('subject') ?? (tried && short(text.subject) ? t('subjectShort') : null),
    body: act.about('body') ?? (tried && short(text.body) ? t('bodyShort') : null),
  };

  /** @param {Event} submitted */
  function review(submitted) {
    submitted.preventDefault();
    setTried(true);
    act.clear();
    if (short(text.subject) || short(text.body)) {
      const first = short(text.subject) ? 'subject' : 'body';
      /** @type {HTMLElement|null|undefined} */ (
        form.current?.querySelector(`[name=${first}]`)
      )?.focus();
      return;
    }
    setReviewing(true);
  }

  async function send() {
    if (!ask) return;
    const letter = { ...ask, subject: text.subject.trim(), body: text.body, mail };
    const message = await act.run(() => api.send(slug, letter));
    setReviewing(false);
    if (!message) return;
    setText({ subject: '', body: '' });
    setTried(false);
    setSent({
      words: t('sent', { n: format.value.number(message.people), count: message.people }),
    });
    void list.reload();
  }

  const write = (/** @type {Partial<typeof text>} */ change) => setText({ ...text, ...change });
  const ready = people > 0 && !counted.loading;
  return (
    <Manage
      title={t('title')}
      words={t('titleWords')}
      above={
        <a class="above" href={origin || paths.taught(slug)}>
          <Icon of={back} />
          {origin ? t('backToList') : (course?.title ?? t('above'))}
        </a>
      }
    >
      <form ref={form} class="flow letter" onSubmit={review} noValidate>
        <AudiencePart
          asked={asked}
          choose={(change) => setAsked({ ...asked, ...change })}
          counted={counted}
          mail={mail}
        />
        <Field
          name="subject"
          label={t('subject')}
          hint={t('subjectHint')}
          error={wrong.subject}
          control={{
            value: text.subject,
            maxLength: MOST_SUBJECT,
            onInput: (/** @type {any} */ typed) => write({ subject: typed.currentTarget.value }),
          }}
        />
        <Field
          name="body"
          as="textarea"
          label={t('body')}
          hint={t('bodyHint', { n: format.value.number(MOST_BODY - text.body.length) })}
          error={wrong.body}
          control={{
            value: text.body,
            maxLength: MOST_BODY,
            rows: 9,
            onInput: (/** @type {any} */ typed) => write({ body: typed.currentTarget.value }),
          }}
        />
        {Number(counted.value?.by_mail) > 0 && (
          <div>
            <label class="row tick">
              <input
                type="checkbox"
                checked={mail}
                onChange={(changed) => setMail(changed.currentTarget.checked)}
              />
              {t('mail')}
            </label>
            <p class="small soft">{t('mailWords')}</p>
          </div>
        )}
        {act.problem && !isReviewing && <Trouble problem={act.problem} />}
        <div>
          <button class="btn" disabled={!ready}>
            <Icon of={sendIcon} />
            {t('review')}
          </button>
          <p class="small soft under">
            {t('kept')} {t('limits')}
          </p>
        </div>
      </form>
      {sent.words && (
        <div class="note flow">
          <p tabIndex={-1} ref={told}>
            {sent.words}
          </p>
          {origin && (
            <p>
              <a class="btn line" href={origin}>
                <Icon of={back} />
                {t('sentBack')}
              </a>
            </p>
          )}
        </div>
      )}
      <SentList slug={slug} list={list} />
      {isReviewing && (
        <Dialog title={t('reviewTitle')} close={() => setReviewing(false)}>
          <p class="small soft">{t('reviewWords')}</p>
          <div class="card flow">
            <h3>{text.subject.trim()}</h3>
            <p class="small soft">
              {t('from', { name: me.value?.name ?? '' })}
              {course && ` · ${course.title}`}
            </p>
            <Body body={text.body} />
          </div>
          <div class="deeds">
            <button class="btn" type="button" disabled={act.busy} onClick={() => void send()}>
              <Icon of={sendIcon} />
              {t('send', { n: format.value.number(people), count: people })}
            </button>
            <button class="btn line" type="button" onClick={() => setReviewing(false)}>
              {t('back')}
            </button>
          </div>
        </Dialog>
      )}
    </Manage>
  );
}
