/** A new, empty bank: its name and whose it is. */
import { useAct } from '../../kit/act.js';
import * as paths from '../../kit/manage-paths.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { go } from './go.js';
import { OwnerOptions } from './owner-options.jsx';
import { t } from './words.js';

/** @param {{courses: import('./owner-options.jsx').CourseChoice[], units: import('./owner-options.jsx').Agency[], close: () => void}} props */
export function CreateBank({ courses, units, close }) {
  const { busy, problem, run, about } = useAct();

  async function create(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    const [kind = '', id = ''] = String(form.get('owner')).split(/:(.*)/);
    const title = String(form.get('title')).trim();
    const made = await run(() => api.createBank({ title, [kind]: id }));
    if (made) go(paths.bank(made.slug));
  }

  return (
    <Dialog title={t('createBank')} close={close}>
      <form class="flow" onSubmit={(sent) => void create(sent)}>
        <Field
          name="title"
          label={t('bankTitle')}
          hint={t('bankTitleHint')}
          error={about('title')}
          control={{ required: true, maxlength: 200, autocomplete: 'off' }}
        />
        <Field
          name="owner"
          as="select"
          label={t('owner')}
          hint={t('ownerHint')}
          control={{ required: true }}
        >
          <OwnerOptions courses={courses} units={units} />
        </Field>
        {problem && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'saving' : 'createBankGo')}
        </button>
      </form>
    </Dialog>
  );
}
