/** Trouble that concerns the whole page: no network, a session that ended. The page stays. */
import { warn } from '../icons.json';
import { onLine } from '../kit/connection.js';
import { t } from '../kit/i18n.js';
import * as paths from '../kit/paths.js';
import { expired } from '../kit/session.js';
import { Icon } from './icon.jsx';

export const Banners = () => (
  <div aria-live="assertive">
    {expired.value && (
      <p class="note row">
        <Icon of={warn} />
        <span>
          {t('expired')}{' '}
          <a href={paths.signIn(location.pathname + location.search)}>{t('signIn')}</a>
        </span>
      </p>
    )}
    {!onLine.value && (
      <p class="note row">
        <Icon of={warn} />
        <span>{t('lost')}</span>
      </p>
    )}
  </div>
);
