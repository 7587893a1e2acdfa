/** The desk of a question: its form, and beside it saving, what is to be mended, and the preview. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { check as tick, device, ok, warn } from '../../icons.json';
import { stop } from '../../icons-staff.json';
import { useAct } from '../../kit/act.js';
import { ApiProblem } from '../../kit/api.js';
import * as paths from '../../kit/manage-paths.js';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { Conflict } from './conflict.jsx';
import { idOf } from '../../ui/questions/controls.jsx';
import { go } from './go.js';
import { History, Uses } from './history.jsx';
import { mayWrite } from './notices.jsx';
import { PictureDialog } from './picture-dialog.jsx';
import { Preview } from './preview.jsx';
import { QuestionForm, toField } from '../../ui/questions/question-form.jsx';
import { commonOf, read } from '../../ui/questions/source.js';
import { useQuestion } from './use-question.js';
import { t } from './words.js';

/** @typedef {ReturnType<typeof useQuestion>} Made */

/** What is to be mended; each leads to its field. @param {{made: Made}} props */
const Findings = ({ made }) =>
  made.findings.length === 0 ? null : (
    <div class="flow small">
      <p class="tag no">
        <Icon of={warn} />
        {t('findings', { n: made.findings.length })}
      </p>
      <ul class="findings">
        {made.findings.slice(0, 8).map((one, n) => (
          <li key={n}>
            <button class="link" type="button" onClick={() => toField(one.path)?.focus()}>
              {one.words}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );

/** Where the text is now. @param {{made: Made, fresh: boolean}} props */
function State({ made, fresh }) {
  const [words, icon] = made.changed
    ? /** @type {const} */ (['stateKept', device])
    : /** @type {const} */ ([fresh ? 'stateNew' : 'stateSaved', fresh ? tick : ok]);
  return (
    <p class="save-state" role="status">
      <Icon of={icon} />
      <span>{t(words)}</span>
    </p>
  );
}

/**
 * @param {object} props
 * @param {api.Bank} props.bank
 * @param {api.Question|null} props.question
 * @param {api.Source} props.start
 * @param {api.Facets|null} props.facets
 * @param {(question: api.Question) => void} props.saved
 * @param {(common: Record<string, any>) => void} props.following begin the next question
 */
export function QuestionDesk({ bank, question, start, facets, saved, following }) {
  const write = mayWrite(bank);
  const made = useQuestion({ bank: bank.slug, question, source: start, write });
  const { busy, problem, run } = useAct();
  const [note, setNote] = useState('');
  const [picturing, setPicturing] = useState(
    /** @type {{path: (string|number)[], file: File|null}|null} */ (null),
  );
  const fresh = question === null;

  const about = (/** @type {(string|number)[]} */ path, exact = false) => {
    const here = made.findings.filter(
      (one) =>
        path.every((part, n) => one.path[n] === part) &&
        (!exact || one.path.length === path.length),
    );
    return here.length ? [...new Set(here.map(({ words }) => words))].join(' ') : null;
  };
  const form = {
    source: made.source,
    put: made.put,
    change: made.change,
    about,
    write,
    picture: (/** @type {(string|number)[]} */ path, /** @type {File|undefined} */ file) =>
      setPicturing({ path, file: file ?? null }),
  };

  async function save(/** @type {boolean} */ next) {
    if (made.theirs || (!made.changed && !fresh)) return;
    const done = await run(() => made.save(note.trim()));
    if (!done) return;
    announce(t('saved'));
    setNote('');
    if (next) following({ kind: done.kind, ...commonOf(done.current.source) });
    else if (fresh) go(paths.question(bank.slug, done.id));
    else saved(done);
  }

  // Ctrl+S saves; with Shift and Enter the next question begins.
  const keys = useRef(/** @type {(event: KeyboardEvent) => void} */ (() => {}));
  keys.current = (event) => {
    if (!write || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]'))
      return;
    if (event.key.toLowerCase() === 's' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void save(false);
    } else if (event.key === 'Enter' && event.shiftKey && fresh) {
      event.preventDefault();
      void save(true);
    }
  };
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => keys.current(event);
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  useEffect(() => {
    if (!fresh) return undefined;
    // After the page has put focus on its heading.
    const timer = setTimeout(() => document.getElementById(idOf(['text', 'id', 'stem']))?.focus());
    return () => clearTimeout(timer);
  }, []);
  // A save that was refused leads to the first field that says why.
  useEffect(() => {
    const refused = problem instanceof ApiProblem && problem.slug === 'question-refused';
    if (refused && made.findings[0]) toField(made.findings[0].path)?.focus();
  }, [problem]);

  async function setStatus(/** @type {'active'|'retired'} */ status) {
    const read_ = await run(() => api.setStatus(bank.slug, question?.id ?? '', status));
    if (read_) saved(read_);
  }

  /** The figure goes where the text was being written. @param {string} figure */
  function insert(figure) {
    const { path } = /** @type {{path: (string|number)[]}} */ (picturing);
    const area = /** @type {HTMLTextAreaElement|null} */ (document.getElementById(idOf(path)));
    const text = String(read(made.source, path) ?? '');
    const at = area?.selectionEnd ?? text.length;
    const parts = [text.slice(0, at).trimEnd(), figure.trim(), text.slice(at).trimStart()];
    made.put(path, parts.filter(Boolean).join('\n\n'));
    setPicturing(null);
  }

  return (
    <>
      <Conflict made={made} saw={saved} />
      <div class="question-desk">
        <div class="question-form">
          {question?.status === 'retired' && (
            <p class="tag soft">
              <Icon of={stop} />
              {t('questionRetired')}
            </p>
          )}
          {made.restored && (
            <p class="note small kept-text">
              {t('restored')}{' '}
              <button class="link" type="button" onClick={made.discard}>
                {t('discard')}
              </button>
            </p>
          )}
          <QuestionForm form={form} facets={facets} fresh={fresh} />
        </div>
        <aside class="question-side" aria-label={t('beside')}>
          {write && (
            <div class="save-box flow">
              <State made={made} fresh={fresh} />
              <Findings made={made} />
              {!fresh && made.changed && (
                <label>
                  <span>{t('note')}</span>
                  <input
                    value={note}
                    maxLength={500}
                    autocomplete="off"
                    placeholder={t('noteExample')}
                    onInput={({ currentTarget }) => setNote(currentTarget.value)}
                  />
                </label>
              )}
              <button
                class="btn wide"
                type="button"
                aria-disabled={busy || !!made.theirs || (!fresh && !made.changed)}
                onClick={() => void save(false)}
              >
                {t(busy ? 'saving' : fresh ? 'saveNew' : 'saveNext')}
              </button>
              {fresh && (
                <button class="btn line wide" type="button" onClick={() => void save(true)}>
                  {t('saveFollowing')}
                </button>
              )}
              <p class="keys soft" aria-hidden="true">
                <kbd>Ctrl</kbd>+<kbd>S</kbd> {t('keySave')}
                {fresh && (
                  <>
                    {' '}
                    · <kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>Enter</kbd> {t('keyFollowing')}
                  </>
                )}
              </p>
              {problem && <Trouble problem={problem} />}
            </div>
          )}
          <Preview made={made} />
        </aside>
      </div>
      {question && (
        <div class="question-foot">
          <section aria-labelledby="q-uses">
            <h2 id="q-uses">{t('usedIn')}</h2>
            <Uses bank={bank.slug} question={question} link={paths.quizDesk} />
            {question.measured && (
              <p class="small">
                {t('measuredLong', {
                  share: Math.round(100 * question.measured.facility),
                  n: question.measured.attempts,
                })}
              </p>
            )}
            {write && (
              <button
                class="btn line low"
                type="button"
                aria-disabled={busy}
                onClick={() => void setStatus(question.status === 'active' ? 'retired' : 'active')}
              >
                {t(question.status === 'active' ? 'retireQuestion' : 'restoreQuestion')}
              </button>
            )}
          </section>
          <section aria-labelledby="q-history">
            <h2 id="q-history">{t('history')}</h2>
            <History
              bank={bank.slug}
              question={question}
              use={
                write
                  ? (source, number) => {
                      made.change(() => source);
                      setNote(t('backTo', { n: number }));
                      document.getElementById(idOf(['text', 'id', 'stem']))?.focus();
                    }
                  : null
              }
            />
          </section>
        </div>
      )}
      {picturing && (
        <PictureDialog
          bank={bank.slug}
          given={picturing.file}
          insert={insert}
          close={() => setPicturing(null)}
        />
      )}
    </>
  );
}
