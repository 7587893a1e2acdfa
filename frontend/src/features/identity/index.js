import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/profil', page: lazyPage(() => import('./profile-page.jsx')), learner: true },
];
