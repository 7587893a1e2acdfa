/** The service worker from the page's side: registered late, told who is here. */
import { accountHere } from './commands.js';
import { watchNetwork } from './network.js';
import { savesData } from './saver.js';

/**
 * @param {Record<string, unknown>} said
 * @returns {Promise<void>} when the worker has done it; rejected if it could not
 */
export async function tell(said) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => (data ? resolve(undefined) : reject(new Error('')));
  });
  active?.postMessage(said, [port2]);
  return /** @type {Promise<void>} */ (done);
}

/** What the worker must know to answer by itself: who, in which language and light. */
export const here = () => ({
  account: accountHere(),
  language: document.documentElement.lang,
  theme: document.documentElement.dataset.theme ?? '',
});

/**
 * Register the worker. On a saver's phone it comes only with a download (`wanted`).
 *
 * @param {boolean} [wanted]
 */
export async function start(wanted = false) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || (savesData() && !wanted && !serviceWorker.controller)) {
    return watchNetwork(null);
  }
  const wasAlone = !serviceWorker.controller;
  const registering = serviceWorker.register('/sw.js');
  watchNetwork(await registering.catch(() => null));
  await registering;
  await tell({ here: here(), keep: wasAlone ? [location.href.split('#')[0]] : [] });
}

/**
 * A new build is used only when somebody agrees, and only by loading the page anew.
 *
 * @param {(use: () => void) => void} ready
 */
export async function onNewBuild(ready) {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker?.getRegistration('/');
  if (!registration) return;
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !serviceWorker.controller) return;
    ready(() => {
      serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage({ takeOver: true });
    });
  };
  offer();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', offer),
  );
}
