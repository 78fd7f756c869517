// Before and after in one frame with a slider between them; a button puts them side by side again.
// <div class="pair" data-compare="label of the slider" data-say-slide="words of the button"> with a photo in each of two children.

export function compare(root = document) {
  for (const pair of root.querySelectorAll("[data-compare]")) {
    if (pair.children.length === 2 && pair.querySelectorAll("img").length === 2) enhance(pair);
  }
}

function enhance(pair) {
  const range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, value: 50 });
  range.setAttribute("aria-label", pair.dataset.compare);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button compare-switch" });
  button.textContent = pair.dataset.saySlide;
  const slide = () => pair.style.setProperty("--at", `${range.value}%`);
  const show = (one) => {
    pair.classList.toggle("compare", one);
    range.hidden = !one;
    button.setAttribute("aria-pressed", String(one));
  };
  range.addEventListener("input", slide);
  button.addEventListener("click", () => show(range.hidden));
  slide();
  pair.append(range);
  pair.after(button);
  show(matchMedia("(max-width: 40rem)").matches); // side by side is too small there
}
