import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/nilai', page: lazyPage(() => import('./books-page.jsx'), words) },
  {
    path: '/kelola/mengajar/:slug/nilai',
    page: lazyPage(() => import('./gradebook-page.jsx'), words),
  },
];
