// Once a draft exists, the form itself is kept too, so that it opens without a line.

const SHELF = "lapor";

export async function keepForm() {
  if (!("serviceWorker" in navigator) || !window.isSecureContext) return;
  try {
    await navigator.serviceWorker.register("/pekerja.js", { scope: "/lapor" });
    await caches.delete(SHELF);
    const shelf = await caches.open(SHELF);
    const page = await fetch("/lapor", { credentials: "same-origin" });
    if (page.ok) await shelf.put("/lapor", page);
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
    const ours = new Set(parts.filter((name) => name.startsWith(`${location.origin}/static/`)));
    await Promise.all([...ours].map((name) => shelf.add(new Request(name, { cache: "force-cache" }))));
    document.documentElement.dataset.offline = "ready";
  } catch { /* then the form needs the line to open; the draft is kept all the same */ }
}
