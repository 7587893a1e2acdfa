import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/pegawai', page: lazyPage(() => import('./people-page.jsx')) },
  { path: '/kelola/perangkat-daerah', page: lazyPage(() => import('./agencies-page.jsx')) },
];
