"use strict";

/* Names on the map. Each is put on the first of its spots that is in sight, large enough and
   free; the first in the list win. A name keeps its spot while it can. */
splashline.names = (map, data, speech) => {
  const gap = 9; // beside a point
  const near = 6; // above and below it
  const shown = data.labels.map((label) => {
    const text = splashline.element("span", "name name-" + label.kind);
    const className = "spot" + (label.kind === "city" ? " spot-city" : "");
    const icon = L.divIcon({ className, html: text, iconSize: [0, 0] });
    const [lon, lat] = label.spots[0];
    const marker = L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
    marker.addTo(map);
    return { label, text, marker, last: null };
  });
  const write = ({ names }) => {
    shown.forEach((name, row) => {
      const [first, under] = names[row];
      name.text.style.width = "";
      name.text.textContent = first;
      if (under) name.text.appendChild(splashline.element("small", "", under));
      name.last = null;
    });
    for (const name of shown) {
      if (name.label.kind === "contested") tighten(name.text);
      name.wide = name.text.offsetWidth;
      name.high = name.text.offsetHeight;
    }
  };

  /* Where a name may stand at the present zoom: position, side, free height in pixels. */
  const places = ({ label }) => {
    const { spots, sides } = label;
    if (!sides.length) return spots.map((spot) => ({ spot, side: "middle" }));
    if (spots.length > 1) return spots.map((spot, row) => ({ spot, side: sides[row] }));
    return sides.map((side) => ({ spot: spots[0], side }));
  };

  const box = (name, { spot, side }) => {
    const at = map.latLngToContainerPoint([spot[1], spot[0]]);
    let x = at.x - name.wide / 2;
    let y = at.y - name.high / 2;
    if (side === "right") x = at.x + gap;
    else if (side === "left") x = at.x - gap - name.wide;
    else if (side.endsWith("-right")) x = at.x - gap;
    else if (side.endsWith("-left")) x = at.x + gap - name.wide;
    if (side.startsWith("above")) y = at.y - near - name.high;
    else if (side.startsWith("below")) y = at.y + near;
    return [x, y, x + name.wide, y + name.high];
  };

  const arrange = () => {
    const size = map.getSize();
    const zoom = map.getZoom();
    const perDegree = (256 * 2 ** zoom) / 360;
    const taken = splashline.obstacles(map);
    const free = (it) =>
      it[0] > 4 &&
      it[1] > 4 &&
      it[2] < size.x - 4 &&
      it[3] < size.y - 4 &&
      taken.every((b) => it[2] < b[0] || it[0] > b[2] || it[3] < b[1] || it[1] > b[3]);
    for (const name of shown) {
      const needs = Math.max(name.high / 2, (name.wide / 2) * data.squeeze) / slack(name.label.kind);
      const fits = ({ spot }) => !spot[2] || spot[2] * perDegree > needs;
      const all = places(name).filter(fits);
      if (name.last) all.unshift(name.last);
      const found =
        zoom >= name.label.zoom ? all.find((place) => fits(place) && free(box(name, place))) : null;
      name.last = found || null;
      name.text.classList.toggle("gone", !found);
      name.marker.getElement().classList.toggle("gone", !found);
      if (found) {
        const it = box(name, found);
        taken.push([it[0] - 3, it[1] - 1, it[2] + 3, it[3] + 1]);
        name.marker.setLatLng([found.spot[1], found.spot[0]]);
        name.text.dataset.side = found.side;
      }
    }
  };
  speech.write((text) => {
    write(text);
    arrange();
  });
  return arrange;
};

/* A name of two lines is as wide as the longer, not as wide as it may become. */
function tighten(node) {
  const lines = document.createRange();
  lines.selectNodeContents(node);
  const { width } = lines.getBoundingClientRect();
  node.style.width = `${Math.ceil(width) + 11}px`;
}

/* How far a name may outgrow the ellipse that is free for it. */
function slack(kind) {
  return { sea: 1.4, contested: 3 }[kind] || 1.15;
}

/* Boxes that names keep off: symbols and controls. */
splashline.obstacles = (map) => {
  const frame = map.getContainer().getBoundingClientRect();
  const nodes = map.getContainer().querySelectorAll(".symbol, .leaflet-control");
  return [...nodes].map((node) => {
    const box = node.getBoundingClientRect();
    const grow = node.classList.contains("symbol") ? 5 : 2;
    return [
      box.left - frame.left - grow,
      box.top - frame.top - grow,
      box.right - frame.left + grow,
      box.bottom - frame.top + grow,
    ];
  });
};
