/** Keeps the shell told of what happens beside its pages; loaded after the first of them is there. */
import { fresher, newBuild, waiting } from '../kit/beside.js';
import { listen, watchPage } from '../kit/commands.js';
import { savesData } from '../kit/saver.js';
import { here, onNewBuild, start, tell } from '../kit/worker.js';

export async function lookBeside() {
  watchPage();
  void import('./downloads.js').then(({ downloads }) => downloads()).catch(() => undefined);
  let last = 0;
  listen(({ pending }) => {
    // What was just received may have changed what this page shows.
    if (last && !pending) fresher.value += 1;
    waiting.value = last = pending;
  });
  await onNewBuild((use) => {
    newBuild.value = use;
  });
  const isFirst = !navigator.serviceWorker?.controller;
  await start();
  // This page came with its data inside; the next time the worker must have it.
  if (isFirst && navigator.serviceWorker) await keepAnswers();
}

/** What the page at this place asks the API for. */
async function keepAnswers() {
  const [, first, slug] = location.pathname.split('/');
  const asked = /** @type {Record<string, string[]>} */ ({
    '': ['home'],
    kursus: [slug ? `courses/${slug}` : 'courses?limit=60'],
    profil: ['ledger', 'certificates'],
  });
  const keep = (asked[first ?? ''] ?? []).map((path) => `${location.origin}/api/v1/${path}`);
  if (keep.length && !savesData()) await tell({ here: here(), keep });
}
