/** Beside the outline: time against JP, what is to be mended, and what comes next. */
import { useState } from 'preact/hooks';
import { check as tick, edit, ok, warn } from '../../icons.json';
import { clock, eye } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { useAsking } from '../../ui/asking.js';
import { titleOf } from '../../kit/titles.js';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { findingWords } from '../../kit/finding-words.js';
import { go } from './go.js';
import { KINDS } from './kinds.js';
import { honest, whereIs } from './where.js';
import { t } from './words.js';

/** @typedef {import('../../kit/api-types-studio').DraftOutline} Outline */

const MOST_SHOWN = 8;

/** Minutes on a line, the stretch that fits the JP marked. @param {{minutes: number, least: number, most: number}} props */
function Rail({ minutes, least, most }) {
  const end = Math.max(minutes, most) * 1.15;
  const x = (/** @type {number} */ value) => 8 + (284 * value) / end;
  return (
    <svg class="jp-rail" viewBox="0 0 300 28" aria-hidden="true">
      <path class="base" d="M8 14H292" />
      <path class="fits" d={`M${x(least)} 14H${x(most)}`} />
      <path class="edge" d={`M${x(least)} 6v16M${x(most)} 6v16`} />
      <path class="now" d={`M${x(minutes)} 4l10 10-10 10-10-10z`} />
    </svg>
  );
}

/** The honest minutes beside the JP that the course says it is worth. @param {{outline: Outline}} props */
export function Time({ outline }) {
  const { minutes, jp, jp_by_minutes } = outline;
  const { least, most, verdict } = honest(minutes, jp);
  const number = format.value.number;
  return (
    <section class="flow small" aria-labelledby="waktu">
      <h2 id="waktu">{t('timeAndJp')}</h2>
      <p>
        <b>{t('minutesAreJp', { minutes: number(minutes), jp: number(jp_by_minutes) })}</b>
        <br />
        {jp ? t('saysJp', { jp }) : t('saysNoJp')}
      </p>
      {verdict !== 'none' && <Rail minutes={minutes} least={least} most={most} />}
      {verdict !== 'none' && (
        <p class={`tag ${verdict === 'fits' ? 'ok' : 'wait'}`}>
          <Icon of={verdict === 'fits' ? tick : clock} />
          <span>{t(`time.${verdict}`, { least: number(least), most: number(most), jp })}</span>
        </p>
      )}
    </section>
  );
}

/** @param {string} kind @param {number} n */
const counted = (kind, n) =>
  KINDS.includes(/** @type {any} */ (kind))
    ? t(`counted.${/** @type {typeof KINDS[number]} */ (kind)}`, { n })
    : `${n} ${kind}`;

/** What one must do to pass, as learners will read it. @param {{outline: Outline}} props */
function Rules({ outline }) {
  const all = outline.modules.flatMap(({ activities }) => activities);
  const required = all.filter((one) => one.required);
  const counts = Object.entries(
    required.reduce(
      (/** @type {Record<string, number>} */ sums, { kind }) => ({
        ...sums,
        [kind]: (sums[kind] ?? 0) + 1,
      }),
      {},
    ),
  );
  return (
    <section class="flow small" aria-labelledby="syarat">
      <h2 id="syarat">{t('rulesToPass')}</h2>
      <p>
        {t('requiredOf', { n: required.length, of: all.length })}
        {counts.length > 0 && ` ${counts.map(([kind, n]) => counted(kind, n)).join(', ')}.`}
      </p>
      {outline.jp > 0 && !required.some(({ kind }) => kind === 'quiz') && (
        <p class="tag wait">
          <Icon of={warn} />
          <span>{t('noRequiredQuiz')}</span>
        </p>
      )}
    </section>
  );
}

