"use strict";

/* A line from the launch whose end can be dragged, or moved with the arrow keys. */
splashline.ruler = (map, data, speech, waters, first) => {
  const { element, fill, number, geodesic, percent } = splashline;
  const [lon, lat] = data.map.origin;
  const box = element("div", "measure gone");
  box.setAttribute("role", "status");
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);

  const line = L.polyline([], {
    className: "ruler line-ruler",
    renderer: L.svg({ pane: "flight", padding: 0.4 }),
    pane: "flight",
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  });
  const icon = L.divIcon({ className: "symbol symbol-handle", iconSize: [28, 28] });
  map.createPane("tools").style.zIndex = 650;
  const handle = L.marker([lat, lon], { icon, draggable: true, keyboard: true, pane: "tools" });
  const group = L.layerGroup([line, handle]);
  let end = null;

  const write = () => {
    if (!end) return;
    const { words } = speech;
    const [x, y] = end;
    const range = geodesic.inverse(lon, lat, x, y);
    if (!range) {
      line.setLatLngs([]);
      box.replaceChildren(element("p", "where", words.too_far));
      return;
    }
    line.setLatLngs(geodesic.home(geodesic.line(lon, lat, range.deg, range.km), data.map.lon0));
    const values = { km: number(range.km, range.km < 100 ? 1 : 0), deg: range.deg.toFixed(1) };
    const rows = [element("p", "range", fill(words.from_launch, values))];
    const dense = waters.dense(range);
    if (dense !== null) {
      const share = percent(1000 * dense);
      rows.push(element("p", "density", fill(words.density, { percent: share })));
    }
    const crossed = splashline.crossed(data.map.origin, range, waters);
    rows.push(element("h3", "", words.crosses));
    const list = crossed.map(([row, km]) =>
      element("li", "", null, [
        element("span", "", splashline.named(row, speech)),
        element("b", "", `${number(km)} km`),
      ]),
    );
    rows.push(element("ul", "", null, list));
    box.replaceChildren(...rows);
    const node = handle.getElement();
    if (node) node.setAttribute("aria-label", `${words.ruler_end}. ${rows[0].textContent}`);
  };

  const move = (x, y, settle) => {
    end = [x, Math.max(-89.9, Math.min(89.9, y))];
    if (settle) handle.setLatLng([end[1], end[0]]);
    write();
  };
  let waiting = false;
  handle.on("drag", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const { lng, lat: y } = handle.getLatLng();
      move(lng, y, false);
    });
  });
  handle.on("dragend", () => {
    const { lng, lat: y } = handle.getLatLng();
    move(lng, y, false);
  });

  const turn = (deg, km) => {
    const range = geodesic.inverse(lon, lat, ...end) || { deg: 0, km: 100 };
    const far = Math.max(1, Math.min(range.km + km * Math.max(range.km / 100, 1), geodesic.farthest - 1));
    const [x, y] = geodesic.direct(lon, lat, range.deg + deg, far);
    move(x - 360 * Math.floor((x - data.map.lon0 + 180) / 360), y, true);
  };
  const keys = (event) => {
    const size = event.shiftKey ? 10 : 1;
    const steps = {
      ArrowLeft: [-size, 0],
      ArrowRight: [size, 0],
      ArrowUp: [0, size],
      ArrowDown: [0, -size],
    };
    if (event.key === "Escape") ruler.turn(false);
    if (!steps[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    turn(...steps[event.key]);
  };

  const ruler = {
    on: false,
    changed: () => {},
    turn(on) {
      ruler.on = on;
      box.classList.toggle("gone", !on);
      map.getContainer().classList.toggle("measuring", on);
      if (on) {
        group.addTo(map);
        const node = handle.getElement();
        node.addEventListener("keydown", keys);
        move(...(end || first), true);
        node.focus({ preventScroll: true });
      } else {
        group.remove();
      }
      ruler.changed(on);
    },
  };
  speech.write(() => ruler.on && write());
  return ruler;
};

/* The waters along a way from the launch, in order: what `waters.at` finds, and for how far. */
splashline.crossed = ([lon, lat], { deg, km }, waters) => {
  const steps = 240;
  const found = [];
  for (let step = 0; step < steps; step += 1) {
    const [x, y] = splashline.geodesic.direct(lon, lat, deg, (km * (step + 0.5)) / steps);
    const row = waters.at(x, y);
    const last = found[found.length - 1];
    if (last && last[0] === row) last[1] += km / steps;
    else found.push([row, km / steps]);
  }
  return found;
};
