/** The shell: navigation, banners, and the pages of each feature. */
import { signal } from '@preact/signals';
import { h } from 'preact';
import { routes as catalogue } from './features/catalogue/index.js';
import { routes as identity } from './features/identity/index.js';
import { routes as learning } from './features/learning/index.js';
import { routes as offline } from './features/offline/index.js';
import { match, path } from './kit/router.js';
import { lazyPage } from './ui/lazy-page.jsx';
import { manageWords } from './ui/manage-words.js';
import { Announcer } from './ui/announce.jsx';
import { Banners } from './ui/banners.jsx';
import { Navigation } from './ui/navigation.jsx';
import { NotFound, NotHere } from './ui/not-found.jsx';

/** @type {import('./ui/lazy-page.jsx').PageRoute[]} */
export const routes = [...learning, ...catalogue, ...offline, ...identity];

/** Everything under `/kelola`. */
export const staff = lazyPage(
  () => import('./staff.jsx'),
  () => Promise.all([manageWords(), import('./staff.jsx').then(({ preload }) => preload())]),
);
export const isStaff = (/** @type {string} */ place) => place.startsWith('/kelola');

/** A place that the device was asked for without a network and does not have. */
export const missing = signal(/** @type {string|null} */ (null));

/** The page at the person's place. */
function Here() {
  if (missing.value === path.value) return <NotHere />;
  if (isStaff(path.value)) return h(staff, {});
  for (const { path: pattern, page: Page } of routes) {
    const params = match(pattern, path.value);
    if (params) return <Page key={pattern} params={params} />;
  }
  return <NotFound />;
}

export const App = () => (
  <>
    <Navigation />
    <Banners />
    <Here />
    <Announcer />
  </>
);
