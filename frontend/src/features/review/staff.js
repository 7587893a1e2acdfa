import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/studio/impor', page: lazyPage(() => import('./import-page.jsx'), words) },
  { path: '/kelola/studio/:id/tinjau', page: lazyPage(() => import('./review-page.jsx'), words) },
];
