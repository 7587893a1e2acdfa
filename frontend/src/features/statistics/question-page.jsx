/** One question opened: its text and key, its figures, and who answered what. */
import { useState } from 'preact/hooks';
import { back, check } from '../../icons.json';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { decimal, discriminationWords, Early, Figure, HintLine, percent } from './parts.jsx';
import './sheet.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-statistics').QuestionStatisticsRead} Opened */

/** What the server composed and sanitised. @param {string} html */
const raw = (html) => ({ dangerouslySetInnerHTML: { __html: html } });

/** @param {{params: {slug: string, quiz: string, bank: string, question: string}}} props */
export default function QuestionPage({ params: { slug, quiz, bank, question } }) {
  const id = `${bank}.${question}`;
  const [scope, setScope] = useState('first');
  const [version, setVersion] = useState(/** @type {string|null} */ (null));
  const told = useLoaded(
    `question ${slug} ${quiz} ${id} ${scope} ${version}`,
    (signal) =>
      /** @type {Promise<Opened>} */ (
        api.questionStatistics(slug, quiz, id, { scope, version }, signal)
      ),
  );
  const one = told.value;
  return (
    <Manage
      title={t('question')}
      words={id}
      above={
        <a class="above" href={paths.quizStatistics(slug, quiz)}>
          <Icon of={back} />
          {one ? t('titleOf', { title: one.title }) : t('title')}
        </a>
      }
    >
      {told.problem && <Trouble problem={told.problem} retry={told.reload} />}
      {!one && !told.problem && <Skeleton lines={12} />}
      {one && (
        <>
          {one.row.hints.map((hint) => (
            <HintLine key={hint.code} hint={hint} />
          ))}
          <Early confidence={one.row.confidence} attempts={one.row.attempts} />
          <div class="opened">
            <section class="asked" aria-labelledby="bunyi">
              <h2 id="bunyi">{t('text')}</h2>
              <div {...raw(one.html)} />
              <p class="key">
                <Icon of={check} />
                <b>{t('key')}</b> <span {...raw(one.key)} />
              </p>
              {one.explanation && (
                <details class="fold">
                  <summary>{t('explanation')}</summary>
                  <div {...raw(one.explanation)} />
                </details>
              )}
            </section>
            <section aria-labelledby="angka">
              <h2 id="angka">{t('figures')}</h2>
              <dl class="measures">
                <Figure name={t('attempts')} value={format.value.number(one.row.attempts)} />
                <Figure
                  name={t('facility')}
                  value={percent(one.row.facility)}
                  words={
                    one.row.guess === null ? null : t('guess', { share: percent(one.row.guess) })
                  }
                />
                <Figure
                  name={t('discrimination')}
                  value={decimal(one.row.discrimination)}
                  words={discriminationWords(one.row.discrimination)}
                />
                <Figure name={t('index')} value={decimal(one.row.index)} words={t('indexWords')} />
                <Figure name={t('efficiency')} value={percent(one.row.efficiency)} />
                <Figure name={t('blank')} value={percent(one.row.blank)} />
              </dl>
              <label class="field">
                {t('scope')}
                <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
                  <option value="first">{t('scope.first')}</option>
                  <option value="all">{t('scope.all')}</option>
                </select>
              </label>
              {one.versions.length > 1 && (
                <label class="field">
                  {t('version')}
                  <select
                    value={one.row.version}
                    onChange={(event) => setVersion(event.currentTarget.value)}
                  >
                    {one.versions.map((each) => (
                      <option key={each.version} value={each.version}>
                        {t(each.current ? 'version.current' : 'version.earlier', {
                          date: format.value.date(each.latest_at),
                          n: format.value.number(each.attempts),
                        })}
                      </option>
                    ))}
                  </select>
                </label>
              )}
            </section>
          </div>
          <Answers one={one} />
        </>
      )}
    </Manage>
  );
}

/** @param {{one: Opened}} props */
function Answers({ one }) {
  if (one.answers.length === 0) {
    return <p class="soft">{t(one.row.attempts ? 'private' : 'nobody')}</p>;
  }
  const groups = /** @type {const} */ (['lower', 'middle', 'upper']);
  return (
    <section aria-labelledby="jawaban">
      <h2 id="jawaban">{t('answers')}</h2>
      <p class="small soft">{t('answersWords')}</p>
      <ul class="answers">
        {one.answers.map((each) => (
          <li key={each.answer} class={each.right ? 'right' : ''}>
            <div class="said">
              {each.right && (
                <span class="tag ok">
                  <Icon of={check} />
                  {t('right')}
                </span>
              )}
              <span class={each.answer ? '' : 'soft'} {...raw(each.label)} />
              <small class="soft">
                {t('gave', { n: format.value.number(each.count), share: percent(each.share) })}
              </small>
            </div>
            <dl>
              {groups.map((group) => (
                <div key={group}>
                  <dt>{t(group)}</dt>
                  <dd>
                    <meter min="0" max="1" value={each[group]} aria-hidden="true" />
                    {percent(each[group])}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {one.rare > 0 && <p class="small soft">{t('rare', { n: one.rare })}</p>}
    </section>
  );
}
