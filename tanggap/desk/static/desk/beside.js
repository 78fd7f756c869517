// The case beside the list, where there is room for both. The address always says what is open.
import { compare } from "../look/compare.js";

const wide = matchMedia("(min-width: 68rem)");
let running;

const desk = () => document.querySelector("[data-desk]");
const pane = () => document.getElementById("samping");

export function isWide() {
  return wide.matches && desk() !== null;
}

export async function load(url) {
  running?.abort();
  running = new AbortController();
  const box = pane();
  box.setAttribute("aria-busy", "true");
  try {
    const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
    const answer = await fetch(url, { headers, signal: running.signal });
    const away = answer.headers.get("HX-Redirect");
    if (away) location.assign(away);
    else put(await answer.text());
  } catch (problem) {
    if (problem.name !== "AbortError") location.assign(url);
  }
  box.removeAttribute("aria-busy");
}

function put(html) {
  const box = pane();
  box.innerHTML = html;
  window.htmx?.process(box);
  compare(box);
  box.scrollTop = 0;
  desk().classList.add("has-case");
}

export async function openBeside(link, { replace = false, focus = true } = {}) {
  mark(link.closest("tr"));
  const done = load(link.href);
  history[replace ? "replaceState" : "pushState"]({}, "", link.dataset.beside);
  await done;
  if (focus) document.getElementById("kasus")?.focus({ preventScroll: true });
}

function mark(row) {
  for (const old of document.querySelectorAll("tr.here")) {
    old.classList.remove("here");
    old.querySelector(".open")?.removeAttribute("aria-current");
  }
  row?.classList.add("here");
  row?.classList.remove("changed");
  row?.querySelector(".open")?.setAttribute("aria-current", "true");
}

function without(address) {
  const url = new URL(address);
  url.searchParams.delete("kasus");
  return url.pathname + url.search;
}

export function clearPane() {
  pane().replaceChildren();
  desk().classList.remove("has-case");
  mark(null);
}

export function closePane() {
  if (!desk()?.classList.contains("has-case")) return;
  const row = document.querySelector("tr.here .open");
  clearPane();
  history.pushState({}, "", without(location.href));
  row?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.open[data-beside]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
  if (!link || !plain || !isWide()) return;
  event.preventDefault();
  openBeside(link);
});

let list = without(location.href);
window.addEventListener("popstate", () => {
  if (!desk()) return;
  if (without(location.href) !== list) {
    location.reload();
    return;
  }
  list = without(location.href);
  const id = new URL(location.href).searchParams.get("kasus");
  const link = id && document.querySelector(`tr[data-case="${CSS.escape(id)}"] .open`);
  if (link) {
    mark(link.closest("tr"));
    load(link.href);
  } else if (id) location.reload();
  else clearPane();
});
