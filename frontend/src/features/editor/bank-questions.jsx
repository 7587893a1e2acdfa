/** The questions a quiz of a draft asks, in the banks of its course: every kind, in its own form. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { again, down, warn, x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { announce } from '../../ui/announce.jsx';
import { Icon } from '../../ui/icon.jsx';
import { KINDS } from '../../ui/questions/kinds.js';
import { QuestionForm, toField as toQuestion } from '../../ui/questions/question-form.jsx';
import '../../ui/questions/sheet.js';
import { blank, settled, write as put } from '../../ui/questions/source.js';
import { known as knownKind } from '../../ui/questions/words.js';
import { keepOut } from './below.js';
import { wordsOf } from './blocks.js';
import { Conflict } from './conflict.jsx';
import { wordsAt } from './field-words.js';
import { freshId } from './schema.js';
import { patched } from './patch.js';
import { banksOf, relisted } from './quiz-schema.js';
import { usePictures } from './question-pictures.jsx';
import { SaveState } from './save-state.jsx';
import { useDesk } from './use-editor.js';
import { wanted } from './wanted.js';
import { t } from './words.js';
import { read, rewrite, write } from './yaml-text.js';

/** @typedef {typeof import('yaml')} Yaml */
/**
 * @typedef {object} Props
 * @property {string} id
 * @property {Yaml} yaml
 * @property {string} quiz the quiz's own file
 * @property {(text: string) => void} change
 * @property {import('./api.js').Finding[]} findings
 * @property {() => void} saved the bank has another text on the server
 */
/** @typedef {[bank: string, quiz: string, words: 'undo'|'undoPicture']} Past both texts as they were before a step */

/** @param {Props} props */
export function Questions(props) {
  const value = read(props.yaml, props.quiz)?.value;
  const banks = banksOf(value);
  const drawn = Array.isArray(value?.draw);
  return (
    <>
      {banks.map((bank) => (
        <Bank key={bank} bank={bank} drawn={drawn} {...props} />
      ))}
    </>
  );
}

