/** Statistics of one quiz: what to look at first, how scores are spread, each question's figures. */
import { useState } from 'preact/hooks';
import { back, luring } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Empty, Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Histogram, QuestionMap } from './charts.jsx';
import { ordered, ORDERS, reliabilityOf } from './figures.js';
import { decimal, discriminationWords, Early, Figure, HintLine, percent, score } from './parts.jsx';
import './sheet.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-statistics').QuizStatisticsRead} Statistics */
/** @typedef {import('../../kit/api-types-statistics').QuestionFigures} Row */

/** @param {{params: {slug: string, quiz: string}}} props */
export default function QuizPage({ params: { slug, quiz } }) {
  const [scope, setScope] = useState('first');
  const [layout, setLayout] = useState(/** @type {string|null} */ (null));
  const asked = { scope, layout };
  const told = useLoaded(
    `statistics ${slug} ${quiz} ${scope} ${layout}`,
    (signal) => /** @type {Promise<Statistics>} */ (api.quizStatistics(slug, quiz, asked, signal)),
  );
  const all = told.value;
  const to = (/** @type {string} */ id) => paths.questionStatistics(slug, quiz, id);
  return (
    <Manage
      title={all ? t('titleOf', { title: all.title }) : t('title')}
      above={
        <a class="above" href={paths.taught(slug)}>
          <Icon of={back} />
          {all?.course_title ?? t('course')}
        </a>
      }
      actions={all && all.attempts > 0 && <Downloads slug={slug} quiz={quiz} asked={{ scope }} />}
    >
      {told.problem && <Trouble problem={told.problem} retry={told.reload} />}
      {!all && !told.problem && <Skeleton lines={12} />}
      {all && (
        <>
          <div class="tools">
            <label class="field">
              {t('scope')}
              <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
                <option value="first">{t('scope.first')}</option>
                <option value="all">{t('scope.all')}</option>
              </select>
            </label>
            {all.layouts.length > 1 && (
              <label class="field">
                {t('layout')}
                <select
                  value={all.layout ?? ''}
                  onChange={(event) => setLayout(event.currentTarget.value)}
                >
                  {all.layouts.map((one) => (
                    <option key={one.id} value={one.id}>
                      {t(one.current ? 'layout.current' : 'layout.earlier', {
                        date: format.value.date(one.latest_at),
                        n: format.value.number(one.attempts),
                      })}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </div>
          <p class="small soft">{t(scope === 'first' ? 'firstWords' : 'allWords')}</p>
          {all.waiting > 0 && <p class="note">{t('waiting', { n: all.waiting })}</p>}
          {all.attempts === 0 ? <Empty text={t('nobody')} /> : <Whole all={all} to={to} />}
          <Questions all={all} to={to} />
          {all.attempts > 0 && <Slots all={all} />}
          <Guide />
        </>
      )}
    </Manage>
  );
}

/** @param {{slug: string, quiz: string, asked: Record<string, string|null>}} props */
const Downloads = ({ slug, quiz, asked }) => (
  <>
    {['xlsx', 'csv'].map((format) => (
      <a
        key={format}
        class="btn line low"
        download
        href={api.exportPath(slug, quiz, { ...asked, format })}
      >
        <Icon of={luring} />
        {format.toUpperCase()}
      </a>
    ))}
  </>
);

/** @param {{all: Statistics, to: (id: string) => string}} props */
function Whole({ all, to }) {
  const { scores, reliability, attempts } = all;
  const word = reliabilityOf(reliability?.alpha ?? null);
  return (
    <>
      <Early confidence={all.confidence} attempts={attempts} />
      <dl class="measures">
        <Figure name={t('attempts')} value={format.value.number(attempts)} />
        {scores && (
          <>
            <Figure
              name={t('mean')}
              value={score(scores.mean)}
              words={t('median', { n: score(scores.median) })}
            />
            <Figure
              name={t('passed')}
              value={format.value.number(scores.passed)}
              words={t('ofAll', { share: percent(scores.passed / attempts) })}
            />
            <Figure
              name={t('deviation')}
              value={score(scores.deviation)}
              words={scores.skewness === null ? null : t(scores.skewness < 0 ? 'high' : 'low')}
            />
          </>
        )}
        <Figure
          name={t('alpha')}
          value={decimal(reliability?.alpha ?? null)}
          words={word && t(`alpha.${word}`)}
        />
        {reliability && (
          <Figure
            name={t('error')}
            value={`±${score(reliability.standard_error)}`}
            words={t('errorWords')}
          />
        )}
      </dl>
      <div class="charts">
        {scores && (
          <Histogram
            counts={scores.histogram}
            passMark={all.pass_mark}
            title={t('spread', {
              n: format.value.number(scores.passed),
              of: format.value.number(attempts),
            })}
          />
        )}
        <QuestionMap rows={all.questions} title={t('map')} to={to} />
      </div>
    </>
  );
}

/** @param {{all: Statistics, to: (id: string) => string}} props */
function Questions({ all, to }) {
  const [order, setOrder] = useState('attention');
  const look = all.questions.filter((row) => row.hints[0] && row.hints[0].code !== 'good').length;
  return (
    <section aria-labelledby="soal">
      <div class="title">
        <h2 id="soal">{t('questions', { n: all.questions.length })}</h2>
        <label class="field row">
          {t('order')}
          <select value={order} onChange={(event) => setOrder(event.currentTarget.value)}>
            {ORDERS.map((one) => (
              <option key={one} value={one}>
                {t(`order.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {all.attempts > 0 && <p class="soft">{look ? t('look', { n: look }) : t('nothingToLook')}</p>}
      <ol class="items">
        {ordered(all.questions, order).map((row) => (
          <Item key={row.id} row={row} href={to(row.id)} />
        ))}
      </ol>
    </section>
  );
}

/** @param {{row: Row, href: string}} props */
const Item = ({ row, href }) => (
  <li>
    <div class="asks">
      <h3>
        <a href={href}>{row.stem}</a>
      </h3>
      <p class="small soft">
        {row.id} · {t('n', { n: format.value.number(row.attempts) })}
        {row.confidence === 'early' && ` · ${t('earlyShort')}`}
      </p>
      {row.hints.map((hint) => (
        <HintLine key={hint.code} hint={hint} />
      ))}
    </div>
    <dl class="pair">
      <Figure name={t('facility')} value={percent(row.facility)} />
      <Figure
        name={t('discrimination')}
        value={decimal(row.discrimination)}
        words={discriminationWords(row.discrimination)}
      />
    </dl>
  </li>
);

/** @param {{all: Statistics}} props */
const Slots = ({ all }) => (
  <details class="fold">
    <summary>{t('weights')}</summary>
    <p class="small soft">{t('weightsWords')}</p>
    <ul class="weights">
      {all.slots.map((one) => (
        <li key={one.slot}>
          <span>{one.slot}</span>
          <span>{t('intended', { share: percent(one.intended) })}</span>
          <span>
            {one.effective === null
              ? t('effectiveNone')
              : t('effective', { share: percent(one.effective) })}
          </span>
        </li>
      ))}
    </ul>
  </details>
);

const Guide = () => (
  <details class="fold">
    <summary>{t('guide')}</summary>
    <dl class="guide">
      {
        /** @type {const} */ (['facility', 'discrimination', 'groups', 'alpha', 'error']).map(
          (one) => (
            <div key={one}>
              <dt>{t(`guide.${one}.name`)}</dt>
              <dd>{t(`guide.${one}`)}</dd>
            </div>
          ),
        )
      }
    </dl>
  </details>
);
