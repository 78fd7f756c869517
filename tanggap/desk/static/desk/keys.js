// One-letter keys: j and k through the list, a move's own letter in the open case, "?" for help.
// They can be switched off in the help, and that is remembered on this device.
import { isWide, openBeside } from "./beside.js";

const OFF = "tanggap-tanpa-tombol";
const help = () => document.getElementById("bantuan");
let soon;

export function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "?") return act(event, showHelp);
    if (localStorage.getItem(OFF) === "1") return;
    if (event.key === "j") act(event, () => step(1));
    else if (event.key === "k") act(event, () => step(-1));
    else if (event.key === "/") act(event, () => visible("input[type=search]")?.focus());
    else if (event.key === "f") act(event, () => document.querySelector("[data-next]")?.click());
    else if (/^[a-z]$/.test(event.key)) letter(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) showHelp();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-on]")) localStorage.setItem(OFF, event.target.checked ? "0" : "1");
  });
}

function act(event, what) {
  event.preventDefault();
  what();
}

function visible(selector) {
  return [...document.querySelectorAll(selector)].find((one) => one.offsetParent !== null);
}

function letter(event) {
  const target = document.querySelector(`#kasus [data-letter="${event.key}"]`);
  if (!target) return;
  event.preventDefault();
  const more = target.closest("details.more");
  if (more) more.open = true;
  target.click();
  if (more) more.open = false;
}

function step(by) {
  const links = [...document.querySelectorAll("a.open")];
  if (links.length === 0) return;
  const here = links.indexOf(document.activeElement);
  const marked = links.findIndex((link) => link.closest("tr").classList.contains("here"));
  const from = here >= 0 ? here : marked;
  const to = from < 0 ? (by > 0 ? 0 : links.length - 1) : from + by;
  const link = links[Math.max(0, Math.min(links.length - 1, to))];
  link.focus();
  link.scrollIntoView({ block: "nearest" });
  clearTimeout(soon);
  if (isWide() && document.querySelector("[data-desk].has-case")) {
    soon = setTimeout(() => openBeside(link, { replace: true, focus: false }), 120);
  }
}

function showHelp() {
  const box = help().querySelector("[data-help-moves]");
  box.replaceChildren();
  for (const one of document.querySelectorAll("#kasus [data-letter]")) {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: one.dataset.letter }));
    const words = document.createElement("dd");
    words.textContent = one.firstChild.textContent.trim();
    box.append(key, words);
  }
  if (!box.childElementCount) box.append(Object.assign(document.createElement("dd"), { textContent: box.dataset.wordsNone }));
  help().querySelector("[data-keys-on]").checked = localStorage.getItem(OFF) !== "1";
  help().showModal();
}