/** @param {Props & {bank: string, drawn: boolean}} props */
function Bank({ id, yaml, quiz, change, findings, saved, bank, drawn }) {
  const path = `banks/${bank}/soal.yaml`;
  const desk = useDesk(id, path);
  const { value: state } = desk.state;
  const { value: stamp } = desk.savedAt;
  const { value: theirs } = desk.theirs;
  const { value: text } = desk.text;
  const [past, setPast] = useState(/** @type {Past[]} */ ([]));
  const [openId, setOpen] = useState(/** @type {string|null} */ (null));
  const [kind, setKind] = useState('single_choice');
  useEffect(() => {
    if (state === 'saved') saved();
  }, [state, stamp]);
  const area = useRef(/** @type {HTMLElement|null} */ (null));
  const pictures = usePictures({
    id,
    bank,
    area,
    act: (write_) => {
      write_();
      setPast([[text, quiz, 'undoPicture']]);
    },
  });
  const found = read(yaml, text)?.value;
  /** @type {any[]} */
  const questions = Array.isArray(found) ? found : [];
  /** @type {string[]} */
  const listed = read(yaml, quiz)?.value?.questions ?? [];
  const own = findings.filter((one) => one.path === path);
  const asked = wanted.value;
  useEffect(() => {
    if (!asked || asked.path !== path) return;
    wanted.value = null;
    const [first, ...rest] = (asked.field ?? '').split('.');
    setOpen(questions[Number(first)]?.id ?? null);
    setTimeout(
      () => toQuestion(rest.map((key) => (/^\d+$/.test(key) ? Number(key) : key)))?.focus(),
      80,
    );
  }, [asked]);
  if (state === 'opening') return null;
  if (state === 'closed') return <p class="note small">{t('bankElsewhere', { name: bank })}</p>;

  /** Questions came, went or changed places. @param {(items: any[]) => any[]} how @param {string} told */
  function arrange(how, told) {
    const next = rewrite(yaml, text, [], how);
    setPast((old) => [...old.slice(-19), [text, quiz, 'undo']]);
    desk.type(next);
    const after = read(yaml, next)?.value ?? [];
    const list = relisted(listed, bank, questions, after);
    if (!drawn && list.join() !== listed.join()) change(write(yaml, quiz, ['questions'], list));
    announce(told);
  }
  /** @param {number} place @param {-1|1} step */
  function move(place, step) {
    arrange(
      (all) => {
        const [moved] = all.splice(place, 1);
        all.splice(place + step, 0, moved);
        return all;
      },
      t('moved', { name: t('one.questions'), n: place + step + 1, of: questions.length }),
    );
    const name = `${bank}-${place + step}-${step < 0 ? 'up' : 'down'}`;
    setTimeout(() => {
      const button = /** @type {HTMLButtonElement|null} */ (document.getElementById(name));
      const other = button?.parentElement?.querySelector('button:enabled');
      (button?.disabled ? /** @type {HTMLElement|null} */ (other) : button)?.focus();
    }, 60);
  }
  function add() {
    const name = freshId(questions, 'soal');
    const last = questions.at(-1) ?? {};
    const made = blank(kind, {
      id: name,
      competency: last.competency ?? 'umum',
      author: last.author ?? '',
      review_on: last.review_on ?? '',
    });
    arrange((all) => [...all, made], t('added', { name: t('one.questions') }));
    setOpen(name);
    setTimeout(() => toQuestion(['text', 'id', 'stem'])?.focus(), 80);
  }
  const one = t('one.questions');
  const last = past.at(-1);
  return (
    <section ref={area} class="flow bank-of" aria-label={t('f.questions')} onBeforeInput={keepOut}>
      {theirs && (
        <Conflict
          base={desk.base()}
          mine={text}
          theirs={theirs}
          choose={(chosen) => desk.choose(chosen)}
        />
      )}
      <fieldset class="list-of">
        <legend>{t('f.questions')}</legend>
        <p class="small soft list-hint">
          {t(drawn ? 'questionsDrawn' : 'questionsListed', { n: questions.length, name: bank })}
        </p>
        <ol>
          {questions.map((question, place) => {
            const about = own.filter(({ field }) => field?.split('.')[0] === String(place));
            const isOpen = openId === question?.id;
            const name = `${one} ${place + 1}`;
            return (
              <li key={question?.id ?? place}>
                <details
                  open={isOpen}
                  onToggle={({ currentTarget: { open } }) => {
                    if (open !== isOpen) setOpen(open ? question?.id : null);
                  }}
                >
                  <summary>
                    <b>{place + 1}.</b>
                    <span>
                      {wordsOf(String(question?.text?.id?.stem ?? '')) || t('emptyStem')}
                      <span class="small soft kind-of-question">
                        {knownKind(`kind.${question?.kind}`, question?.kind)}
                      </span>
                      {about.length > 0 && (
                        <span class="tag no">
                          <Icon of={warn} />
                          {t('findings', { n: about.length })}
                        </span>
                      )}
                    </span>
                  </summary>
                  {isOpen && (
                    <>
                      {!drawn && (
                        <label class="row tick">
                          <input
                            type="checkbox"
                            checked={listed.includes(`${bank}.${question.id}`)}
                            disabled={listed.length === 1 && listed[0] === `${bank}.${question.id}`}
                            onChange={({ currentTarget: { checked } }) => {
                              const ref = `${bank}.${question.id}`;
                              const next = checked
                                ? [...listed, ref]
                                : listed.filter((each) => each !== ref);
                              change(write(yaml, quiz, ['questions'], next));
                            }}
                          />
                          {t('askedHere')}
                        </label>
                      )}
                      <OneQuestion
                        yaml={yaml}
                        text={text}
                        type={(next) => {
                          // To undo what came before would take what is written now along.
                          setPast([]);
                          desk.type(next);
                        }}
                        place={place}
                        question={question}
                        findings={about}
                        pictures={pictures}
                      />
                    </>
                  )}
                </details>
                <div class="item-deeds">
                  {
                    /** @type {const} */ ([
                      [-1, 'up', 'moveUp'],
                      [1, 'down', 'moveDown'],
                    ]).map(([step, end, words]) => (
                      <button
                        key={end}
                        id={`${bank}-${place}-${end}`}
                        class={step < 0 ? 'ib turned' : 'ib'}
                        type="button"
                        aria-label={t(words, { name })}
                        disabled={!questions[place + step]}
                        onClick={() => move(place, step)}
                      >
                        <Icon of={down} />
                      </button>
                    ))
                  }
                  <button
                    class="ib"
                    type="button"
                    aria-label={t('takeOut', { name })}
                    disabled={questions.length === 1}
                    onClick={() =>
                      arrange((all) => all.filter((_, n) => n !== place), t('takenOut', { name }))
                    }
                  >
                    <Icon of={x} />
                  </button>
                </div>
              </li>
            );
          })}
        </ol>
        <div class="add-kind">
          <label class="sr" for={`${bank}-kind`}>
            {t('kindOfNew')}
          </label>
          <select
            id={`${bank}-kind`}
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
          >
            {KINDS.map((name) => (
              <option key={name} value={name} selected={name === kind}>
                {knownKind(`kind.${name}`, name)}
              </option>
            ))}
          </select>
          <button class="link" type="button" onClick={add}>
            <Icon of={plus} />
            {t('addOne', { name: one.toLowerCase() })}
          </button>
          {last && (
            <button
              class="link"
              type="button"
              onClick={() => {
                setPast((old) => old.slice(0, -1));
                desk.type(last[0]);
                change(last[1]);
                announce(t('undone'));
              }}
            >
              <Icon of={again} />
              {t(last[2])}
            </button>
          )}
          <button
            class="link"
            type="button"
            onClick={() => {
              const bare = write(yaml, quiz, [drawn ? 'draw' : 'questions'], undefined);
              const all = questions.map((each) => `${bank}.${each.id}`);
              change(
                drawn
                  ? write(yaml, bare, ['questions'], all)
                  : write(yaml, bare, ['draw'], [{ bank, count: all.length || 1 }]),
              );
            }}
          >
            {t(drawn ? 'askListed' : 'askDrawn')}
          </button>
        </div>
      </fieldset>
      <div class="editor-state">
        <SaveState desk={desk} />
      </div>
      {pictures.dialog}
    </section>
  );
}

