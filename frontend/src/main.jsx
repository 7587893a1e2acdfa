/** Starts the application shell on the page the server sent. */
import { render } from 'preact';
import { App, isStaff, missing, routes, staff } from './app.jsx';
import { fresher } from './kit/beside.js';
import { speak } from './kit/i18n.js';
import { offerInlined } from './kit/load.js';
import { followLinks, match, path } from './kit/router.js';
import { savesData } from './kit/saver.js';
import { expired, language, me } from './kit/session.js';
import { pageOpened } from './ui/page.jsx';

// Longer than a preloaded page takes to start, shorter than a person notices.
const PATIENCE_MS = 250;

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const given = JSON.parse(document.getElementById('route')?.textContent || '{}');
me.value = given.me ?? null;
language.value = given.language === 'en' ? 'en' : 'id';
offerInlined(location.pathname, given.data, given.kept);
if (given.missing) missing.value = path.value;

// Before anything is asked for: an answer that is newer than what is shown may come at once.
navigator.serviceWorker?.addEventListener('message', ({ data: { type, url } }) => {
  if (type === 'signed-out') expired.value = true;
  if (type === 'fresh' && url.includes('/api/v1/')) fresher.value += 1;
});

const here = routes.find(({ path }) => match(path, location.pathname))?.page;
const opening = (isStaff(location.pathname) ? staff : here)?.preload().catch(() => undefined);
const patience = new Promise((done) => setTimeout(done, PATIENCE_MS));
await Promise.all([speak(language.value), Promise.race([opening, patience])]);
root.textContent = '';
render(<App />, root);
followLinks(pageOpened);

async function lookBeside() {
  const { lookBeside: look } = await import('./offline/look-beside.js');
  await look();
}
setTimeout(() => void lookBeside().catch(() => undefined), given.data && !given.kept ? 1500 : 300);

/** The other learner pages come while the line is idle, unless the person saves data. */
if (!savesData()) {
  setTimeout(() => {
    for (const { learner, page } of routes) if (learner) page.preload().catch(() => undefined);
  }, 2000);
}
