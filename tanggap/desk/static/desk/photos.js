// Photos leave one by one as they are taken, so that a lost connection loses one photo and no words.
// Without this module they go with the form.
export function takePhotos() {
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-photos]");
    if (box && event.target.type === "file") sendAll(box, event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const box = button.closest("[data-photos]");
    button.closest("li").remove();
    box.querySelector("input[type=file]").focus();
  });
}

async function sendAll(box, input) {
  const files = [...input.files];
  const send = box.closest("form").querySelector(".send, [data-send]");
  input.value = ""; // from here on they are ours to send, not the form's
  if (send) send.disabled = true;
  for (const file of files) await sendOne(box, file);
  if (send) send.disabled = false;
}

async function sendOne(box, file) {
  const item = placeholder(box, file);
  say(box, box.dataset.wordsBusy);
  const form = new FormData();
  form.append("photo", file);
  if (box.dataset.documents) form.append("documents", "1");
  const token = box.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const answer = await fetch(box.dataset.upload, { method: "POST", body: form, headers: { "X-CSRFToken": token } });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.sentence);
    keep(box, item, told, file);
    say(box, "");
  } catch (problem) {
    item.remove();
    const why = problem instanceof SyntaxError || problem instanceof TypeError ? box.dataset.wordsFailed : problem.message;
    say(box, `${file.name}: ${why || box.dataset.wordsFailed}`);
  }
}

function placeholder(box, file) {
  const item = document.createElement("li");
  item.className = "photo square waiting";
  item.setAttribute("aria-busy", "true");
  item.title = file.name;
  box.querySelector("[data-chosen]").append(item);
  return item;
}

function keep(box, item, told, file) {
  const image = Object.assign(document.createElement("img"), { src: told.thumb, alt: file.name, width: 104, height: 104 });
  const id = Object.assign(document.createElement("input"), { type: "hidden", name: "photo_ids", value: told.id });
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "remove";
  remove.dataset.remove = "";
  remove.setAttribute("aria-label", box.dataset.wordsRemove);
  remove.textContent = "×";
  if (file.type === "application/pdf") item.append(Object.assign(document.createElement("span"), { textContent: file.name }));
  else item.append(image);
  item.append(id, remove);
  item.classList.remove("waiting");
  item.removeAttribute("aria-busy");
}

function say(box, words) {
  box.querySelector("[data-said]").textContent = words;
}
