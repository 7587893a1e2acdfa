import { useState } from 'preact/hooks';
import { ApiProblem, post } from '../../kit/api.js';
import { t } from '../../kit/i18n.js';
import { announce } from '../../ui/announce.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';

/** Current and new password; other sessions end by the server's rule. */
export function PasswordForm() {
  const [state, setState] = useState(/** @type {'idle'|'busy'|'done'} */ ('idle'));
  const [problem, setProblem] = useState(/** @type {Error|null} */ (null));
  const about = (/** @type {string} */ field) =>
    problem instanceof ApiProblem ? problem.about(field) : undefined;

  async function change(/** @type {SubmitEvent & {currentTarget: HTMLFormElement}} */ sent) {
    sent.preventDefault();
    const form = sent.currentTarget;
    setState('busy');
    setProblem(null);
    try {
      await post('/auth/password', Object.fromEntries(new FormData(form)));
      form.reset();
      setState('done');
      announce(t('passwordChanged'));
    } catch (trouble) {
      setProblem(/** @type {Error} */ (trouble));
      setState('idle');
    }
  }

  const aboutField = about('current_password') ?? about('new_password');
  return (
    <form class="flow" onSubmit={(sent) => void change(/** @type {any} */ (sent))}>
      <Field
        name="current_password"
        label={t('currentPassword')}
        error={about('current_password')}
        control={{ type: 'password', autocomplete: 'current-password', required: true }}
      />
      <Field
        name="new_password"
        label={t('newPassword')}
        hint={t('newPasswordHint')}
        error={about('new_password')}
        control={{ type: 'password', autocomplete: 'new-password', required: true, minlength: 10 }}
      />
      {problem && !aboutField && <Trouble problem={problem} />}
      {state === 'done' && <p class="tag ok">{t('passwordChanged')}</p>}
      <button class="btn line" aria-disabled={state === 'busy'}>
        {t(state === 'busy' ? 'saving' : 'changePassword')}
      </button>
    </form>
  );
}
