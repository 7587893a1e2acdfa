import { useAct } from '../../kit/act.js';
import * as api from '../../kit/manage-api.js';
import { t } from '../../kit/manage-i18n.js';
import { AgencyOptions } from '../../ui/agency-options.jsx';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';

/** @typedef {import('../../kit/api-types').Person} Person */

/** @param {{agencies: import('../../kit/api-types').Agency[], added: (person: Person) => void, close: () => void}} props */
export function AddPerson({ agencies, added, close }) {
  const { busy, problem, run, about } = useAct();

  async function add(/** @type {SubmitEvent} */ sent) {
    sent.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
    // An empty field was not filled in; the server tells that from an empty value.
    const filled = Object.fromEntries([...form].filter(([, value]) => value !== ''));
    const person = await run(() => api.addPerson(filled));
    if (person) added(person);
  }

  const onField = ['name', 'nip', 'email', 'agency'].some(about);
  return (
    <Dialog title={t('addPerson')} close={close}>
      <form class="flow" onSubmit={(sent) => void add(sent)}>
        <Field
          name="name"
          label={t('name')}
          hint={t('nameHint')}
          error={about('name')}
          control={{ required: true, autocomplete: 'off', maxlength: 200 }}
        />
        <Field
          name="nip"
          label={t('nip')}
          hint={t('nipHint')}
          error={about('nip')}
          control={{ inputmode: 'numeric', autocomplete: 'off' }}
        />
        <Field
          name="email"
          label={t('email')}
          error={about('email')}
          control={{ type: 'email', autocomplete: 'off' }}
        />
        <Field
          name="agency"
          label={t('unit')}
          as="select"
          error={about('agency')}
          control={{ required: true }}
        >
          <AgencyOptions agencies={agencies} />
        </Field>
        {problem && !onField && <Trouble problem={problem} />}
        <button class="btn wide" aria-disabled={busy}>
          {t(busy ? 'saving' : 'addPerson')}
        </button>
      </form>
    </Dialog>
  );
}
