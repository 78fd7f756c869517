// Photos large, one after the other, over the page. Without it a photo opens as a page of its own.
let dialog;
let photos = [];
let at = 0;

export function view() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    photos = [...(link.closest("#kasus") ?? document).querySelectorAll("a[data-view]")];
    at = photos.indexOf(link);
    show();
  });
}

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "viewer";
  const image = document.createElement("img");
  const bar = document.createElement("form");
  bar.method = "dialog";
  bar.className = "viewer-bar";
  const words = document.createElement("span");
  const turn = (sign, by) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: sign });
    button.addEventListener("click", () => step(by));
    return button;
  };
  const close = Object.assign(document.createElement("button"), { className: "button", textContent: "×" });
  close.setAttribute("aria-label", document.documentElement.lang === "en" ? "Close" : "Tutup");
  const buttons = document.createElement("span");
  buttons.className = "cluster cluster-s";
  buttons.append(turn("←", -1), turn("→", 1), close);
  bar.append(words, buttons);
  dialog.append(image, bar);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") step(1);
    if (event.key === "ArrowLeft") step(-1);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === image) dialog.close();
  });
  dialog.addEventListener("close", () => photos[at]?.focus());
  document.body.append(dialog);
}

function step(by) {
  at = (at + by + photos.length) % photos.length;
  show();
}

function show() {
  if (!dialog) build();
  const image = dialog.querySelector("img");
  const words = photos[at].querySelector("img").alt;
  image.src = photos[at].href;
  image.alt = words;
  dialog.setAttribute("aria-label", words);
  for (const button of dialog.querySelectorAll("button[type=button]")) button.hidden = photos.length < 2;
  dialog.querySelector("span").textContent = photos.length > 1 ? `${words} (${at + 1}/${photos.length})` : words;
  if (!dialog.open) dialog.showModal();
}
