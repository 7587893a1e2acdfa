/** One file being written: its text, what the compiler makes of it, and what it says. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { eye } from '../../icons-staff.json';
import * as paths from '../../kit/manage-paths.js';
import { format } from '../../kit/session.js';
import { Icon } from '../../ui/icon.jsx';
import { Skeleton, Trouble } from '../../ui/states.jsx';
import { Segments } from '../../ui/segments.jsx';
import { Conflict } from './conflict.jsx';
import { Findings } from './findings.jsx';
import { above, split } from './front.js';
import { FORMS } from './kinds.js';
import { LessonForm } from './lesson-form.jsx';
import { lineAt } from './markup.js';
import { lineOfQuote } from './quoted.js';
import { Original } from './original.jsx';
import { Phone } from './phone.jsx';
import { SaveState } from './save-state.jsx';
import { TryOut } from './try-out.jsx';
import { useDesk, usePresence, usePreview } from './use-editor.js';
import { Weight } from './weight.jsx';
import { useForms } from './use-forms.js';
import { wanted } from './wanted.js';
import { t } from './words.js';
import { Writing } from './writing.jsx';

/** @typedef {import('./api.js').OutlineActivity} Activity */

/** What a form may name beside its own file. @param {import('./api.js').Outline} draft @param {Activity} activity */
const aroundOf = ({ modules }, { slug }) => ({
  here: slug,
  modules: modules.map((one) => /** @type {[string, string]} */ ([one.slug, one.title])),
  quizzes: modules.flatMap(({ activities }) =>
    activities.flatMap((one) =>
      one.kind === 'quiz' ? [/** @type {[string, string]} */ ([one.slug, one.title])] : [],
    ),
  ),
});

/**
 * @param {object} props
 * @param {import('./api.js').Outline} props.draft
 * @param {string} props.module
 * @param {Activity} props.activity
 * @param {string} props.path
 * @param {'id'|'en'} props.language
 * @param {number|null} props.line where to begin
 * @param {string} props.quote how the passage reads at which to begin, where no line is known
 * @param {(present: {name: string, path: string|null}[]) => void} props.here
 */
