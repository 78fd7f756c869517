// The place: from the device, from the map, or from the lists; the last one touched counts.
import { draw, spot } from "./map.js";

export class Place {
  constructor(form, say, changed) {
    Object.assign(this, { form, say, changed });
    this.find = (id) => form.querySelector(`#${id}`);
    this.select = form.elements.namedItem("kelurahan");
    this.landmark = form.elements.namedItem("landmark_id");
    this.choose = [];
    this.find("lokasi").addEventListener("click", () => this.fromDevice());
    this.find("buka-peta").addEventListener("click", () => this.toggleMap());
    this.find("tempat-hapus").addEventListener("click", () => { this.clear(); this.find("lokasi").focus(); });
    this.select.addEventListener("change", () => this.fromList());
    if (this.point) this.ask();
    else if (this.select.value) this.loadLandmarks();
  }

  get point() {
    const { lat, lng } = this.form.elements;
    return lat.value && lng.value ? [Number(lat.value), Number(lng.value)] : null;
  }

  tell(words) { this.find("tempat-status").textContent = words; }

  fromDevice() {
    if (!navigator.geolocation) { this.tell(this.say.denied); return; }
    this.tell(this.say.looking);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.set(coords.latitude, coords.longitude, Math.round(coords.accuracy)),
      () => { this.tell(this.say.denied); document.getElementById("f-kelurahan")?.focus(); },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  }

  async toggleMap() {
    const box = this.find("peta");
    const button = this.find("buka-peta");
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden || this.map) return;
    try {
      const { L, map } = await draw(box, this.point ? { at: this.point, zoom: 15 } : {});
      Object.assign(this, { L, map });
      map.on("click", ({ latlng }) => this.set(latlng.lat, latlng.lng, ""));
      this.mark();
    } catch {
      box.hidden = true;
      this.tell(this.say.offline);
    }
  }

  mark() {
    if (!this.map) return;
    this.marker?.remove();
    if (!this.point) return;
    this.marker = spot(this.L, this.point, this.find("peta").dataset.mark, true).addTo(this.map);
    this.marker.on("dragend", () => {
      const { lat, lng } = this.marker.getLatLng();
      this.set(lat, lng, "");
    });
    this.map.panTo(this.point);
  }

  async set(lat, lng, accuracy) {
    const { elements } = this.form;
    elements.lat.value = lat.toFixed(6);
    elements.lng.value = lng.toFixed(6);
    elements.accuracy_m.value = accuracy;
    this.mark();
    await this.ask();
    this.changed();
  }

  clear() {
    for (const name of ["lat", "lng", "accuracy_m"]) this.form.elements[name].value = "";
    this.choose = [];
    this.find("tempat").hidden = true;
    this.find("pilih-dekat").hidden = true;
    this.tell("");
    this.mark();
    this.changed();
  }

  async ask() {
    const [lat, lng] = this.point;
    let told;
    try {
      const answer = await fetch(this.form.dataset.where, { method: "POST", body: new URLSearchParams({ lat, lng }) });
      told = await answer.json();
    } catch {
      this.show(`${this.say.here} ${lat.toFixed(5)}, ${lng.toFixed(5)}`);
      this.tell("");
      return;
    }
    if (told.error) {
      this.clear();
      this.tell(told.error);
    } else if (told.choose.length) {
      this.offer(told.choose);
    } else {
      this.found(told);
    }
  }

  found(told) {
    const { accuracy_m: accuracy } = this.form.elements;
    const parts = [`${told.name}, ${told.kecamatan}, ${told.kota}`];
    if (accuracy.value) parts.push(`${this.say.accuracy} ${accuracy.value} m`);
    if (told.near) parts.push(`${this.say.near} ${told.near}`);
    this.show(parts.join(" · "));
    this.tell("");
    this.quietly(told.kelurahan);
  }

  // Without borders the device can't know the kelurahan: the five nearest are offered.
  offer(choose) {
    this.choose = choose.map((one) => one.kode);
    const box = this.find("pilih-dekat");
    const asked = document.createElement("p");
    asked.className = "bold";
    asked.textContent = this.say.choose;
    const rows = document.createElement("div");
    rows.className = "cluster cluster-s";
    for (const one of choose) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = one.name;
      button.setAttribute("aria-pressed", String(this.select.value === one.kode));
      button.addEventListener("click", () => {
        rows.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
        this.quietly(one.kode);
        this.changed();
      });
      rows.append(button);
    }
    box.replaceChildren(asked, rows);
    box.hidden = false;
    const [lat, lng] = this.point;
    this.show(`${this.say.here} ${lat.toFixed(5)}, ${lng.toFixed(5)}`);
    this.tell("");
  }

  show(words) {
    this.find("tempat-kata").textContent = words;
    this.find("tempat").hidden = false;
  }

  quietly(kode) {
    this.setting = true;
    this.select.value = kode;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.setting = false;
  }

  fromList() {
    if (!this.setting && this.point && !this.choose.includes(this.select.value)) this.clear();
    this.loadLandmarks();
    this.changed();
  }

  async loadLandmarks() {
    const row = this.find("patokan");
    const chosen = this.landmark.value || this.landmark.dataset.chosen;
    const kode = this.select.value;
    this.landmark.length = 1;
    row.hidden = true;
    if (!kode || this.point) return;
    try {
      const answer = await fetch(`${this.form.dataset.landmarks}?kelurahan=${encodeURIComponent(kode)}`);
      const { items } = await answer.json();
      if (this.select.value !== kode) return;
      for (const one of items) this.landmark.add(new Option(one.name, one.id, false, String(one.id) === chosen));
      row.hidden = !items.length;
    } catch { /* the words for the place do as well */ }
  }
}
