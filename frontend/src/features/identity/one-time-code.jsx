import { t } from '../../kit/manage-i18n.js';
import { format } from '../../kit/session.js';
import { CopyButton } from '../../ui/copy-button.jsx';

/** A code shown this once: the server keeps only its hash. @param {{code: string, expires_at: string}} props */
export const OneTimeCode = ({ code, expires_at }) => (
  <section class="note flow" aria-label={t('oneTimeCode')} role="status">
    <p class="code">{code}</p>
    <p class="small">
      {t('codeOnce', { date: format.value.date(expires_at), time: format.value.time(expires_at) })}
    </p>
    <CopyButton text={code} label={t('copyCode')} />
  </section>
);
