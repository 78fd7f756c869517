// The draft of a report, kept on this device: words in localStorage, photos in IndexedDB.

const NAME = "tanggap.draf";
const DAYS = 14;
const LEFT_OUT = new Set(["photo", "photos", "drop", "website", "edit", "new", "join_case", "seen_similar"]);

export function load() {
  try {
    const draft = JSON.parse(localStorage.getItem(NAME));
    return draft && Date.now() - draft.at < DAYS * 864e5 ? draft : null;
  } catch {
    return null;
  }
}

export function save(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!LEFT_OUT.has(name) && typeof value === "string") fields[name] = value;
  }
  try {
    localStorage.setItem(NAME, JSON.stringify({ at: Date.now(), fields }));
    return true;
  } catch {
    return false; // full, or forbidden: then there is no draft, and nothing says that there is
  }
}

export function restore(form, draft) {
  for (const [name, value] of Object.entries(draft.fields)) {
    const field = form.elements.namedItem(name);
    if (!field) continue;
    field.value = value; // a radio group takes it as well
    if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export async function clear() {
  try {
    localStorage.removeItem(NAME);
  } catch { /* nothing was kept */ }
  await withPhotos("readwrite", (store) => store.clear());
}

export const keepPhoto = (photo) => withPhotos("readwrite", (store) => store.put(photo));
export const dropPhoto = (id) => withPhotos("readwrite", (store) => store.delete(id));
export const photos = async () => (await withPhotos("readonly", (store) => store.getAll())) ?? [];

function withPhotos(mode, act) {
  return new Promise((done) => {
    let opening;
    try {
      opening = indexedDB.open("tanggap", 1);
    } catch {
      done(null);
      return;
    }
    opening.onupgradeneeded = () => opening.result.createObjectStore("foto", { keyPath: "id" });
    opening.onerror = () => done(null);
    opening.onsuccess = () => {
      const db = opening.result;
      const work = db.transaction("foto", mode);
      const asked = act(work.objectStore("foto"));
      work.oncomplete = () => { db.close(); done(asked.result); };
      work.onabort = () => { db.close(); done(null); };
    };
  });
}