export function FileDesk({ draft, module, activity, path, language, line, quote, here }) {
  const desk = useDesk(draft.id, path);
  const present = usePresence(draft.id, path, () => void desk.refresh());
  useEffect(() => {
    if (present) here(present);
  }, [present]);
  const { value: text } = desk.text;
  const { value: state } = desk.state;
  const { value: theirs } = desk.theirs;
  const open = state !== 'opening' && state !== 'closed';
  const [asked, setAsked] = useState(0);
  const preview = usePreview(draft.id, path, open && !theirs ? text : null, asked);
  const isLesson = activity.kind === 'lesson';
  const lesson = useMemo(() => (isLesson ? split(text) : null), [text, isLesson]);
  const [raw, setRaw] = useState(false);
  const [side, setSide] = useState(/** @type {'write'|'look'} */ ('write'));
  const [shows, setShows] = useState(/** @type {'phone'|'original'} */ ('phone'));
  const area = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const hasForm = FORMS.includes(activity.kind);
  const atDesk = activity.kind === 'quiz' && desk.published.value;
  const forms = useForms(hasForm && open && !atDesk ? activity.kind : null);
  const view = raw ? 'file' : lesson ? 'lesson' : hasForm ? 'form' : 'file';
  const offset = view === 'lesson' && lesson ? above(lesson) : 0;
  const findings = (preview.shown?.findings ?? []).filter((one) => one.path === path);

  /** @param {import('./api.js').Finding} finding */
  function goTo(finding) {
    setSide('write');
    if (view === 'form') wanted.value = finding;
    else toLine(finding.line);
  }
  /** @param {number} number a line of the file */
  function toLine(number) {
    if (view === 'form') setRaw(true);
    requestAnimationFrame(() => {
      const field = area.current;
      if (!field || number <= offset) return;
      const [from, to] = lineAt(field.value, number - offset);
      field.focus();
      field.setSelectionRange(from, to);
      const share = field.value.slice(0, from).split('\n').length / field.value.split('\n').length;
      field.scrollTop = share * field.scrollHeight - field.clientHeight / 2;
    });
  }
  const begun = useRef(false);
  useEffect(() => {
    if (!open || begun.current) return;
    begun.current = true;
    const about = line ?? lineOfQuote(text, quote);
    if (about && view === 'form') wanted.value = { path, field: null, line: about };
    else if (about) toLine(about);
  }, [open]);

  if (state === 'opening') return <Skeleton lines={10} />;
  if (state === 'closed') {
    return (
      <Trouble problem={/** @type {Error} */ (desk.problem.value)} retry={() => void desk.open()} />
    );
  }
  if (atDesk) {
    return (
      <section class="empty flow">
        <p>{t('quizDeskHint')}</p>
        <a class="btn" href={paths.quizDesk(draft.slug, activity.slug)}>
          {t('quizDesk')}
        </a>
      </section>
    );
  }
  const type = (/** @type {string} */ body) =>
    desk.type(view === 'lesson' && lesson ? lesson.head + body : body);
  const area_ = (
    <Writing
      field={area}
      text={view === 'lesson' && lesson ? lesson.body : text}
      type={type}
      save={() => void desk.flush()}
      marks={findings.flatMap(({ line: at }) => (at > offset ? [at - offset] : []))}
      markdown={isLesson}
      label={t(isLesson ? 'text' : 'file')}
      language={language}
      place={{ id: draft.id, module }}
      beside={() => setAsked((count) => count + 1)}
    />
  );
  return (
    <>
      {theirs && (
        <Conflict
          base={desk.base()}
          mine={text}
          theirs={theirs}
          choose={(chosen) => {
            desk.choose(chosen);
            // What was pressed is gone with the question.
            area.current?.focus();
          }}
        />
      )}
      {desk.restored.value && !theirs && <p class="note small">{t('restored')}</p>}
      {desk.renewedBy.value !== null && (
        <p class="note small" role="status">
          {t('renewed', { name: desk.renewedBy.value || t('somebody') })}
        </p>
      )}
      <Segments
        look="editor-sides"
        label={t('sides')}
        ways={[
          ['write', t('side.write')],
          ['look', t('side.look')],
        ]}
        chosen={side}
        choose={setSide}
      />
      <div class={`editor at-${side} ${isLesson || hasForm ? '' : 'plain'}`}>
        <div class="writes flow">
          <div class="editor-state">
            <SaveState desk={desk} />
            {(lesson || hasForm) && (
              <button class="link" type="button" onClick={() => setRaw(!raw)}>
                {t(!raw ? 'asFile' : lesson ? 'asText' : 'asForm')}
              </button>
            )}
          </div>
          {desk.problem.value && <Trouble problem={desk.problem.value} />}
          {view === 'lesson' && lesson && (
            <LessonForm
              lesson={lesson}
              type={(head) => desk.type(head + lesson.body)}
              findings={findings.filter(({ line: at }) => at <= offset)}
              language={language}
            >
              {area_}
            </LessonForm>
          )}
          {view === 'form' && !forms && <Skeleton lines={8} />}
          {view === 'form' && forms && (
            <forms.FormDesk
              yaml={forms.yaml}
              kind={activity.kind}
              path={path}
              text={text}
              type={desk.type}
              findings={preview.shown?.findings ?? []}
              language={language}
              around={aroundOf(draft, activity)}
              astray={toLine}
            />
          )}
          {view === 'form' && forms?.Questions && (
            <forms.Questions
              id={draft.id}
              yaml={forms.yaml}
              quiz={text}
              change={desk.type}
              findings={preview.shown?.findings ?? []}
              saved={() => setAsked((count) => count + 1)}
            />
          )}
          {view === 'file' && area_}
          {preview.shown && isLesson && (
            <p class="small soft">
              {t(preview.shown.minutes === null ? 'lengthWords' : 'length', {
                words: format.value.number(preview.shown.words),
                n: preview.shown.minutes ?? 0,
              })}
            </p>
          )}
          <Findings
            preview={preview}
            path={path}
            offset={offset}
            isForm={view === 'form'}
            goTo={goTo}
          />
        </div>
        <aside class="looks flow" aria-label={t('side.look')}>
          {isLesson && language === 'en' && (
            <Segments
              label={t('sides')}
              ways={[
                ['phone', t('shows.phone')],
                ['original', t('shows.original')],
              ]}
              chosen={shows}
              choose={setShows}
            />
          )}
          {isLesson && language === 'en' && shows === 'original' ? (
            <Original id={draft.id} path={activity.files.id} />
          ) : (
            <>
              {isLesson && <Phone preview={preview} language={language} />}
              {hasForm && (
                <TryOut
                  kind={activity.kind}
                  address={paths.draftPreview(draft.id, module, activity.slug)}
                  shown={preview.shown}
                  fresh={preview.fresh}
                  saved={state === 'saved'}
                  stamp={`${desk.savedAt.value} ${asked}`}
                  language={language}
                />
              )}
              {preview.shown?.html && (
                <Weight shown={preview.shown} language={language} isPage={isLesson} />
              )}
            </>
          )}
          <a
            class="btn line low"
            href={paths.draftPreview(draft.id, module, activity.slug)}
            target="_blank"
          >
            <Icon of={eye} />
            {t('asLearner')}
          </a>
        </aside>
      </div>
    </>
  );
}
