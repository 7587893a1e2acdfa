import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/', page: lazyPage(() => import('./home-page.jsx')), learner: true },
];
