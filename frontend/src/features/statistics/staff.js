import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('./words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  {
    path: '/kelola/mengajar/:slug/statistik/:quiz',
    page: lazyPage(() => import('./quiz-page.jsx'), words),
  },
  {
    path: '/kelola/mengajar/:slug/statistik/:quiz/:bank/:question',
    page: lazyPage(() => import('./question-page.jsx'), words),
  },
];
