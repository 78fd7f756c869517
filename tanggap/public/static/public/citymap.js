// The map of public cases: points for what is in view, the same cases as in the list beside it.
import { enhance } from "./combo.js";
import { colour, draw } from "./map.js";

enhance();
const box = document.getElementById("peta");
const line = document.getElementById("peta-kata");
const TONE = { waiting: "--red", checking: "--blue", done: "--green", refused: "--grey" };

async function start() {
  const at = box.dataset.at?.split(",").map(Number);
  const { L, map } = await draw(box, at ? { at, zoom: 14 } : {});
  const points = L.layerGroup().addTo(map);
  let asked = 0;
  const fill = async () => {
    const bounds = map.getBounds();
    const corners = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()].map((n) => n.toFixed(4));
    const query = box.dataset.query ? `&${box.dataset.query}` : "";
    const mine = ++asked;
    const answer = await fetch(`${box.dataset.points}?bbox=${corners}${query}`);
    if (!answer.ok || mine !== asked) return;
    const told = await answer.json();
    points.clearLayers();
    told.points.forEach((one) => points.addLayer(mark(L, one)));
    line.textContent = told.full ? line.dataset.sayFull : `${told.points.length} ${line.dataset.saySome}`;
  };
  let timer;
  map.on("moveend", () => { clearTimeout(timer); timer = setTimeout(() => fill().catch(() => {}), 250); });
  await fill();
}

function mark(L, one) {
  const dot = L.circleMarker([one.lat, one.lng], { radius: 8, weight: 2, color: colour("--card"), fillColor: colour(TONE[one.state] ?? "--amber"), fillOpacity: 1 });
  const link = document.createElement("a");
  link.href = box.dataset.track.replace(/JK$/, one.number);
  link.textContent = one.title;
  dot.bindPopup(link);
  return dot;
}

if (box) start().catch(() => {});
