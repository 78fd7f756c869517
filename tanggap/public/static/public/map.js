// Maps: Leaflet is loaded only when one is wanted; the ground is our own borders, or tiles if there are any.

let loading;

export function leaflet(box) {
  loading ??= new Promise((done, fail) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = box.dataset.style;
    document.head.prepend(style); // before our own sheets, which then have the last word
    const script = document.createElement("script");
    script.src = box.dataset.script;
    script.onload = () => done(window.L);
    script.onerror = () => { loading = undefined; fail(new TypeError("offline")); };
    document.head.append(script);
  });
  return loading;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export async function draw(box, { at = null, zoom = null } = {}) {
  const L = await leaflet(box);
  const { lat, lng, zoom: wide, tiles, credit, outlines } = box.dataset;
  const map = L.map(box, { preferCanvas: true, zoomSnap: 0.5, maxBoundsViscosity: 1, attributionControl: Boolean(tiles) });
  map.setView(at ?? [Number(lat), Number(lng)], zoom ?? Number(wide));
  if (tiles) L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map);
  ground(L, map, outlines, Boolean(tiles));
  return { L, map };
}

function ground(L, map, outlines, tiled) {
  const style = { color: colour("--edge"), weight: 1, fillColor: colour("--card"), fillOpacity: tiled ? 0 : 1, interactive: false };
  const layers = {};
  const show = async () => {
    const level = map.getZoom() >= 12.5 ? "kelurahan" : "kecamatan";
    if (!layers[level]) {
      layers[level] = L.layerGroup();
      const answer = await fetch(outlines.replace("LEVEL", level));
      if (!answer.ok) return;
      named(L, await answer.json(), style).forEach((layer) => layers[level].addLayer(layer));
    }
    for (const [name, layer] of Object.entries(layers)) {
      if (name === level) layer.addTo(map);
      else layer.remove();
    }
    box(map).dataset.level = level;
  };
  map.createPane("garis").style.zIndex = 250;
  style.pane = "garis";
  map.on("zoomend", show);
  show().catch(() => {});
}

const box = (map) => map.getContainer();

function named(L, data, style) {
  return data.features.map((feature) => {
    const layer = L.geoJSON(feature, { style: () => style, pane: "garis" });
    const { nama } = feature.properties;
    if (nama) {
      layer.bindTooltip(nama, { permanent: true, direction: "center", className: "area-name", interactive: false });
    }
    return layer;
  });
}

export function spot(L, at, draggable = false) {
  const html = '<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 22S4.5 15.500 4.5 9.8a7.5 7.5 0 0 1 15 0C19.500 15.500 12 22 12 22Z"/><circle cx="12" cy="9.8" r="2.8" fill="#fff"/></svg>';
  return L.marker(at, { draggable, keyboard: draggable, icon: L.divIcon({ className: "spot", html, iconSize: [40, 40], iconAnchor: [20, 37] }) });
}
