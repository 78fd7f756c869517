// Photos of the form: shown at once, made smaller on slow lines, uploaded one by one, kept in the draft.
import { dropPhoto, keepPhoto, photos as kept } from "./draft.js";

const SMALL = 2048; // pixels on the longest side
const FRESH = 12 * 36e5; // an upload that waits longer is sent anew

export class Photos {
  constructor(form, say) {
    this.form = form;
    this.say = say;
    this.list = form.querySelector("#foto-daftar");
    this.status = form.querySelector("#foto-kata");
    this.input = form.querySelector("#f-photos-input");
    this.items = new Map();
    this.input.addEventListener("change", () => this.add([...this.input.files]));
    for (const row of this.list.querySelectorAll("[data-token]")) this.adopt(row);
    this.waitForPaste();
  }

  get count() { return this.list.children.length; }

  waitForPaste() {
    this.form.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      if (files.length) this.add(files);
    });
  }

  // A photo that the server already holds (the form came back with an error).
  adopt(row) {
    const id = crypto.randomUUID();
    this.items.set(id, { id, row, token: row.dataset.token });
    row.append(this.remover(id));
  }

  async add(files) {
    this.input.value = "";
    const room = Number(this.form.dataset.photos) - this.count;
    this.status.textContent = files.length > room ? this.say.many : "";
    await Promise.all(files.slice(0, room).map((file) => this.one({ id: crypto.randomUUID(), blob: file, name: file.name })));
  }

  async restore() {
    for (const photo of await kept()) {
      if (this.count < Number(this.form.dataset.photos)) this.one(photo, true);
    }
  }

  async one(photo, restored = false) {
    const item = { ...photo, row: this.row(photo) };
    this.items.set(photo.id, item);
    if (restored && item.token && Date.now() - item.at < FRESH) return this.hold(item);
    item.token = "";
    if (!restored) {
      item.blob = await lighter(photo.blob);
      await keepPhoto({ id: item.id, blob: item.blob, name: item.name });
    }
    return this.upload(item);
  }

  row(photo) {
    const row = document.createElement("li");
    row.className = "kept";
    const frame = document.createElement("span");
    frame.className = "photo";
    const image = new Image(104, 104);
    image.alt = `${this.say.photo} ${this.count + 1}`;
    image.src = URL.createObjectURL(photo.blob);
    frame.append(image);
    row.append(frame, this.remover(photo.id));
    this.list.append(row);
    return row;
  }

  remover(id) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "off";
    button.setAttribute("aria-label", this.say.remove);
    const cross = document.createElement("span");
    cross.textContent = "×";
    cross.setAttribute("aria-hidden", "true");
    button.append(cross);
    button.addEventListener("click", () => this.remove(id));
    return button;
  }

  remove(id) {
    this.items.get(id)?.row.remove();
    this.items.delete(id);
    dropPhoto(id);
    this.status.textContent = "";
    this.input.focus();
  }

  async upload(item) {
    if (item.token || !this.items.has(item.id)) return;
    item.row.classList.add("busy");
    item.row.classList.remove("failed");
    this.status.textContent = this.say.uploading;
    const data = new FormData();
    data.append("photo", item.blob, item.name || "foto.jpg");
    try {
      const answer = await fetch(this.form.dataset.upload, { method: "POST", body: data });
      if (answer.status >= 500) throw new TypeError("server");
      const told = await answer.json();
      if (answer.status === 429) {
        item.row.classList.add("failed"); // too many at once; tried again when the report is sent
        this.status.textContent = told.error;
      } else if (told.error) {
        this.remove(item.id);
        this.status.textContent = told.error;
      } else if (this.items.has(item.id)) {
        Object.assign(item, { token: told.token, thumb: told.thumb, at: Date.now() });
        const { id, blob, name, token, thumb, at } = item;
        await keepPhoto({ id, blob, name, token, thumb, at });
        this.hold(item);
        this.status.textContent = "";
      }
    } catch {
      item.row.classList.add("failed");
      this.status.textContent = this.say.failed;
    }
    item.row.classList.remove("busy");
  }

  hold(item) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "photo", value: item.token });
    item.row.append(field);
    const image = item.row.querySelector("img");
    const shown = () => { if (!image.naturalWidth) image.src = item.thumb; }; // HEIC: the browser can't show its own
    if (image.complete) shown();
    else image.addEventListener("error", shown, { once: true });
  }

  // Before sending: whatever is not up yet. Rejects when the line is down.
  async finish() {
    await Promise.all([...this.items.values()].map((item) => this.upload(item)));
    if ([...this.items.values()].some((item) => !item.token)) throw new TypeError("offline");
  }
}

// A big photo on a slow line is drawn smaller; otherwise it goes as it is, with what the camera wrote in it.
async function lighter(file) {
  const line = navigator.connection;
  const slow = line && (line.saveData || /2g|3g/.test(line.effectiveType ?? ""));
  if (!slow || file.size < 1.5e6) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SMALL / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob && blob.size < file.size ? blob : file;
  } catch {
    return file;
  }
}
