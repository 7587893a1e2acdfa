/** One learner in one activity: what counts, how it came to be, and what staff may do about it. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { readScore } from './figures.js';
import { inWords, score, Sign, spoken } from './parts.jsx';
import { known, t } from './words.js';

/** @typedef {api.Detail} Detail */
/** @typedef {Parameters<typeof api.change>[2]} What */

/** @param {{slug: string, enrolment: string, activity: string, close: () => void, changed: () => void}} props */
export function CellDialog({ slug, enrolment, activity, close, changed }) {
  const read = useLoaded(`cell ${enrolment} ${activity}`, (signal) =>
    api.detail(slug, enrolment, activity, signal),
  );
  const [doing, setDoing] = useState(/** @type {What|null} */ (null));
  const seen = read.value;
  /** @param {Detail} now */
  function done(now) {
    read.set(now);
    setDoing(null);
    announce(t('saved'));
    changed();
  }
  return (
    <Dialog title={seen?.title ?? t('cellTitle')} close={close}>
      {read.problem && <Trouble problem={read.problem} retry={read.reload} />}
      {!seen && !read.problem && <Skeleton lines={6} />}
      {seen && (
        <>
          <p>
            <b>{seen.name}</b>
            <br />
            <span class="small soft">{seen.agency}</span>
          </p>
          <p class="now">
            <Sign cell={seen.cell} /> <span>{spoken({ ...seen.cell, score: null })}</span>
            {seen.pass_mark !== null && (
              <small class="soft">{t('passMark', { score: score(seen.pass_mark) })}</small>
            )}
          </p>
          {seen.cell.overridden && (
            <p class="note small">
              {seen.otherwise
                ? t('otherwise', { result: inWords(seen.otherwise) })
                : t('otherwiseNone')}
            </p>
          )}
          <History seen={seen} />
          {doing ? (
            <Change
              key={doing}
              slug={slug}
              seen={seen}
              what={doing}
              done={done}
              cancel={() => setDoing(null)}
              again={read.reload}
            />
          ) : (
            <Deeds seen={seen} choose={setDoing} />
          )}
        </>
      )}
    </Dialog>
  );
}

/** @param {{seen: Detail, choose: (what: What) => void}} props */
function Deeds({ seen, choose }) {
  if (!seen.may_excuse) return <p class="small soft">{t('readOnly')}</p>;
  const excused = seen.cell.exempt === 'excused' || lastOf(seen, 'excuse') === 'excused';
  const deeds = /** @type {[What, boolean][]} */ ([
    ['override', seen.may_override],
    ['override/withdrawal', seen.cell.overridden],
    ['excuse', !excused],
    ['excuse/withdrawal', excused],
  ]);
  return (
    <div class="deeds">
      {deeds
        .filter(([, may]) => may)
        .map(([what]) => (
          <button key={what} class="btn line low" type="button" onClick={() => choose(what)}>
            {known(`do.${what === 'override' && seen.cell.overridden ? 'overrideAgain' : what}`)}
          </button>
        ))}
    </div>
  );
}

/** The last act of a sort. @param {Detail} seen @param {string} sort */
const lastOf = (seen, sort) =>
  seen.acts.filter(({ kind }) => kind.startsWith(sort)).at(-1)?.kind ?? null;

/** @param {{seen: Detail}} props */
function History({ seen }) {
  const { date, time } = format.value;
  const lines = [
    ...seen.reports.map((one) => ({
      at: one.at,
      what: t(one.again ? 'reportedAgain' : 'reported', { n: one.source, result: inWords(one) }),
      why: '',
    })),
    ...seen.acts.map((act) => ({
      at: act.at,
      what: t(`acts.${act.kind}`, {
        name: act.by,
        result:
          act.passed === null
            ? ''
            : inWords({ state: act.passed ? 'passed' : 'not_passed', score: act.score }),
      }),
      why: act.reason,
    })),
  ].sort((one, other) => one.at.localeCompare(other.at));
  if (lines.length === 0) return <p class="soft">{t('noHistory')}</p>;
  return (
    <section aria-labelledby="riwayat">
      <h3 id="riwayat">{t('history')}</h3>
      <ol class="past">
        {lines.map((line) => (
          <li key={line.at + line.what}>
            <small class="soft">
              {date(line.at)}, {time(line.at)}
            </small>
            <p>{line.what}</p>
            {line.why && <p class="small soft">{t('because', { why: line.why })}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** @param {{slug: string, seen: Detail, what: What, done: (now: Detail) => void, cancel: () => void, again: () => void}} props */
function Change({ slug, seen, what, done, cancel, again }) {
  const { busy, problem, run, about } = useAct();
  const [wrong, setWrong] = useState('');
  const scored = seen.pass_mark !== null;
  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    /** @type {{reason: string, score?: number, passed?: boolean}} */
    const said = { reason: String(form.get('reason')) };
    if (what === 'override' && scored) {
      const points = readScore(String(form.get('score')));
      setWrong(points === null ? t('scoreWrong') : '');
      if (points === null) return;
      said.score = points;
    } else if (what === 'override') said.passed = form.get('passed') === 'yes';
    const now = await run(() => api.change(slug, seen, what, said));
    if (now) done(now);
  }
  return (
    <form class="flow ask" onSubmit={submit}>
      <h3>{known(`do.${what}`)}</h3>
      <p class="small">{known(`means.${what}`)}</p>
      {what === 'override' && scored && (
        <Field
          name="score"
          label={t('newScore')}
          hint={t('newScoreHint', { mark: score(seen.pass_mark) })}
          error={wrong || about('score')}
          control={{ inputMode: 'decimal', autocomplete: 'off', required: true, maxLength: 6 }}
        />
      )}
      {what === 'override' && !scored && (
        <Field name="passed" as="select" label={t('newResult')}>
          <option value="yes">{known('state.passed')}</option>
          <option value="no">{known('state.not_passed')}</option>
        </Field>
      )}
      <Field
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        error={about('reason')}
        control={{ required: true, minLength: 3, maxLength: 500, autocomplete: 'off' }}
      />
      {problem && <Trouble problem={problem} retry={again} />}
      <div class="deeds">
        <button class="btn" disabled={busy}>
          {t('save')}
        </button>
        <button class="btn line" type="button" onClick={cancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
