// Answers one question only: what to show when a page cannot be fetched. It keeps that one page and its script, nothing else, so no
// number is ever shown from here, and nothing stays behind after signing out.
const CACHE = 'rampart-offline-1';
const PAGE = '/offline.html';
const SCRIPT = '/offline.js';

self.addEventListener('install', (event) => {
  const files = [PAGE, SCRIPT].map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(files))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const navigates = event.request.mode === 'navigate';
  if (!navigates && new URL(event.request.url).pathname !== SCRIPT) return;
  const kept = async () => (await caches.match(navigates ? PAGE : SCRIPT)) ?? Response.error();
  event.respondWith(fetch(event.request).catch(kept));
});
