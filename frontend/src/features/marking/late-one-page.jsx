/** One late attempt with its evidence: what would count, and what was done and received when. */
import { useState } from 'preact/hooks';
import { back, ok } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage, Table } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import * as places from './places.js';
import { score } from './frame.jsx';
import './sheet.js';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').LateEvidence} Evidence */

/** A span as people say it. @param {number|null} seconds */
const span = (seconds) =>
  seconds === null ? '–' : t('span', { m: Math.floor(seconds / 60), s: Math.round(seconds % 60) });

/** @param {{name: string, children: any}} props */
const Fact = ({ name, children }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** @param {{found: Evidence}} props */
function Decide({ found }) {
  const [done, setDone] = useState(false);
  const { busy, problem, run } = useAct();
  const { number } = format.value;
  async function accept(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const given = await run(() => api.acceptLate(found.row.attempt, String(form.get('reason'))));
    if (given) setDone(true);
  }
  if (done) {
    return (
      <div class="note flow" role="status">
        <p class="tag ok">
          <Icon of={ok} />
          {t('accepted')}
        </p>
        <a class="btn" href={places.late}>
          {t('toLate')}
        </a>
      </div>
    );
  }
  const words = t(found.passed_if_accepted ? 'wouldPass' : 'wouldNotPass', {
    n: score(found.score_if_accepted, number),
  });
  return (
    <form class="accept flow" onSubmit={(sent) => void accept(sent)}>
      <h2>{t('decide')}</h2>
      <p>
        {words} {found.must_mark > 0 && t('mustMark', { n: found.must_mark })}
      </p>
      <Field
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        control={{ required: true, minLength: 3, maxLength: 500, autocomplete: 'off' }}
      />
      {problem && <Trouble problem={problem} />}
      <button class="btn" aria-disabled={busy}>
        {t('accept')}
      </button>
    </form>
  );
}

/** @param {{found: Evidence}} props */
function Found({ found }) {
  const { date, time, number } = format.value;
  const at = (/** @type {string|null} */ moment) =>
    moment ? `${date(moment)}, ${time(moment)}` : t('never');
  return (
    <>
      <p class="note">{found.row.words}</p>
      <dl class="sums">
        <Fact name={t('scoreNow')}>{score(found.row.score, number)}</Fact>
        <Fact name={t('counted')}>{t('of', { n: found.counted, all: found.questions })}</Fact>
        <Fact name={t('arrived')}>{t('of', { n: found.arrived, all: found.questions })}</Fact>
        <Fact name={t('limit')}>
          {found.time_limit_minutes ? t('minutes', { n: found.time_limit_minutes }) : '–'}
        </Fact>
        <Fact name={t('elapsed')}>{span(found.elapsed_seconds)}</Fact>
        {found.device_elapsed_seconds !== null && (
          <Fact name={t('byDevice')}>{span(found.device_elapsed_seconds)}</Fact>
        )}
      </dl>
      <div class="small soft">
        <p>{t('startedAt', { at: at(found.started_at) })}</p>
        <p>{t('receivedAt', { at: at(found.submitted_at) })}</p>
        {found.missing > 0 && <p>{t('missing', { n: found.missing })}</p>}
        {found.clocks_disagree && <p>{t('clocks')}</p>}
      </div>
      <Decide found={found} />
      <section class="flow">
        <h2>{t('journal')}</h2>
        <p class="small soft">{t('journalWords')}</p>
        <Table
          cards
          label={t('journal')}
          heads={[t('what'), t('question'), t('deviceTime'), t('receivedTime'), t('device')]}
        >
          {found.entries.map((entry) => (
            <tr key={`${entry.device} ${entry.seq}`}>
              <th scope="row">
                {known(`did.${entry.kind}`, entry.kind)}
                {entry.refused && <small class="no">{t('refused')}</small>}
              </th>
              <td class="r" data-h={t('question')}>
                {entry.place}
              </td>
              <td class="when" data-h={t('deviceTime')}>
                {at(entry.occurred_at)}
              </td>
              <td class="when" data-h={t('receivedTime')}>
                {at(entry.received_at)}
              </td>
              <td class="soft" data-h={t('device')}>
                {entry.device.slice(0, 12)} · {entry.seq}
              </td>
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}

export default function LateOnePage(/** @type {{params: {id: string}}} */ { params }) {
  const { value, problem, reload } = useLoaded(`late ${params.id}`, (signal) =>
    api.lateOne(params.id, signal),
  );
  return (
    <Manage
      title={value?.row.name ?? t('late')}
      words={
        value
          ? `${value.row.unit} · ${value.row.quiz.title} · ${t('chance', { n: value.row.chance })}`
          : ''
      }
      above={
        <a class="above" href={places.late}>
          <Icon of={back} />
          {t('late')}
        </a>
      }
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={8} />}
      {value && <Found found={value} />}
    </Manage>
  );
}
