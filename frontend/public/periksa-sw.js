/*
 * Keeps the certificate check usable without a network, and nothing else: its scope is /periksa.
 * The page and its files come from the network when there is one, else from here.
 */
const STORE = 'periksa-1';
const PAGE = '/periksa';

async function keepPage() {
  const store = await caches.open(STORE);
  const response = await fetch(PAGE, { credentials: 'omit' });
  if (!response.ok) return;
  const html = await response.clone().text();
  await store.put(PAGE, response);
  const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1]);
  await store.addAll(files);
  for (const kept of await store.keys()) {
    const { pathname } = new URL(kept.url);
    if (pathname !== PAGE && !files.includes(pathname)) await store.delete(kept);
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === 'navigate') {
    event.respondWith(
      fetch(request).then(
        (response) => {
          event.waitUntil(keepPage().catch(() => undefined));
          return response;
        },
        async () => (await caches.match(PAGE)) ?? Response.error(),
      ),
    );
  }
});
