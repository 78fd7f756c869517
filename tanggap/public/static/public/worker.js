// The form's service worker: without a line, the form opens from what this device kept. Nothing else is kept.

const SHELF = "lapor";
let dead = false; // the last page came from the shelf, so its parts do too

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === "/lapor") event.respondWith(page(request));
  else if (dead && pathname.startsWith("/static/")) event.respondWith(part(request));
});

async function page(request) {
  try {
    const answer = await fetch(request);
    dead = false;
    return answer;
  } catch (problem) {
    dead = true;
    return (await kept("/lapor")) ?? Promise.reject(problem);
  }
}

const part = async (request) => (await kept(request)) ?? fetch(request);

async function kept(request) {
  const shelf = await caches.open(SHELF);
  return shelf.match(request, { ignoreSearch: true, ignoreVary: true });
}
