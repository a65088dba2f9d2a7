"use strict";

/* What is here: zone, claimants, distance to the limit, range and bearing from the launch, density.
   Follows the pointer; a click, a tap or Enter keeps it. */
splashline.readout = (map, data, speech, waters, asked) => {
  const { element } = splashline;
  const box = element("div", "readout gone");
  box.setAttribute("role", "status");
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    return box;
  };
  control.addTo(map);
  const icon = L.divIcon({ className: "symbol symbol-pin", iconSize: [0, 0] });
  const pin = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "names" });
  let kept = null;

  const show = (latlng, keeping) => {
    const lines = splashline.here(latlng, data, speech, waters, asked());
    const rows = lines.map(([name, text]) => element("p", name, text));
    if (keeping) {
      const close = element("button", "close", "×");
      close.type = "button";
      close.setAttribute("aria-label", speech.words.close);
      close.addEventListener("click", clear);
      rows.unshift(close);
    }
    box.setAttribute("aria-live", keeping ? "polite" : "off");
    box.replaceChildren(...rows);
    box.classList.remove("gone");
  };
  const keep = (latlng) => {
    kept = latlng;
    pin.setLatLng(latlng).addTo(map);
    show(latlng, true);
  };
  function clear() {
    kept = null;
    pin.remove();
    box.classList.add("gone");
    map.getContainer().focus({ preventScroll: true });
  }

  let waiting = null;
  map.on("mousemove", ({ latlng }) => {
    if (kept || map.getContainer().classList.contains("measuring")) return;
    if (!waiting) {
      requestAnimationFrame(() => {
        if (waiting && !kept) show(waiting, false);
        waiting = null;
      });
    }
    waiting = latlng;
  });
  map.on("mouseout", () => {
    waiting = null;
    if (!kept) box.classList.add("gone");
  });
  map.on("click", ({ latlng }) => keep(latlng));
  map.on("keydown", ({ originalEvent: event }) => {
    if (event.target !== map.getContainer()) return;
    if (event.key === "Enter") keep(map.getCenter());
    if (event.key === "Escape" && kept) clear();
  });
  speech.write(() => kept && show(kept, true));
  return { refresh: () => kept && show(kept, true) };
};

/* The lines about a position, each with its class. `more` says whether agreements are shown. */
splashline.here = ({ lat, lng }, data, speech, waters, more) => {
  const { fill, number } = splashline;
  const { words, text } = speech;
  const row = waters.at(lng, lat);
  const lines = [["where", splashline.named(row, speech)]];
  const limit = splashline.margin(lng, lat, row, data, speech, waters);
  if (limit) lines.push(["limit", limit]);
  if (more) {
    const near = 4 * waters.detail(lat);
    for (const each of waters.agreed(lng, lat, near)) {
      lines.push(["agreed", text.agreements[each].slice(0, 2).join(": ")]);
    }
  }
  const range = waters.range(lng, lat);
  if (range) {
    const values = { km: number(range.km), deg: range.deg.toFixed(1) };
    lines.push(["range", fill(words.from_launch, values)]);
  }
  const dense = range && waters.dense(range);
  if (dense !== null && dense !== false) {
    const percent = splashline.percent(1000 * dense);
    lines.push(["density", fill(words.density, { percent })]);
  }
  lines.push(["position", splashline.position(lng, lat)]);
  return lines;
};

/* What the place that `waters.at` found is called. */
splashline.named = (row, { words, text }) => {
  if (typeof row === "number") return text.waters ? text.waters[row] : "";
  return { land: words.on_land, sea: words.on_sea, beyond: words.beyond }[row] || words.beyond;
};

/* The distance to the limit asked about, no finer than the map shows it; on water alone. */
splashline.margin = (lon, lat, row, data, speech, waters) => {
  const { fill } = splashline;
  const { words, text } = speech;
  const water = typeof row === "number" || row === "sea";
  const found = text.forms && water ? waters.margin(lon, lat) : null;
  if (!found) return "";
  const state = text.forms.state;
  const detail = waters.detail(lat);
  const step = [1, 2, 5, 10, 20, 50, 100].find((size) => size >= detail) || 200;
  if (!found.least && found.km < detail) return fill(words.margin_at, { state, km: step });
  const inside = typeof row === "number" && data.map.zones[row].ground === "asked";
  const rounded = splashline.number(Math.max(Math.round(found.km / step), 1) * step);
  const km = found.least ? fill(words.over, { km: rounded }) : rounded;
  return fill(inside ? words.margin_in : words.margin_out, { state, km });
};

splashline.position = (lon, lat) => {
  const x = ((((lon + 180) % 360) + 360) % 360) - 180;
  return (
    `${Math.abs(lat).toFixed(2)}°${lat < 0 ? "S" : "N"} ` + `${Math.abs(x).toFixed(2)}°${x < 0 ? "W" : "E"}`
  );
};
