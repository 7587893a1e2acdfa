import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  {
    path: '/kelola/mengajar/:slug/peserta',
    page: lazyPage(() => import('./progress-page.jsx'), words),
  },
  {
    path: '/kelola/mengajar/:slug/laporan',
    page: lazyPage(() => import('./reports-page.jsx'), words),
  },
];
