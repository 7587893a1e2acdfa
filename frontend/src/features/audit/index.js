import { lazyPage } from '../../ui/lazy-page.jsx';
import { manageWords } from '../../ui/manage-words.js';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/jejak', page: lazyPage(() => import('./audit-page.jsx'), manageWords) },
];
