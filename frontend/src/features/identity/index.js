import { lazyPage } from '../../ui/lazy-page.jsx';
import { manageWords } from '../../ui/manage-words.js';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/profil', page: lazyPage(() => import('./profile-page.jsx')), learner: true },
  { path: '/kelola/pegawai', page: lazyPage(() => import('./people-page.jsx'), manageWords) },
  {
    path: '/kelola/perangkat-daerah',
    page: lazyPage(() => import('./agencies-page.jsx'), manageWords),
  },
];
