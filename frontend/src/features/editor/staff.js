import { language } from '../../kit/session.js';
import sheet from '../../styles/editor.css?url';
import { lazyPage } from '../../ui/lazy-page.jsx';
import { linkSheet } from '../../ui/sheet.js';

/** The page arrives with its words and its style, not before them. */
const prepare = () =>
  Promise.all([linkSheet(sheet), import('./words.js').then(({ speak }) => speak(language.value))]);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  {
    path: '/kelola/studio/:id/naskah/:module/:activity',
    page: lazyPage(() => import('./editor-page.jsx'), prepare),
  },
];
