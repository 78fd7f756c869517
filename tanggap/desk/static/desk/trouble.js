// What went wrong on the way is said where one works, and what was typed stays.

export function troubles() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.getResponseHeader("HX-Retarget") || !wholePage(xhr)) return;
    event.detail.shouldSwap = false; // a whole page, such as the one for a form that is too old
    const main = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector("main");
    say([...main.querySelectorAll("h1, p:not(.cluster)")].map((line) => line.textContent.trim()));
  });
  document.addEventListener("htmx:responseError", (event) => { if (!wholePage(event.detail.xhr)) lost(); });
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
}

const wholePage = (xhr) => /^\s*<!doctype/i.test(xhr.responseText);
const lost = () => say([document.body.dataset.sayLost]);

function say(lines) {
  const place = document.querySelector("#langkah > form") ?? document.getElementById("kasus") ?? document.querySelector("main");
  document.querySelector(".trouble")?.remove();
  const box = document.createElement("div");
  box.className = "notice notice-danger trouble";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const words = document.createElement("div");
  words.append(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  words.firstChild.className = "bold";
  box.append(words);
  place.prepend(box);
  box.focus();
}
