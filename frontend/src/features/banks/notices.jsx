/** Why a bank cannot be changed here, and what would change that. */
import { useState } from 'preact/hooks';
import { file } from '../../icons.json';
import { eye, stop } from '../../icons-staff.json';
import { Icon } from '../../ui/icon.jsx';
import { TakeOver } from './bank-settings.jsx';
import { t } from './words.js';

/** @param {import('./api.js').Bank} bank */
export const mayWrite = (bank) => bank.editable && bank.origin === 'studio' && !bank.retired;

/** @param {{bank: import('./api.js').Bank, changed: (bank: import('./api.js').Bank) => void}} props */
export function Notices({ bank, changed }) {
  const [taking, setTaking] = useState(false);
  if (mayWrite(bank)) return null;
  if (!bank.editable) {
    return (
      <p class="tag soft">
        <Icon of={eye} />
        {t('readOnlyWords', { name: bank.owner.name })}
      </p>
    );
  }
  if (bank.retired) {
    return (
      <p class="tag soft">
        <Icon of={stop} />
        {t('retiredWords')}
      </p>
    );
  }
  return (
    <div class="files-note">
      <p class="small">
        <Icon of={file} /> {t('filesWords')}
      </p>
      <button class="btn line low" type="button" onClick={() => setTaking(true)}>
        {t('takeOver')}
      </button>
      {taking && (
        <TakeOver
          bank={bank}
          changed={(read) => {
            setTaking(false);
            changed(read);
          }}
          close={() => setTaking(false)}
        />
      )}
    </div>
  );
}
