import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/kursus', page: lazyPage(() => import('./audience-page.jsx')) },
];
