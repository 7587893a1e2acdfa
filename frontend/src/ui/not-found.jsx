import { t } from '../kit/i18n.js';
import * as paths from '../kit/paths.js';
import { Main, useTitle } from './page.jsx';

export function NotFound() {
  useTitle(t('notFound'));
  return (
    <Main class="sect">
      <div class="flow">
        <h1>{t('notFound')}</h1>
        <p>{t('notFoundWords')}</p>
        <a class="btn line" href={paths.home}>
          {t('home')}
        </a>
      </div>
    </Main>
  );
}

/** Asked for without a network, and not on this device. */
export function NotHere() {
  useTitle(t('notHere'));
  return (
    <Main class="sect">
      <div class="flow">
        <h1>{t('notHere')}</h1>
        <p>{t('notHereWords')}</p>
        <a class="btn line" href={paths.offline}>
          {t('offline')}
        </a>
      </div>
    </Main>
  );
}