/**
 * @param {object} props
 * @param {Yaml} props.yaml
 * @param {string} props.text of the bank's file
 * @param {(text: string) => void} props.type
 * @param {number} props.place
 * @param {any} props.question
 * @param {import('./api.js').Finding[]} props.findings of this question
 * @param {ReturnType<typeof usePictures>} props.pictures
 */
function OneQuestion({ yaml, text, type, place, question, findings, pictures }) {
  const paths = findings.map((one) => ({
    one,
    path: (one.field ?? '').split('.').slice(1),
  }));
  /** @param {(old: any) => any} how */
  const change = (how) => type(patched(yaml, text, [place], question, settled(how(question))));
  /** @type {import('../../ui/questions/controls.jsx').Form} */
  const form = {
    source: question,
    change,
    put: (path, value) => change((old) => put(old, path, value)),
    about(path, exact = false) {
      const some = paths.filter(
        ({ path: of }) =>
          path.every((key, n) => of[n] === String(key)) && (!exact || of.length === path.length),
      );
      return wordsAt(some.map(({ one }) => one));
    },
    picture: pictures.picture,
    figures: pictures.figures,
    write: true,
  };
  const whole = paths.filter(({ path }) => path.length === 0);
  return (
    <div class="question-form">
      {whole.length > 0 && (
        <p class="tag no">
          <Icon of={warn} />
          {wordsAt(whole.map(({ one }) => one))}
        </p>
      )}
      <QuestionForm form={form} facets={null} fresh={false} />
    </div>
  );
}
