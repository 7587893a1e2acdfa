import { language } from '../../kit/session.js';
import sheet from '../../styles/teaching.css?url';
import { lazyPage } from '../../ui/lazy-page.jsx';
import { linkSheet } from '../../ui/sheet.js';

/** The pages arrive with their words and their style, not before them. */
const prepare = () =>
  Promise.all([linkSheet(sheet), import('./words.js').then(({ speak }) => speak(language.value))]);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/mengajar', page: lazyPage(() => import('./taught-page.jsx'), prepare) },
  { path: '/kelola/mengajar/:slug', page: lazyPage(() => import('./hub-page.jsx'), prepare) },
  {
    path: '/kelola/mengajar/:slug/kuis/:quiz',
    page: lazyPage(() => import('./desk-page.jsx'), prepare),
  },
];
