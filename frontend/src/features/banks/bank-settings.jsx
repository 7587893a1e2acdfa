/** The bank itself: its name, whether it is still used, and taking it over from files. */
import { useAct } from '../../kit/act.js';
import { Dialog } from '../../ui/dialog.jsx';
import { Field } from '../../ui/field.jsx';
import { Trouble } from '../../ui/states.jsx';
import * as api from './api.js';
import { t } from './words.js';

/** @param {{bank: api.Bank, changed: (bank: api.Bank) => void, close: () => void}} props */
export function BankSettings({ bank, changed, close }) {
  const { busy, problem, run, about } = useAct();
  const change = async (/** @type {Parameters<typeof api.changeBank>[1]} */ wish) => {
    const read = await run(() => api.changeBank(bank.slug, wish));
    if (read) changed(read);
  };
  return (
    <Dialog title={t('bankSettings')} close={close}>
      <form
        class="flow"
        onSubmit={(sent) => {
          sent.preventDefault();
          const form = new FormData(/** @type {HTMLFormElement} */ (sent.currentTarget));
          void change({ title: String(form.get('title')).trim() });
        }}
      >
        <Field
          name="title"
          label={t('bankTitle')}
          error={about('title')}
          control={{ required: true, maxlength: 200, value: bank.title, autocomplete: 'off' }}
        />
        {problem && <Trouble problem={problem} />}
        <button class="btn" aria-disabled={busy}>
          {t('save')}
        </button>
      </form>
      {bank.origin === 'studio' && (
        <div class="ask flow">
          <p class="small">{t(bank.retired ? 'restoreBankWords' : 'retireBankWords')}</p>
          <button
            class="btn line"
            type="button"
            aria-disabled={busy}
            onClick={() => void change({ retired: !bank.retired })}
          >
            {t(bank.retired ? 'restoreBank' : 'retireBank')}
          </button>
        </div>
      )}
    </Dialog>
  );
}

/** One explicit act, with what follows from it. @param {{bank: api.Bank, changed: (bank: api.Bank) => void, close: () => void}} props */
export function TakeOver({ bank, changed, close }) {
  const { busy, problem, run } = useAct();
  return (
    <Dialog title={t('takeTitle')} close={close}>
      <p>{t('takeWhat', { title: bank.title })}</p>
      <ul class="points">
        <li>{t('takeHere')}</li>
        <li>{t('takeFiles')}</li>
        <li>{t('takeSafe')}</li>
      </ul>
      {problem && <Trouble problem={problem} />}
      <div class="deeds">
        <button
          class="btn"
          type="button"
          aria-disabled={busy}
          onClick={async () => {
            const read = await run(() => api.changeBank(bank.slug, { take: true }));
            if (read) changed(read);
          }}
        >
          {t('takeGo')}
        </button>
        <button class="btn line" type="button" onClick={close}>
          {t('leaveAsIs')}
        </button>
      </div>
    </Dialog>
  );
}
