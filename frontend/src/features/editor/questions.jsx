/** The questions of a quiz that was never published, in the bank it was begun with. */
import { useEffect } from 'preact/hooks';
import { Conflict } from './conflict.jsx';
import { SaveState } from './save-state.jsx';
import { QUESTIONS, relisted } from './schemas.js';
import { useDesk } from './use-editor.js';
import { t } from './words.js';
import { YamlForm } from './yaml-form.jsx';
import { read, write } from './yaml-text.js';

/** The bank whose questions a quiz lists; draws from others are for the quiz desk. @param {any} quiz */
const bankOf = (quiz) => String(quiz?.questions?.[0] ?? '').split('.')[0] ?? '';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {typeof import('yaml')} props.yaml
 * @param {string} props.quiz the quiz's own file
 * @param {(text: string) => void} props.change
 * @param {import('./api.js').Finding[]} props.findings
 * @param {'id'|'en'} props.language
 * @param {() => void} props.saved the bank has another text on the server
 */
export function Questions(props) {
  const bank = bankOf(read(props.yaml, props.quiz)?.value);
  return bank ? <Bank key={bank} bank={bank} {...props} /> : null;
}

/** @param {Parameters<typeof Questions>[0] & {bank: string}} props */
function Bank({ id, yaml, quiz, change, findings, language, saved, bank }) {
  const path = `banks/${bank}/soal.yaml`;
  const desk = useDesk(id, path);
  const { value: state } = desk.state;
  const { value: at } = desk.savedAt;
  const { value: theirs } = desk.theirs;
  useEffect(() => {
    if (state === 'saved') saved();
  }, [state, at]);
  // A bank of another shape is kept elsewhere: in Bank soal.
  if (state === 'opening' || state === 'closed') return null;
  return (
    <section class="flow" aria-label={t('f.questions')}>
      {theirs && (
        <Conflict
          base={desk.base()}
          mine={desk.text.value}
          theirs={theirs}
          choose={(chosen) => desk.choose(chosen)}
        />
      )}
      <YamlForm
        yaml={yaml}
        schema={QUESTIONS}
        text={desk.text.value}
        type={desk.type}
        findings={findings.filter((one) => one.path === path)}
        language={language}
        name="bank-"
        arranged={(before, after) => {
          const listed = read(yaml, quiz)?.value.questions ?? [];
          if (!Array.isArray(before) || !Array.isArray(after)) return;
          const next = relisted(listed, bank, before, after);
          if (next.join() !== listed.join()) change(write(yaml, quiz, ['questions'], next));
        }}
      />
      <div class="editor-state">
        <SaveState desk={desk} />
      </div>
    </section>
  );
}
