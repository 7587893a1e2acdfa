/** Reports whose passage is another one today: their reporters are told together. */
import { useState } from 'preact/hooks';
import { send } from '../../icons.json';
import { useAct } from '../../kit/act.js';
import { Field } from '../../ui/field.jsx';
import { Icon } from '../../ui/icon.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

// As many as are answered in one go.
const MOST = 50;

/**
 * @param {object} props
 * @param {string} props.slug
 * @param {api.Report[]} props.shown open ones
 * @param {number} props.version the one published now
 * @param {(answered: number) => void} props.done
 */
export function Mended({ slug, shown, version, done }) {
  const mended = shown.filter((one) => one.changed).slice(0, MOST);
  const [typed, setTyped] = useState(/** @type {string|null} */ (null));
  const act = useAct();
  if (mended.length === 0) return null;
  const words = typed ?? t('mendedAnswer', { version });
  /** @param {Event} submitted */
  async function answer(submitted) {
    submitted.preventDefault();
    const ids = mended.map((one) => one.id);
    const told = await act.run(() => api.answerAll(slug, ids, words));
    if (!told) return;
    setTyped(null);
    done(told.answered);
  }
  return (
    <form class="note flow mended" onSubmit={(submitted) => void answer(submitted)}>
      <h3>{t('mended', { n: mended.length, count: mended.length })}</h3>
      <p class="small">{t('mendedWords')}</p>
      <Field
        as="textarea"
        name="jawab-semua"
        label={t('mendedLabel')}
        error={act.about('/answer')}
        control={{
          rows: 3,
          maxLength: 2000,
          minLength: 3,
          required: true,
          value: words,
          onInput: (/** @type {any} */ event) => setTyped(event.currentTarget.value),
        }}
      />
      {act.problem && !act.about('/answer') && <Trouble problem={act.problem} />}
      <div>
        <button class="btn low" disabled={act.busy}>
          <Icon of={send} />
          {t('mendedSend', { n: mended.length, count: mended.length })}
        </button>
      </div>
    </form>
  );
}
