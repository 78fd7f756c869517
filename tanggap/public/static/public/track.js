// Keeps the tracking page fresh: an event comes, the parts that changed are fetched, focus stays.
import { draw, spot } from "./map.js";

const page = document.getElementById("kasus");
const inside = document.getElementById("isi");
const line = document.getElementById("kabar-langsung");

async function refresh() {
  let answer;
  try {
    answer = await fetch(page.dataset.body, { cache: "no-store" });
  } catch {
    return;
  }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changed = merge([...fresh.querySelectorAll("[data-part]")]);
  const latest = inside.querySelector(".timeline .latest .bold");
  if (changed && latest) line.textContent = `${page.dataset.sayFresh} ${latest.textContent}`;
}

// Puts new parts in place of those that changed; open details stay open.
function merge(parts) {
  let changed = false;
  const had = new Map([...inside.children].map((part) => [part.dataset.part, part]));
  for (const part of parts) {
    const old = had.get(part.dataset.part);
    had.delete(part.dataset.part);
    if (old && old.dataset.raw === raw(part)) { inside.append(old); continue; }
    part.dataset.raw = raw(part);
    if (old) keepOpen(old, part);
    changed = true;
    const focused = old?.contains(document.activeElement) ? document.activeElement.id : "";
    old?.remove();
    inside.append(part);
    watchMap(part);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  for (const gone of had.values()) gone.remove();
  return changed;
}

// What the server wrote, without the times that tick by themselves.
const raw = (part) => part.innerHTML.replace(/<time[^>]*>[^<]*<\/time>/g, (time) => time.slice(0, time.indexOf(">")));

function keepOpen(old, part) {
  for (const open of old.querySelectorAll("details[open][id]")) {
    const same = part.querySelector(`#${CSS.escape(open.id)}`);
    if (!same) continue;
    if (open.dataset.mapAt && open.dataset.mapAt === same.dataset.mapAt) same.replaceWith(open);
    else same.open = true;
  }
}

function watchMap(root) {
  const box = root.querySelector("details[data-map-at]");
  if (!box || box.dataset.ready) return;
  box.dataset.ready = "1";
  const show = async () => {
    const frame = box.querySelector(".map");
    if (!box.open || frame.dataset.drawn) return;
    frame.dataset.drawn = "1";
    const at = box.dataset.mapAt.split(",").map(Number);
    try {
      const { L, map } = await draw(frame, { at, zoom: 15 });
      spot(L, at, frame.dataset.mark).addTo(map);
    } catch {
      delete frame.dataset.drawn;
    }
  };
  box.addEventListener("toggle", show);
  show();
}

function listen() {
  const events = new EventSource(page.dataset.live);
  let lost = false;
  const heard = () => refresh();
  events.addEventListener("message", heard);
  events.addEventListener("case", heard);
  events.addEventListener("open", () => { if (lost) refresh(); lost = false; });
  events.addEventListener("error", () => { lost = true; });
}

for (const part of inside.children) part.dataset.raw = raw(part);
watchMap(inside);
if (page.dataset.live && "EventSource" in window) listen();
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
document.querySelector("[data-focus]")?.focus();
