import { language } from '../../kit/session.js';
import { lazyPage } from '../../ui/lazy-page.jsx';

const words = async () => {
  const [own, questions] = await Promise.all([
    import('./words.js'),
    import('../../ui/questions/words.js'),
  ]);
  await Promise.all([own.speak(language.value), questions.speak(language.value)]);
};
const question = lazyPage(() => import('./question-page.jsx'), words);

/** @type {import('../../ui/lazy-page.jsx').PageRoute[]} */
export const routes = [
  { path: '/kelola/bank-soal', page: lazyPage(() => import('./banks-page.jsx'), words) },
  { path: '/kelola/bank-soal/:bank', page: lazyPage(() => import('./bank-page.jsx'), words) },
  { path: '/kelola/bank-soal/:bank/baru', page: question },
  { path: '/kelola/bank-soal/:bank/soal/:question', page: question },
];
