// Keeps all files of one version of the app: all of them or, when one cannot be had, none.
// The packaging step fills in the version and the list.
const VERSION = "__VERSION__";
const FILES = __FILES__;

const CACHE = `pmo-planner-${VERSION}`;
const base = new URL("./", self.location.href);

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // Past the HTTP cache: it could hold a file of another version.
      await cache.addAll(FILES.map((file) => new Request(new URL(file, base), { cache: "reload" })));
    })(),
  );
});

// A new version waits until a page asks for it, so that an open tab keeps the files that it began with.
self.addEventListener("message", (event) => {
  if (event.data && event.data.type === "activate") self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("pmo-planner-") && name !== CACHE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return;
  const isPage = event.request.mode === "navigate";
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      const wanted = isPage ? new URL("./", base) : url;
      return (await cache.match(wanted, { ignoreSearch: true })) ?? fetch(event.request);
    })(),
  );
});