/** @param {{outline: Outline}} props `outline`: the server's */
function Findings({ outline }) {
  const [all, setAll] = useState(false);
  const found = useLoaded(`check ${outline.id} ${outline.revision}`, (signal) =>
    api.check(outline.id, signal),
  );
  const { value } = found;
  const list = value?.findings ?? [];
  const fresh = value?.revision === outline.revision;
  return (
    <section class="flow small" aria-labelledby="temuan" aria-busy={found.loading}>
      <h2 id="temuan">{t('findingsTitle')}</h2>
      {found.problem && <Trouble problem={found.problem} retry={found.reload} />}
      {!value && !found.problem && <p class="soft">{t('checking')}</p>}
      {value && list.length === 0 && (
        <p class="tag ok">
          <Icon of={ok} />
          {t(fresh ? 'noFindings' : 'checking')}
        </p>
      )}
      {outline.unwritten && (
        <p class="tag wait">
          <Icon of={edit} />
          <span>
            {t('courseFacts')}: {t('unwritten')}
          </span>
        </p>
      )}
      {list.length > 0 && (
        <>
          <p class="tag no">
            <Icon of={warn} />
            {t('findingsToMend', { count: list.length })}
          </p>
          <ul class="studio-finds">
            {list.slice(0, all ? undefined : MOST_SHOWN).map((one, n) => {
              const { href, title, what, english } = whereIs(outline, one.path, titleOf);
              const name = title ?? (what === 'course' ? t('courseFacts') : one.path);
              return (
                <li key={n}>
                  {href ? <a href={href}>{name}</a> : <b>{name}</b>}
                  {english && <span class="soft"> {t('english')}</span>}
                  <br />
                  {findingWords(one)}
                </li>
              );
            })}
          </ul>
          {list.length > MOST_SHOWN && !all && (
            <button class="link" type="button" onClick={() => setAll(true)}>
              {t('allFindings', { n: list.length })}
            </button>
          )}
        </>
      )}
    </section>
  );
}

/** @param {{outline: Outline}} props */
function Discard({ outline }) {
  const { busy, problem, run } = useAct();
  const { asking, ask, first, opener } = useAsking();
  async function discard() {
    const gone = await run(() => api.discard(outline.id, outline.revision).then(() => true));
    if (gone) go(paths.studio);
  }
  return asking ? (
    <div class="ask flow small">
      <p>{outline.current ? t('discardAsk', { n: outline.current }) : t('discardNewAsk')}</p>
      <div class="deeds">
        <button
          ref={first}
          class="btn line low"
          type="button"
          aria-disabled={busy}
          onClick={() => void discard()}
        >
          {t('discardYes')}
        </button>
        <button class="btn line low" type="button" onClick={() => ask(0)}>
          {t('removeNo')}
        </button>
      </div>
      {problem && <Trouble problem={problem} />}
    </div>
  ) : (
    <button ref={opener} class="link" type="button" onClick={() => ask(1)}>
      {t('discard')}
    </button>
  );
}

/**
 * @param {{outline: Outline}} props as it is shown
 */
export function Beside({ outline }) {
  const first = outline.modules
    .flatMap(({ slug, activities }) => activities.map((one) => [slug, one.slug]))
    .find(([module, activity]) => module && activity);
  return (
    <aside class="studio-side flow" aria-label={t('beside')}>
      <Time outline={outline} />
      <Rules outline={outline} />
      <Findings outline={outline} />
      <div class="flow">
        <a class="btn wide" href={paths.studioReview(outline.id)}>
          {t('toReview')}
        </a>
        <a class="btn line wide" href={paths.studioFacts(outline.id)}>
          <Icon of={edit} />
          {t('courseFacts')}
        </a>
        {first && (
          <a
            class="btn line wide"
            href={paths.draftPreview(outline.id, first[0] ?? '', first[1] ?? '')}
            target="_blank"
          >
            <Icon of={eye} />
            {t('preview')}
          </a>
        )}
        <Discard outline={outline} />
      </div>
    </aside>
  );
}
