/** A question on the way: its options, which one is right, and what each is answered with. */
import { useState } from 'preact/hooks';
import { x } from '../../icons.json';
import { plus } from '../../icons-staff.json';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { check } from './markup.js';
import { t } from './words.js';

const MOST = 6;

const NEW = [0, 1, 2].map((key) => ({ text: '', feedback: '', right: key === 0 }));

/** @param {{id: string, given: ReturnType<typeof import('./blocks.js').checkOf>, go: string, put: (written: string) => void}} props */
export function CheckForm({ id, given, go, put }) {
  const [asked, setAsked] = useState(given?.asked ?? '');
  const [options, setOptions] = useState(() =>
    (given?.options ?? NEW).map((one, key) => ({ ...one, key })),
  );
  const [tried, setTried] = useState(false);
  const full = options.filter(({ text }) => text.trim());
  const faults = {
    asked: !asked.trim() && t('fillIn'),
    options: full.length < 2 && t('checkFew'),
    right: !full.some(({ right }) => right) && t('checkRight'),
    feedback: full.some(({ feedback }) => !feedback.trim()) && t('checkFeedback'),
  };
  /** @param {number} key @param {Partial<{text: string, feedback: string}>} change */
  const set = (key, change) =>
    setOptions((old) => old.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const said = tried && (faults.options || faults.right || faults.feedback);
  return (
    <form
      class="flow check-form"
      noValidate
      onSubmit={(sent) => {
        sent.preventDefault();
        setTried(true);
        if (Object.values(faults).some(Boolean)) return;
        put(check(id, asked, full));
      }}
    >
      <Field
        name="asked"
        label={t('checkAsked')}
        error={(tried && faults.asked) || null}
        control={{
          value: asked,
          autocomplete: 'off',
          onInput: (/** @type {any} */ { currentTarget }) => setAsked(currentTarget.value),
        }}
      />
      <fieldset class="flow">
        <legend class="small">{t('checkOptions')}</legend>
        {options.map(({ key, text, feedback, right }, place) => (
          <div class="check-row" key={key}>
            <label class="hit">
              <input
                type="radio"
                name="right"
                checked={right}
                onChange={() =>
                  setOptions((old) => old.map((one) => ({ ...one, right: one.key === key })))
                }
              />
              <span class="sr">{t('checkIsRight', { n: place + 1 })}</span>
            </label>
            <input
              aria-label={t('checkOption', { n: place + 1 })}
              placeholder={t('checkOption', { n: place + 1 })}
              value={text}
              autocomplete="off"
              onInput={({ currentTarget }) => set(key, { text: currentTarget.value })}
            />
            <input
              aria-label={t('checkAnswer', { n: place + 1 })}
              placeholder={t('checkAnswer', { n: place + 1 })}
              value={feedback}
              autocomplete="off"
              onInput={({ currentTarget }) => set(key, { feedback: currentTarget.value })}
            />
            <button
              class="ib"
              type="button"
              aria-label={t('checkDrop', { n: place + 1 })}
              disabled={options.length <= 2}
              onClick={() => setOptions((old) => old.filter((one) => one.key !== key))}
            >
              <Icon of={x} />
            </button>
          </div>
        ))}
        {options.length < MOST && (
          <button
            class="link"
            type="button"
            onClick={() =>
              setOptions((old) => [
                ...old,
                {
                  key: Math.max(...old.map((one) => one.key)) + 1,
                  text: '',
                  feedback: '',
                  right: false,
                },
              ])
            }
          >
            <Icon of={plus} />
            {t('checkAdd')}
          </button>
        )}
      </fieldset>
      {said && (
        <p class="tag no" role="alert">
          {said}
        </p>
      )}
      <button class="btn wide">{go}</button>
    </form>
  );
}
