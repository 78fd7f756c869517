// Turns <select data-combo> into a field one can type in (ARIA combobox). The select stays the value.

let made = 0;

export function enhance(root = document, ask = null) {
  for (const select of root.querySelectorAll("select[data-combo]")) {
    if (!select.dataset.ready) new Combo(select, ask);
  }
}

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

class Combo {
  constructor(select, ask) {
    this.select = select;
    this.ask = select.name === "category" ? ask : null;
    this.here = -1;
    select.dataset.ready = "1";
    this.build();
    this.show();
  }

  build() {
    const { select } = this;
    const id = select.id;
    const box = document.createElement("div");
    box.className = "combo";
    this.input = document.createElement("input");
    this.list = document.createElement("ul");
    this.list.id = `pilihan-${++made}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${id}"]`)?.textContent ?? "");
    const given = {
      class: "input", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
      "aria-autocomplete": "list", "aria-controls": this.list.id, placeholder: select.dataset.placeholder ?? "",
    };
    for (const [name, value] of Object.entries(given)) this.input.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    select.id = `${id}-asli`;
    this.input.id = id; // the label and the error summary keep pointing at what one types in
    select.hidden = true;
    select.before(box);
    box.append(this.input, this.list, select);
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("focus", () => { this.input.select(); });
    this.input.addEventListener("click", () => this.open(true));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-value]");
      if (row) this.choose(row.dataset.value);
    });
    select.addEventListener("change", () => this.show());
  }

  show() {
    const chosen = this.select.selectedOptions[0];
    this.input.value = chosen && chosen.value ? chosen.textContent : "";
  }

  async open(all = false) {
    const typed = all ? "" : plain(this.input.value).trim();
    if (!all && typed === "" && this.select.value) this.choose("", false);
    let rows = this.matching(typed);
    if (!rows.length && this.ask && typed.length > 2) {
      const found = await this.ask(this.input.value);
      rows = found.map((one) => [...this.select.options].find((o) => o.value === one.code)).filter(Boolean);
    }
    this.draw(rows.slice(0, 60));
  }

  matching(typed) {
    const parts = typed.split(/\s+/).filter(Boolean);
    return [...this.select.options].filter((option) => {
      if (!option.value) return !parts.length;
      const text = plain(`${option.textContent} ${option.parentElement.label ?? ""}`);
      return parts.every((part) => text.includes(part));
    });
  }

  draw(rows) {
    this.here = -1;
    this.list.replaceChildren(...rows.map((option, n) => {
      const row = document.createElement("li");
      row.id = `${this.list.id}-${n}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      row.dataset.value = option.value;
      row.textContent = option.textContent;
      const group = option.parentElement.label;
      if (group) {
        const small = document.createElement("small");
        small.textContent = group;
        row.append(small);
      }
      return row;
    }));
    if (!rows.length) {
      const none = document.createElement("li");
      none.setAttribute("role", "presentation");
      none.textContent = this.select.form?.dataset.sayNone ?? "–";
      this.list.append(none);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.show();
  }

  choose(value, shut = true) {
    const changed = this.select.value !== value;
    this.select.value = value;
    if (shut) this.close();
    if (changed) this.select.dispatchEvent(new Event("change", { bubbles: true }));
    if (shut) this.show();
  }

  key(event) {
    const rows = this.list.querySelectorAll("[data-value]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.open(true);
      else this.mark(rows, this.here + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !this.list.hidden) {
      event.preventDefault();
      const row = rows[this.here] ?? (rows.length === 1 ? rows[0] : null);
      if (row) this.choose(row.dataset.value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  mark(rows, wanted) {
    if (!rows.length) return;
    rows[this.here]?.setAttribute("aria-selected", "false");
    this.here = (wanted + rows.length) % rows.length;
    const row = rows[this.here];
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }
}
