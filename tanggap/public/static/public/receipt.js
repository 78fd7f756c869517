// The report arrived: its draft goes, and the link can be copied or sent on.
import { clear } from "./draft.js";

if (document.querySelector("[data-receipt]")) clear();

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = document.querySelector(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.querySelector("span").textContent = button.dataset.done;
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    const url = document.querySelector(button.dataset.share).value;
    navigator.share({ title: "Tanggap", url }).catch(() => {});
  });
}
