import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => (await import('../../kit/offline-i18n.js')).speak(language.value);
const more = async () => (await import('./incident-words.js')).speak(language.value);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  {
    path: '/luring',
    page: lazyPage(() => import('./offline-page.jsx'), words),
    learner: true,
  },
  { path: '/luring/berkas', page: lazyPage(() => import('./hand-over-page.jsx'), more) },
  { path: '/luring/gangguan/:slug', page: lazyPage(() => import('./incident-page.jsx'), more) },
];
