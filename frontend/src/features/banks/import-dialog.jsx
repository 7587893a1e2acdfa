/** Questions from a spreadsheet or a file: looked at first, each with why not, then taken. */
import { useState } from 'preact/hooks';
import { copy } from '../../icons-staff.json';
import { ok, warn } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { useLoaded } from '../../kit/load.js';
import { me } from '../../kit/session.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { known, t } from './words.js';

/** @typedef {import('../../kit/api-types-banks').ImportedQuestion} Imported */

const STATES = /** @type {const} */ ({
  taken: ['ok', ok],
  duplicate: ['soft', copy],
  refused: ['no', warn],
});
const ACCEPT = '.gift,.txt,.xml,.xlsx,.csv,.tsv,.yaml,.yml';

/** @param {{one: Imported, done: boolean, left: boolean, leave: (on: boolean) => void}} props */
function Item({ one, done, left, leave }) {
  const [tone, icon] = STATES[one.status];
  const name = one.stem || one.name || t('line', { n: one.line });
  const state = left && one.status === 'taken' ? 'left' : one.status;
  return (
    <li class="import-row">
      {!done && one.status === 'taken' && one.index !== null ? (
        <label class="hit">
          <input
            type="checkbox"
            aria-label={t('takeThis', { name })}
            checked={!left}
            onChange={({ currentTarget }) => leave(!currentTarget.checked)}
          />
        </label>
      ) : (
        <span class="hit" />
      )}
      <div>
        <p>{name}</p>
        <p class="small soft">
          {[t('line', { n: one.line }), one.stem && one.name, known(`kind.${one.kind}`, one.kind)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p class={`tag ${state === 'left' ? 'soft' : tone}`}>
          <Icon of={icon} />
          {t(done && state === 'taken' ? 'import.taken.done' : `import.${state}`)}
        </p>
        {one.why.map((why) => (
          <p key={why} class="small no">
            {why}
          </p>
        ))}
        {one.notes.map((note) => (
          <p key={note} class="small soft">
            {note}
          </p>
        ))}
      </div>
    </li>
  );
}

/** Most of what comes into a bank is about what it is about. @param {import('../../kit/api-types-banks').QuestionPage|null} page */
const usualOf = (page) => page?.facets?.competency[0]?.value ?? '';

/** @param {{bank: string, added: () => void, close: () => void}} props */
export function ImportDialog({ bank, added, close }) {
  const others = useLoaded(`facets ${bank}`, (signal) => api.questions(bank, { limit: 1 }, signal));
  const facets = others.value?.facets;
  const usual = usualOf(others.value);
  const { busy, problem, run } = useAct();
  const [text, setText] = useState('');
  const [file, setFile] = useState(/** @type {File|null} */ (null));
  const [more, setMore] = useState({
    competency: /** @type {string|null} */ (null),
    author: me.value?.name ?? '',
    review_on: '',
  });
  const [answer, setAnswer] = useState(/** @type {api.Import|null} */ (null));
  const [left, setLeft] = useState(/** @type {ReadonlySet<number>} */ (new Set()));
  const [empty, setEmpty] = useState(false);
  const done = answer !== null && !answer.dry_run;
  const taken = answer
    ? answer.questions.filter(
        ({ status, index }) => status === 'taken' && !(index !== null && left.has(index)),
      ).length
    : 0;
  // What was looked at is no longer what would come in.
  const changed = () => {
    setAnswer(null);
    setLeft(new Set());
    setEmpty(false);
  };

  async function send(/** @type {boolean} */ dry) {
    setEmpty(!file && !text.trim());
    if (!file && !text.trim()) return;
    const form = new FormData();
    if (file) form.set('file', file);
    else form.set('text', text);
    form.set('dry_run', String(dry));
    if (!dry) for (const index of left) form.append('leave_out', String(index));
    const read = await run(async () => {
      // Who is quicker than the line has not seen yet what is usual here.
      const found = others.value ?? (await api.questions(bank, { limit: 1 }));
      const all = { ...more, competency: more.competency ?? usualOf(found) };
      for (const [name, value] of Object.entries(all)) {
        if (value.trim()) form.set(name, value.trim());
      }
      return api.importQuestions(bank, form);
    });
    if (!read) return;
    setAnswer(read);
    if (!dry) added();
  }

  return (
    <Dialog title={t('importTitle')} close={close} wide>
      {!done && (
        <form
          class="flow"
          onSubmit={(sent) => {
            sent.preventDefault();
            void send(true);
          }}
        >
          <Field
            name="text"
            as="textarea"
            label={t('paste')}
            hint={t('pasteHint')}
            error={empty ? t('pasteEmpty') : null}
            control={{
              rows: 6,
              spellcheck: false,
              maxlength: 300_000,
              value: text,
              disabled: file !== null,
              onInput: (/** @type {any} */ { currentTarget }) => {
                setText(currentTarget.value);
                changed();
              },
            }}
          />
          <div
            class="drop"
            onDragOver={(over) => over.preventDefault()}
            onDrop={(drop) => {
              drop.preventDefault();
              setFile(drop.dataTransfer?.files[0] ?? null);
              changed();
            }}
          >
            <Field
              name="file"
              label={t('orFile')}
              hint={t('orFileHint')}
              control={{
                type: 'file',
                accept: ACCEPT,
                onChange: (/** @type {any} */ { currentTarget }) => {
                  setFile(currentTarget.files[0] ?? null);
                  changed();
                },
              }}
            />
            {file && (
              <p class="small">
                {file.name}{' '}
                <button
                  class="link"
                  type="button"
                  onClick={() => {
                    setFile(null);
                    changed();
                  }}
                >
                  {t('fileDrop')}
                </button>
              </p>
            )}
            <p class="small">
              <a href={api.templateLink} download>
                {t('template')}
              </a>
            </p>
          </div>
          <details open={answer?.questions.some(({ status }) => status === 'refused') || undefined}>
            <summary>
              <b>{t('importMore')}</b>
            </summary>
            <p class="small soft">{t('importMoreHint')}</p>
            <div class="trio-of">
              {
                /** @type {const} */ (['competency', 'author', 'review_on']).map((name) => (
                  <Field
                    key={name}
                    name={`import-${name}`}
                    label={t(name === 'review_on' ? 'reviewOn' : name)}
                    control={{
                      value: more[name] ?? usual,
                      autocomplete: 'off',
                      maxlength: 200,
                      type: name === 'review_on' ? 'date' : 'text',
                      list: name === 'competency' ? 'import-competencies' : undefined,
                      onInput: (/** @type {any} */ { currentTarget }) => {
                        setMore({ ...more, [name]: currentTarget.value });
                        changed();
                      },
                    }}
                  />
                ))
              }
            </div>
            <datalist id="import-competencies">
              {facets?.competency.map(({ value }) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          </details>
          {problem && <Trouble problem={problem} />}
          <button class={`btn ${answer ? 'line' : ''}`} aria-disabled={busy}>
            {t(busy ? 'reading' : answer ? 'lookAgain' : 'look')}
          </button>
        </form>
      )}
      {answer && (
        <div class="flow" role="status">
          <p>
            <b>{t(done ? 'importDone' : 'importReady', { n: taken })}</b>{' '}
            {answer.duplicates > 0 && t('importDuplicates', { n: answer.duplicates })}{' '}
            {answer.refused > 0 && t('importRefused', { n: answer.refused })}
          </p>
          {answer.notes.map((note) => (
            <p key={note} class="small soft">
              {note}
            </p>
          ))}
          {!done && taken > 0 && (
            <button class="btn" type="button" aria-disabled={busy} onClick={() => void send(false)}>
              {busy ? t('saving') : t('importGo', { n: taken })}
            </button>
          )}
          <ol class="list">
            {answer.questions.map((one, n) => (
              <Item
                key={n}
                one={one}
                done={done}
                left={one.index !== null && left.has(one.index)}
                leave={(on) => {
                  const next = new Set(left);
                  if (one.index === null) return;
                  if (on) next.add(one.index);
                  else next.delete(one.index);
                  setLeft(next);
                }}
              />
            ))}
          </ol>
          {done && (
            <button class="btn" type="button" onClick={close}>
              {t('toBank')}
            </button>
          )}
        </div>
      )}
    </Dialog>
  );
}
