import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kursus', page: lazyPage(() => import('./catalogue-page.jsx')), learner: true },
  { path: '/kursus/:slug', page: lazyPage(() => import('./course-page.jsx')), learner: true },
];
