/** Trouble that concerns the whole page: no network, a session that ended. The page stays. */
import { info, warn } from '../icons.json';
import { newBuild } from '../kit/beside.js';
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
    {newBuild.value && (
      <p class="note row">
        <span class="grow">{t('newBuild')}</span>
        <button class="btn line low" type="button" onClick={newBuild.value}>
          {t('takeOver')}
        </button>
      </p>
    )}
    {!onLine.value && (
      <p class="note row">
        <Icon of={info} />
        <span>{t('offlineNow')}</span>
      </p>
    )}
  </div>
);
