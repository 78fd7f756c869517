// Maps: Leaflet is loaded only when one is wanted; the ground is our own borders, or tiles if there are any.

let loading;

export function leaflet(box) {
  loading ??= both(box).catch((problem) => { loading = undefined; throw problem; });
  return loading;
}

async function both(box) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: box.dataset.style });
  const script = Object.assign(document.createElement("script"), { src: box.dataset.script });
  const ready = Promise.all([style, script].map(loaded));
  document.head.prepend(style); // before our own sheets, which then have the last word
  document.head.append(script);
  await ready;
  return window.L;
}

const loaded = (part) => new Promise((done, fail) => {
  part.onload = done;
  part.onerror = () => { part.remove(); fail(new TypeError("offline")); };
});

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export async function draw(box, { at = null, zoom = null } = {}) {
  const L = await leaflet(box);
  const { lat, lng, zoom: wide, tiles, credit } = box.dataset;
  const map = L.map(box, { preferCanvas: true, zoomSnap: 0.5, minZoom: 8, attributionControl: Boolean(tiles) });
  map.setView(at ?? [Number(lat), Number(lng)], zoom ?? Number(wide));
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map);
  new Ground(L, map, box.dataset, Boolean(tiles)).show();
  return { L, map };
}

// Borders with names: cities from afar, then districts, then the kelurahan of the districts around the view.
class Ground {
  constructor(L, map, { outlines, districts }, tiled) {
    Object.assign(this, { L, map, address: outlines, tiled });
    this.layers = { kota: L.layerGroup(), kecamatan: L.layerGroup(), kelurahan: L.layerGroup() };
    this.loaded = new Map();
    this.districts = districts.split(" ").map((text) => text.split(","));
    map.createPane("garis").style.zIndex = 250;
    map.on("moveend", () => this.show());
  }

  get level() {
    const zoom = this.map.getZoom();
    return zoom < 11.5 ? "kota" : zoom < 13.5 ? "kecamatan" : "kelurahan";
  }

  async show() {
    const { level } = this;
    try {
      if (level === "kelurahan") await Promise.all(this.around().map((kode) => this.load(level, kode)));
      else await this.load(level, "");
    } catch {
      return; // without borders the map still takes a mark
    }
    for (const [name, layer] of Object.entries(this.layers)) {
      if (name === this.level) layer.addTo(this.map);
      else layer.remove();
    }
  }

  around() {
    const { lat, lng } = this.map.getCenter();
    const reach = 3000 + this.map.getCenter().distanceTo(this.map.getBounds().getNorthEast());
    return this.districts.filter(([, y, x]) => this.map.distance([y, x], [lat, lng]) < reach).map(([kode]) => kode);
  }

  load(level, within) {
    const key = `${level} ${within}`;
    if (!this.loaded.has(key)) this.loaded.set(key, this.fetch(level, within));
    return this.loaded.get(key);
  }

  async fetch(level, within) {
    const query = within ? `?dalam=${within}` : "";
    const answer = await fetch(this.address.replace("LEVEL", level) + query);
    if (!answer.ok) return;
    const { features } = await answer.json();
    for (const feature of features) this.add(level, feature);
  }

  add(level, feature) {
    const { nama, lat, lng } = feature.properties;
    const style = { color: colour("--edge"), weight: 1, fillColor: colour("--card"), fillOpacity: this.tiled ? 0 : 1 };
    const layer = this.L.geoJSON(feature, { style, pane: "garis", interactive: false });
    this.layers[level].addLayer(layer);
    if (nama && lat && lng) {
      const name = this.L.tooltip({ permanent: true, direction: "center", className: "area-name", interactive: false });
      this.layers[level].addLayer(name.setLatLng([lat, lng]).setContent(words(nama)));
    }
  }
}

function words(name) {
  const span = document.createElement("span");
  span.textContent = name.replace(/^Kota Administrasi /, "");
  return span;
}

export function spot(L, at, name, draggable = false) {
  const html = '<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 22S4.5 15.5 4.5 9.8a7.5 7.5 0 0 1 15 0C19.5 15.5 12 22 12 22Z"/><circle cx="12" cy="9.8" r="2.8" fill="#fff"/></svg>';
  const marker = L.marker(at, { draggable, keyboard: draggable, icon: L.divIcon({ className: "spot", html, iconSize: [40, 40], iconAnchor: [20, 37] }) });
  marker.on("add", () => {
    marker.getElement().setAttribute("aria-label", name);
    marker.getElement().setAttribute("role", draggable ? "button" : "img");
  });
  return marker;
}
