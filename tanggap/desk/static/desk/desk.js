// The desk's pace. Every act works without any of this; each module adds one comfort.
import { compare } from "../look/compare.js";
import { closePane } from "./beside.js";
import { keys } from "./keys.js";
import { follow } from "./live.js";
import { showMap } from "./map.js";
import { takePhotos } from "./photos.js";
import { troubles } from "./trouble.js";
import { view } from "./view.js";

keys();
follow();
takePhotos();
troubles();
view();

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  const map = on("[data-map-open]");
  if (map) showMap(map);
  if (on("[data-print]")) window.print();
  if (on("[data-close]")) closePane();
  if (on("[data-cancel]") && document.getElementById("langkah")) {
    event.preventDefault();
    clearForm();
  }
  for (const open of document.querySelectorAll("details.menu[open], details.more[open]")) {
    if (!open.contains(event.target) || on(".menu-body a")) open.open = false;
  }
});

// Choosing from the list of other offices means "another office".
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-follows-other]")) {
    const other = event.target.form.querySelector("[data-other]");
    if (other) other.checked = true;
  }
});

function clearForm() {
  const slot = document.getElementById("langkah");
  const verb = slot.querySelector("form")?.dataset.form;
  slot.replaceChildren();
  document.querySelector(`a[data-open-form][href$="/${verb}"]`)?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("details.menu[open], details.more[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (document.querySelector("#langkah > form")) clearForm();
  else if (event.target.matches("input, textarea, select")) event.target.blur();
  else closePane();
});

// After a part of the page was put in place, the focus goes where the eye should.
function settle(part) {
  compare(part);
  const first = part.querySelector("[data-focus], [aria-invalid=true], .has-error input, .has-error select");
  if (first) first.focus();
  else if (part.id === "langkah") part.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else if (part.id === "kasus") part.focus({ preventScroll: true });
}
document.addEventListener("htmx:afterSettle", (event) => {
  const part = document.getElementById(event.detail.target.id) ?? event.detail.elt;
  settle(part);
  if (part.id === "langkah") part.scrollIntoView({ block: "nearest" });
});
settle(document);
