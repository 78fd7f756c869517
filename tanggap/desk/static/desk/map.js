// A map of one place, loaded only when somebody asks for it.
const drawn = new WeakMap();

export async function showMap(button) {
  const box = document.getElementById(button.getAttribute("aria-controls"));
  const open = box.hidden;
  box.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open && !drawn.has(box)) drawn.set(box, await draw(box));
}

function styles(href) {
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: done });
    document.head.append(link);
  });
}

async function draw(box) {
  const [leaflet] = await Promise.all([import(box.dataset.leaflet), styles(box.dataset.leafletCss)]);
  const place = [Number(box.dataset.lat), Number(box.dataset.lng)];
  const map = leaflet.map(box, { attributionControl: Boolean(box.dataset.tiles) }).setView(place, 15);
  if (box.dataset.tiles) leaflet.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 19 }).addTo(map);
  leaflet.circleMarker(place, { radius: 9, weight: 3, color: "#fff", fillColor: "#a2201b", fillOpacity: 1 }).addTo(map);
  const answer = await fetch(box.dataset.borders).catch(() => null);
  if (answer?.ok) {
    const lines = leaflet.geoJSON(await answer.json(), {
      interactive: false,
      style: { color: getComputedStyle(box).getPropertyValue("--edge"), weight: 1.5, fill: false },
    });
    lines.addTo(map).bringToBack();
  }
  return map;
}
