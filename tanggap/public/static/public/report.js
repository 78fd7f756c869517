// The report form with script: photos up at once, drafts, suggestions, similar cases, patient sending.
import { enhance } from "./combo.js";
import * as draft from "./draft.js";
import { Photos } from "./photos.js";
import { Place } from "./place.js";
import { sending } from "./send.js";

let again = false;
let prepared = false;

function start(main) {
  const form = main.querySelector("form[data-report]");
  if (!form) return;
  if (form.id === "laporan") full(form);
  else sending(form, { say: sayings(form), before: async () => {}, swapped: start });
}

function full(form) {
  const say = sayings(form);
  const known = again || form.querySelector("#foto-daftar li, .has-error") !== null || form.elements.words.value !== "";
  const saved = known ? null : draft.load();
  again = true;
  const photos = new Photos(form, say);
  enhance(form, (words) => suggestions(form, words));
  // A page that the browser kept must not send its old key again.
  if (!known) form.elements.key.value = crypto.randomUUID().replaceAll("-", "");
  if (saved) draft.restore(form, saved);
  if (!known) photos.restore();
  const look = later(() => similar(form), 1200);
  const keep = keeping(form, say);
  new Place(form, say, () => { look(); keep(); });
  words(form, say, look);
  category(form, look);
  if (saved) banner(say.restored);
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  forget();
  lines(form, say);
  sending(form, { say, before: () => photos.finish(), swapped: start });
}

function sayings(form) {
  const found = {};
  for (const [name, value] of Object.entries(form.dataset)) {
    if (name.startsWith("say")) found[name.slice(3).toLowerCase()] = value;
  }
  return found;
}

function later(act, wait) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
}

// Half a second after the last key, and at once when the page goes away.
function keeping(form, say) {
  let waiting = false;
  const store = () => {
    if (!waiting || !form.isConnected) return;
    waiting = false;
    if (draft.save(form)) drafted(say);
  };
  const soon = later(store, 500);
  window.addEventListener("pagehide", store);
  document.addEventListener("visibilitychange", () => { if (document.hidden) store(); });
  return () => { waiting = true; soon(); };
}

function drafted(say) {
  banner(say.saved);
  if (!prepared) import("./offline.js").then((offline) => offline.keepForm()).catch(() => {});
  prepared = true;
}

function banner(words) {
  const box = document.getElementById("draf");
  if (!box) return; // another step of the form is shown
  document.getElementById("draf-kata").textContent = words;
  box.hidden = false;
}

function forget() {
  document.getElementById("draf-hapus").addEventListener("click", async () => {
    document.getElementById("laporan").remove(); // so that leaving does not keep it again
    await draft.clear();
    location.assign(location.pathname);
  });
}

function lines(form, say) {
  const told = () => { if (!navigator.onLine) banner(say.offline); };
  window.addEventListener("offline", told);
  window.addEventListener("online", () => { if (draft.load()) banner(say.saved); });
  told();
}

function words(form, say, look) {
  const area = form.elements.words;
  const line = form.querySelector("#c-words");
  const limit = Number(area.dataset.limit);
  const count = () => {
    const left = limit - [...area.value].length;
    line.textContent = `${Math.abs(left).toLocaleString(document.documentElement.lang)} ${left < 0 ? say.over : say.left}`;
    line.classList.toggle("over", left < 0);
  };
  const hint = later(() => { if (form.isConnected) offer(form, say); }, 600);
  area.addEventListener("input", () => { count(); hint(); look(); });
  if (area.value) { count(); hint(); }
}

async function suggestions(form, text) {
  try {
    const answer = await fetch(form.dataset.suggest, { method: "POST", body: new URLSearchParams({ words: text }) });
    return (await answer.json()).items ?? [];
  } catch {
    return [];
  }
}

async function offer(form, say) {
  const select = form.elements.category;
  const box = form.querySelector("#saran");
  const found = form.elements.words.value.trim().length < 8 ? [] : await suggestions(form, form.elements.words.value);
  const fresh = found.filter((one) => one.code !== select.value);
  box.replaceChildren();
  if (!fresh.length || select.value) return;
  const asked = document.createElement("span");
  asked.className = "hint";
  asked.textContent = say.suggested;
  box.append(asked, ...fresh.map((one) => chip(one, select, box)));
}

function chip(one, select, box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = one.name;
  button.addEventListener("click", () => {
    select.value = one.code;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    box.replaceChildren();
    document.getElementById("f-category").focus();
  });
  return button;
}

function category(form, look) {
  const select = form.elements.category;
  const usual = form.querySelector("#biasanya");
  const help = form.querySelector("#bantuan");
  const advice = form.querySelector("#saran-lain");
  const plain = [usual.textContent, help.textContent];
  const told = async () => {
    const code = select.value;
    const row = code ? await about(form, code) : null;
    if (select.value !== code || !form.isConnected) return;
    usual.textContent = row ? usual.dataset[row.visibility] : plain[0];
    help.textContent = row?.help || plain[1];
    advice.hidden = !row?.advice;
    advice.lastElementChild.textContent = row?.advice ?? "";
  };
  select.addEventListener("change", () => { told(); look(); });
  told();
}

async function about(form, code) {
  try {
    const answer = await fetch(form.dataset.category.replace("KODE", encodeURIComponent(code)));
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function similar(form) {
  const box = form.querySelector("#mirip");
  const data = new FormData(form);
  data.delete("photos");
  const ready = (data.get("lat") || data.get("kelurahan")) && (data.get("category") || data.get("words").length > 12);
  if (!ready) { box.replaceChildren(); return; }
  try {
    const answer = await fetch(form.dataset.similar, { method: "POST", body: data });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    box.replaceChildren(...fresh.childNodes);
    if (box.querySelector("button")) seen(form);
  } catch { /* the server asks again when it is sent */ }
}

// Once shown here, the server need not ask in a step of its own.
function seen(form) {
  if (form.elements.seen_similar) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "seen_similar", value: "1" });
  form.append(field);
}

start(document);
