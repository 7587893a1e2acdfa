import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/studio', page: lazyPage(() => import('./drafts-page.jsx'), words) },
  { path: '/kelola/studio/:id', page: lazyPage(() => import('./outline-page.jsx'), words) },
  { path: '/kelola/studio/:id/fakta', page: lazyPage(() => import('./facts-page.jsx'), words) },
  { path: '/kelola/studio/:id/riwayat', page: lazyPage(() => import('./history-page.jsx'), words) },
];
