/** The desk of one quiz: its settings, what the rules say of them, a preview, and publishing. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { back, check as tick, device, ok, send, warn } from '../../icons.json';
import { eye } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Manage } from '../../ui/manage.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Conflict, Outdated } from './desk-notices.jsx';
import { wordsOf } from './finding-words.js';
import { nameOf } from './field-words.js';
import { PublishDialog } from './publish-dialog.jsx';
import { QuizForm } from './quiz-form.jsx';
import { same } from '../../kit/values.js';
import { useDraft } from './use-draft.js';
import { t } from './words.js';

/** @typedef {import('./api.js').DraftRead} DraftRead */
/** @typedef {ReturnType<typeof useDraft>} Draft */

const STATES = /** @type {const} */ ({
  saved: ['stateSaved', ok],
  typing: ['stateTyping', device],
  saving: ['stateSaving', send],
  waiting: ['stateWaiting', device],
  conflict: ['stateConflict', warn],
  refused: ['stateRefused', warn],
});

/** Where what was typed is now. @param {{draft: Draft, any: boolean}} props */
function SaveState({ draft, any }) {
  const [words, icon] = STATES[draft.state];
  return (
    <p class="save" role="status">
      <Icon of={icon} />
      <span>{t(draft.state === 'saved' && !any ? 'stateNone' : words)}</span>
    </p>
  );
}

/** What is to be mended, each with its field. @param {{draft: Draft}} props */
function Findings({ draft }) {
  const { check, checking } = draft;
  if (!check) return <p class="small soft">{t('checking')}</p>;
  if (check.findings.length === 0) {
    return (
      <p class="tag ok">
        <Icon of={tick} />
        {t(checking ? 'checking' : 'noFindings')}
      </p>
    );
  }
  return (
    <div class="flow small">
      <p class="tag no">
        <Icon of={warn} />
        {t('findings', { n: check.findings.length })}
      </p>
      <ul class="finds">
        {check.findings.slice(0, 12).map((one, place) => (
          <li key={place}>
            <b>
              {one.question ??
                (one.field ? nameOf(one.field.replace(/^(draw)\..*/, '$1')) : t('wholeCourse'))}
            </b>
            <br />
            {wordsOf(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** @param {{opened: DraftRead, reload: () => Promise<void>, say: (words: string) => void}} props */
function Desk({ opened, reload, say }) {
  const draft = useDraft(opened);
  const { busy, problem, run } = useAct();
  const [publishing, setPublishing] = useState(false);
  const [over, setOver] = useState(false);
  const [asking, setAsking] = useState(false);
  const { slug } = opened.course;
  const { check } = draft;
  const changed = !same(draft.source, opened.published);
  const any = draft.revision() > 0 || changed;
  const fresh = draft.state === 'saved' && check?.revision === draft.revision();
  const renewed = (check?.bank_changes.length ?? 0) > 0;
  const ready = fresh && any && check?.findings.length === 0 && (changed || renewed);

  async function drop() {
    const revision = draft.revision();
    draft.forget();
    const dropped = await run(async () => {
      if (revision) await api.dropDraft(slug, opened.quiz.slug, revision);
      return true;
    });
    if (dropped) {
      say(t('dropped'));
      await reload();
    }
  }

  return (
    <div class="workbench">
      <div class="bench">
        {draft.theirs && (
          <Conflict mine={draft.source} theirs={draft.theirs} choose={draft.choose} />
        )}
        {opened.outdated && !over && !draft.theirs && (
          <Outdated
            opened={opened}
            source={draft.source}
            goOn={() => {
              setOver(true);
              draft.goOn();
            }}
            drop={() => void drop()}
          />
        )}
        {draft.restored && <p class="note small">{t('restored')}</p>}
        <QuizForm
          form={{
            source: draft.source,
            change: draft.change,
            findings: check?.findings ?? [],
          }}
          opened={opened}
          check={check}
        />
      </div>
      <aside class="beside flow" aria-label={t('beside')}>
        <SaveState draft={draft} any={any} />
        {draft.problem && <Trouble problem={draft.problem} />}
        <Findings draft={draft} />
        <div class="flow">
          <button
            class="btn wide"
            type="button"
            aria-disabled={!ready}
            onClick={() => ready && setPublishing(true)}
          >
            {t('publishGo')}
          </button>
          {!ready && (
            <p class="small soft">
              {t(!changed && !renewed ? 'whyNothing' : fresh ? 'whyFindings' : 'whyWait')}
            </p>
          )}
          <a class="btn line wide" href={paths.quizPreview(slug, opened.quiz.slug)} target="_blank">
            <Icon of={eye} />
            {t('preview')}
          </a>
          {any && !asking && (
            <button class="link" type="button" onClick={() => setAsking(true)}>
              {t('drop')}
            </button>
          )}
          {any && asking && (
            <div class="ask flow small">
              <p>{t('dropAsk', { n: opened.current })}</p>
              <div class="deeds">
                <button
                  class="btn line low"
                  type="button"
                  aria-disabled={busy}
                  onClick={() => void drop()}
                >
                  {t('dropYes')}
                </button>
                <button class="btn line low" type="button" onClick={() => setAsking(false)}>
                  {t('dropNo')}
                </button>
              </div>
            </div>
          )}
        </div>
        {problem && <Trouble problem={problem} />}
        <p class="small soft">{t('versionNow', { n: opened.current })}</p>
      </aside>
      {publishing && check && (
        <PublishDialog
          opened={opened}
          check={check}
          close={() => setPublishing(false)}
          done={({ version, learners }) => {
            draft.forget();
            setPublishing(false);
            say(t(learners ? 'publishedStays' : 'publishedDone', { n: version, learners }));
            void reload();
          }}
        />
      )}
    </div>
  );
}

/**
 * The draft as the server has it, read when the desk is opened and when it begins anew: never
 * behind the back of somebody who is writing.
 *
 * @param {string} slug @param {string} quiz
 */
function useOpened(slug, quiz) {
  const [opened, setOpened] = useState(
    /** @type {{value: DraftRead, round: number}|null} */ (null),
  );
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const load = useCallback(async () => {
    setProblem(null);
    try {
      const value = await api.draft(slug, quiz);
      setOpened((old) => ({ value, round: (old?.round ?? 0) + 1 }));
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
    }
  }, [slug, quiz]);
  useEffect(() => void load(), [load]);
  return { value: opened?.value ?? null, round: opened?.round ?? 0, problem, reload: load };
}

export default function DeskPage(/** @type {{params: {slug: string, quiz: string}}} */ { params }) {
  const { slug, quiz } = params;
  const { value, round, problem, reload } = useOpened(slug, quiz);
  const [said, setSaid] = useState('');
  /** What was done stays on the page; the form itself begins anew. @param {string} words */
  function say(words) {
    setSaid(words);
    announce(words);
    scrollTo(0, 0);
  }
  return (
    <Manage
      title={value?.quiz.title ?? t('goDesk')}
      above={
        <a class="above" href={paths.taught(slug)}>
          <Icon of={back} />
          {value?.course.title ?? t('course')}
        </a>
      }
    >
      {problem && <Trouble problem={problem} retry={reload} />}
      {!value && !problem && <Skeleton lines={8} />}
      {said && (
        <p class="note acted">
          <Icon of={ok} />
          {said}
        </p>
      )}
      {value && <Desk key={round} opened={value} reload={reload} say={say} />}
    </Manage>
  );
}
