// What happens while a page lies open: the tabs' counts, how many cases are new, and whether the open
// case was changed by somebody else. The stream says only that something happened; what this person
// may see of it the desk is asked, a few seconds later at most.
const GATHER = 700;
const REST = 3000;
let asked = 0;
let waiting;

export function follow() {
  const desk = document.querySelector("[data-desk], [data-desk-one]");
  if (!desk || !window.EventSource) return;
  const stream = new EventSource("/langsung/petugas");
  stream.onmessage = (event) => heard(JSON.parse(event.data));
  stream.addEventListener("reload", () => {
    askSoon();
    openCaseChanged();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && waiting === "hidden") askSoon();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-news]")) location.reload();
  });
  window.addEventListener("pagehide", () => stream.close());
}

function heard({ case: id, seq }) {
  askSoon();
  const row = document.querySelector(`tr[data-case="${id}"]`);
  const open = document.getElementById("kasus");
  if (open && open.dataset.case === String(id)) {
    // One's own move is answered within a moment and brings the new version with it.
    setTimeout(() => openCaseChanged(id, seq), 1500);
  } else row?.classList.add("changed");
}

function openCaseChanged(id, seq) {
  const open = document.getElementById("kasus");
  if (!open || (id && open.dataset.case !== String(id)) || Number(open.dataset.seen) >= (seq ?? Infinity)) return;
  const notice = open.querySelector("[data-stale]");
  if (notice && seq) notice.hidden = false;
}

function askSoon() {
  if (!document.querySelector("[data-desk]")) return;
  if (document.hidden) {
    waiting = "hidden";
    return;
  }
  if (typeof waiting === "number") return;
  const rest = Math.max(GATHER, asked + REST - Date.now());
  waiting = setTimeout(ask, rest + Math.random() * 300);
}

async function ask() {
  waiting = undefined;
  asked = Date.now();
  const answer = await fetch(`${document.querySelector("[data-desk]").dataset.counts}${location.search}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.status === 204) return;
  const box = document.createElement("template");
  box.innerHTML = await answer.text();
  const fresh = box.content.querySelector("[data-fresh]");
  const tabs = box.content.querySelector("#tab");
  if (tabs) document.getElementById("tab").replaceWith(tabs);
  say(fresh ? fresh.dataset.fresh.split(",").filter(Boolean) : []);
}

function say(ids) {
  const button = document.querySelector("[data-news]");
  const shown = new Set([...document.querySelectorAll("tr[data-case]")].map((row) => row.dataset.case));
  const count = ids.filter((id) => !shown.has(id)).length;
  button.hidden = count === 0;
  const words = count === 1 ? button.dataset.one : button.dataset.many;
  button.querySelector("[data-news-words]").textContent = words.replace("{n}", count >= 50 ? "50+" : String(count));
}
