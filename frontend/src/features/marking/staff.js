import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);
const queue = lazyPage(() => import('./queue-page.jsx'), words);
const list = lazyPage(() => import('./list-page.jsx'), words);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/penilaian', page: queue },
  { path: '/kelola/penilaian/antrean', page: list },
  { path: '/kelola/penilaian/selesai', page: list },
  { path: '/kelola/penilaian/jawaban/:id', page: lazyPage(() => import('./mark-page.jsx'), words) },
  { path: '/kelola/penilaian/terlambat', page: lazyPage(() => import('./late-page.jsx'), words) },
  {
    path: '/kelola/penilaian/terlambat/:id',
    page: lazyPage(() => import('./late-one-page.jsx'), words),
  },
  {
    path: '/kelola/penilaian/nilai-ulang/:slug/:quiz',
    page: lazyPage(() => import('./regrade-page.jsx'), words),
  },
];
