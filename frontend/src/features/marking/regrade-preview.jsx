/** What a regrade would change, by the same steps as the regrade itself; and the order. */
import { useState } from 'preact/hooks';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { format } from '../../kit/session.js';
import { announce } from '../../ui/announce.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Table } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { score } from './frame.jsx';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-marking').RegradePreview} Found */
/** @typedef {import('../../kit/api-types-marking').RegradeRow} Row */

/** @param {Row} row */
const change = (row) => {
  if (row.passed === row.passed_before) return t(row.passed ? 'stillPassed' : 'stillNot');
  return t(row.passed ? 'gains' : 'loses');
};

/** @param {{counts: Found['counts'], reason: string, close: () => void, sure: () => void, busy: boolean, problem: Error|null}} props */
const Confirm = ({ counts, reason, close, sure, busy, problem }) => (
  <Dialog title={t('sure')} close={close}>
    <p>{counts.changed ? t('sureWords', { n: counts.changed }) : t('sureNone')}</p>
    {counts.newly_passed > 0 && <p>{t('sureGain', { n: counts.newly_passed })}</p>}
    {counts.no_longer_passed > 0 && (
      <p class="note">{t('sureLose', { n: counts.no_longer_passed })}</p>
    )}
    <p class="soft">{t('sureReason', { reason })}</p>
    {problem && <Trouble problem={problem} />}
    <div class="deeds">
      <button class="btn" type="button" aria-disabled={busy} onClick={sure}>
        {t('apply')}
      </button>
      <button class="btn line" type="button" onClick={close}>
        {t('notYet')}
      </button>
    </div>
  </Dialog>
);

/**
 * @param {{slug: string, quiz: string, question: string, mode: string, ordered: () => Promise<void>}} props
 */
export function Preview({ slug, quiz, question, mode, ordered }) {
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAct();
  const found = useLoaded(`preview ${question} ${mode}`, (signal) =>
    api.preview(slug, quiz, { question, mode }, signal),
  );
  const { number } = format.value;
  async function more() {
    const old = /** @type {Found} */ (found.value);
    const page = await api.preview(slug, quiz, { question, mode, after: old.next });
    found.set({ ...page, items: [...old.items, ...page.items] });
  }
  async function order() {
    const { basis } = /** @type {Found} */ (found.value);
    const done = await run(() => api.orderRegrade(slug, quiz, { question, mode, reason, basis }));
    if (!done) return;
    announce(t('ordered'));
    setAsking(false);
    await ordered();
  }
  if (found.problem) return <Trouble problem={found.problem} retry={found.reload} />;
  if (!found.value) return <Skeleton lines={6} />;
  const { counts, items } = found.value;
  const sums = /** @type {[string, number][]} */ ([
    [t('sumAttempts'), counts.attempts],
    [t('sumChanged'), counts.changed],
    [t('sumGain'), counts.newly_passed],
    [t('sumLose'), counts.no_longer_passed],
  ]);
  return (
    <section class="prev flow" aria-labelledby="preview">
      <h2 id="preview">{t('preview')}</h2>
      <dl class="sums">
        {sums.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number(value)}</dd>
          </div>
        ))}
      </dl>
      {counts.incomparable > 0 && (
        <p class="note small">{t('incomparable', { n: counts.incomparable })}</p>
      )}
      {counts.marking > 0 && <p class="note small">{t('stillMarking', { n: counts.marking })}</p>}
      {items.length > 0 && (
        <Table
          cards
          label={t('preview')}
          heads={[t('who'), t('chanceHead'), t('before'), t('after'), t('result')]}
        >
          {items.map((row) => (
            <tr key={row.attempt}>
              <th scope="row">
                {row.name}
                <small class="soft">{row.unit}</small>
              </th>
              <td class="r" data-h={t('chanceHead')}>
                {row.chance}
              </td>
              <td class="r" data-h={t('before')}>
                {score(row.score_before, number)}
              </td>
              <td class="r" data-h={t('after')}>
                {score(row.score, number)}
              </td>
              <td>
                <span
                  class={`tag ${row.passed === row.passed_before ? 'soft' : row.passed ? 'ok' : 'no'}`}
                >
                  {change(row)}
                </span>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {found.value.next && (
        <button class="btn line wide" type="button" onClick={() => void more()}>
          {t('more')}
        </button>
      )}
      <form
        class="accept flow"
        onSubmit={(sent) => {
          sent.preventDefault();
          setAsking(true);
        }}
      >
        <p class="small">{t('standing_order')}</p>
        <Field
          name="reason"
          label={t('reason')}
          hint={t('regradeReasonHint')}
          control={{
            required: true,
            minLength: 3,
            maxLength: 500,
            autocomplete: 'off',
            value: reason,
            onInput: (/** @type {any} */ event) => setReason(event.currentTarget.value),
          }}
        />
        <button class="btn">{t('apply')}</button>
      </form>
      {asking && (
        <Confirm
          counts={counts}
          reason={reason}
          close={() => setAsking(false)}
          sure={() => void order()}
          busy={busy}
          problem={problem}
        />
      )}
    </section>
  );
}
