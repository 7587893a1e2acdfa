/**
 * Pages that only show where somebody stands (the cover of a quiz, its result): what was shown may
 * have come from the device, so it is replaced when the server says otherwise.
 */
import { start } from '../kit/worker.js';

navigator.serviceWorker?.addEventListener('message', async ({ data }) => {
  if (data.type !== 'fresh' || data.url !== location.href.split('#')[0]) return;
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const [was, is] = [document, fresh].map((one) => one.querySelector('main'));
  if (was && is && was.innerHTML !== is.innerHTML) was.replaceWith(document.adoptNode(is));
});
document.documentElement.dataset.enhanced = '';
setTimeout(() => void start().catch(() => undefined), 1500);
