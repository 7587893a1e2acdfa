/** The shell: navigation, banners, and the pages of each feature. */
import { LocationProvider, Route, Router } from 'preact-iso/router';
import * as audit from './features/audit/index.js';
import * as catalogue from './features/catalogue/index.js';
import * as identity from './features/identity/index.js';
import * as learning from './features/learning/index.js';
import { t } from './kit/i18n.js';
import { shellLinks } from './kit/paths.js';
import { Announcer } from './ui/announce.jsx';
import { Banners } from './ui/banners.jsx';
import { Navigation } from './ui/navigation.jsx';
import { NotFound } from './ui/not-found.jsx';
import { pageOpened } from './ui/page.jsx';

/** @type {import('./ui/lazy-page.jsx').PageRoute[]} */
export const routes = [learning, catalogue, identity, audit].flatMap((feature) => feature.routes);

export const App = () => (
  <LocationProvider scope={shellLinks}>
    <a class="skip" href="#isi">
      {t('skip')}
    </a>
    <Banners />
    <Router onRouteChange={pageOpened}>
      {routes.map(({ path, page }) => (
        <Route key={path} path={path} component={page} />
      ))}
      <Route default component={NotFound} />
    </Router>
    <Navigation />
    <Announcer />
  </LocationProvider>
);
