import { lazyPage } from '../../ui/lazy-page.jsx';

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [{ path: '/kelola/jejak', page: lazyPage(() => import('./audit-page.jsx')) }];
