/** Keeps the shell told of what happens beside its pages; loaded after the first of them is there. */
import { fresher, newBuild, waiting } from '../kit/beside.js';
import { listen, watchPage } from '../kit/commands.js';
import { onNewBuild, start } from '../kit/worker.js';

/** @param {() => void} signedOut told when the session has ended behind what is shown */
export async function lookBeside(signedOut) {
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (data.type === 'signed-out') signedOut();
    if (data.type === 'fresh' && data.url.includes('/api/v1/')) fresher.value += 1;
  });
  watchPage();
  let last = 0;
  listen(({ pending }) => {
    // What was just received may have changed what this page shows.
    if (last && !pending) fresher.value += 1;
    waiting.value = last = pending;
  });
  await onNewBuild((use) => {
    newBuild.value = use;
  });
  await start();
}
