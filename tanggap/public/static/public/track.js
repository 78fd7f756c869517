// Keeps the tracking page fresh: an event comes, the parts that changed are fetched, focus stays.
import { compare } from "../look/compare.js";
import { draw, spot } from "./map.js";

const page = document.getElementById("kasus");
const inside = document.getElementById("isi");
const beside = document.getElementById("samping");
const line = document.getElementById("kabar-langsung");

async function refresh() {
  let answer;
  try {
    answer = await fetch(page.dataset.body, { cache: "no-store" });
  } catch {
    return;
  }
  if (!answer.ok) return;
  const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
  const aside = body.querySelector("aside");
  page.dataset.seq = aside.dataset.seq;
  const changed = [merge(inside, body), merge(beside, aside)].some(Boolean);
  const latest = inside.querySelector(".timeline .latest .bold");
  if (changed && latest) line.textContent = `${page.dataset.sayFresh} ${latest.textContent}`;
}

const parted = (box) => [...box.children].filter((part) => part.dataset.part);

// Puts new parts in place of those that changed. What stays is not moved, so that focus stays in it;
// open details stay open, and what somebody is filling in is left alone.
function merge(box, fresh) {
  const parts = parted(fresh);
  const wanted = new Set(parts.map((part) => part.dataset.part));
  const had = new Map(parted(box).map((part) => [part.dataset.part, part]));
  let changed = false;
  for (const [name, old] of had) {
    if (wanted.has(name) || typing(old)) continue;
    old.remove();
    changed = true;
  }
  let at = box.firstElementChild;
  for (const part of parts) {
    const old = had.get(part.dataset.part);
    while (at && !wanted.has(at.dataset.part)) at = at.nextElementSibling;
    if (at === old) at = at?.nextElementSibling;
    if (old && (typing(old) || old.dataset.raw === raw(part))) continue;
    replace(box, old, part, at);
    changed = true;
  }
  return changed;
}

function replace(box, old, part, at) {
  part.dataset.raw = raw(part);
  if (old) keepOpen(old, part);
  const focused = old?.contains(document.activeElement) ? document.activeElement.id : "";
  old?.remove();
  box.insertBefore(part, at);
  watchMap(part);
  compare(part);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

const typing = (part) => [...part.querySelectorAll("textarea, input:not([type=hidden])")]
  .some((field) => (field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== ""));

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
  // Every message carries the version of the case; the first one mostly says what the page has already.
  const heard = (event) => { if (Number(event.lastEventId) > Number(page.dataset.seq)) refresh(); };
  events.addEventListener("message", heard);
  events.addEventListener("case", heard);
  events.addEventListener("open", () => { if (lost) refresh(); lost = false; });
  events.addEventListener("error", () => { lost = true; });
}

for (const part of [...parted(inside), ...parted(beside)]) part.dataset.raw = raw(part);
watchMap(inside);
compare(inside);
if (page.dataset.live && "EventSource" in window) listen();
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
document.querySelector("[data-focus]")?.focus();
