import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/mengajar', page: lazyPage(() => import('./taught-page.jsx'), words) },
  { path: '/kelola/mengajar/:slug', page: lazyPage(() => import('./hub-page.jsx'), words) },
  {
    path: '/kelola/mengajar/:slug/kuis/:quiz',
    page: lazyPage(() => import('./desk-page.jsx'), words),
  },
];
