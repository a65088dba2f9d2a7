"use strict";

/* What if it flew otherwise: the ring and its windows at other ranges, and where another bearing
   comes down. Windows were computed for each step before the page was made. */
splashline.tries = (map, data, speech, waters, range) => {
  const { element, fill, number, geodesic, percent } = splashline;
  const { steps } = data;
  const [lon, lat] = data.map.origin;
  const { lon0 } = data.map;
  const start = Math.round(2 * (data.bearing === null ? 90 : data.bearing)) / 2;
  const title = element("h2");
  const node = element("section", "tries", null, [title]);

  const slider = (name, max, step, value) => {
    const label = element("span", "what");
    const shown = element("output");
    const input = element("input");
    Object.assign(input, { type: "range", min: 0, max, step, value, name });
    node.append(element("label", "slider", null, [label, shown, input]));
    input.addEventListener("input", () => write());
    return { input, label, shown };
  };
  const far = slider("try-range", steps.km.length - 1, 1, steps.reported);
  const way = slider("try-bearing", 359.5, 0.5, start);
  const told = element("div", "told");
  told.setAttribute("aria-live", "polite");
  const back = element("button", "back");
  back.type = "button";
  node.append(told, back);

  const line = L.polyline([], {
    className: "tried line-tried",
    pane: "flight",
    renderer: L.svg({ pane: "flight", padding: 0.4 }),
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  });
  const icon = L.divIcon({ className: "symbol symbol-tried", iconSize: [0, 0] });
  const spot = L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
  const group = L.layerGroup([line, spot]);

  const width = ([from, to]) => (from === 0 && to === 360 ? 360 : (((to - from) % 360) + 360) % 360);
  const inside = (deg, windows) =>
    windows.some((each) => (((deg - each[0]) % 360) + 360) % 360 <= width(each));
  const drawn = { step: steps.reported };

  const ring = (step) => {
    if (drawn.step === step) return;
    drawn.step = step;
    const moved = step !== steps.reported;
    map.getContainer().classList.toggle("moved", moved);
    const km = steps.km[step];
    const arc = (from, wide, most) =>
      geodesic.home(geodesic.arc(lon, lat, km, from, wide, most), lon0);
    range.ring.setLatLngs(moved ? arc(0.0837, 360, 1 / 3) : range.home.ring);
    range.windows.clearLayers();
    const arcs = moved
      ? steps.windows[step].map((each) => arc(each[0], width(each)))
      : range.home.windows;
    for (const each of arcs) range.windows.addLayer(range.window(each));
  };

  const write = () => {
    const { words, text } = speech;
    const step = Number(far.input.value);
    const deg = Number(way.input.value);
    const km = steps.km[step];
    const windows = steps.windows[step];
    title.textContent = words.try;
    far.label.textContent = words.try_range;
    way.label.textContent = words.try_bearing;
    back.textContent = words.try_back;
    far.shown.textContent = `${number(km, km % 1 ? 1 : 0)} km`;
    way.shown.textContent = `${deg.toFixed(1)}°`;
    far.input.setAttribute("aria-valuetext", far.shown.textContent);
    way.input.setAttribute("aria-valuetext", way.shown.textContent);
    ring(step);

    const [x, y] = geodesic.direct(lon, lat, deg, km);
    const home = x - 360 * Math.floor((x - lon0 + 180) / 360);
    const touched = step !== steps.reported || deg !== start;
    if (touched) {
      line.setLatLngs(geodesic.home(geodesic.line(lon, lat, deg, km), lon0));
      spot.setLatLng([y, home]);
      group.addTo(map);
    } else {
      group.remove();
    }
    back.disabled = !touched;

    const form = inside(deg, windows) ? words.try_inside : words.try_outside;
    const row = waters.at(home, y);
    const where = [fill(form, text.forms)];
    if (row !== null) where.push(splashline.named(row, speech));
    const limit = splashline.margin(home, y, row, data, speech, waters);
    if (limit) where.push(limit);
    where.push(splashline.position(home, y));
    const values = { deg: deg.toFixed(1), where: where[0] };
    told.replaceChildren(
      element("p", "windows", splashline.windows(km, windows, width, text.forms)),
      ...share(steps.shares[step], words),
      element("p", "lands", fill(words.try_lands, values)),
      element("p", "spot", where.slice(1).join(" · ")),
    );
  };
  const share = (part, words) =>
    part > 0 && part < 1
      ? [element("p", "share", fill(words.try_share, { share: percent(part) }))]
      : [];
  back.addEventListener("click", () => {
    far.input.value = String(steps.reported);
    way.input.value = String(start);
    write();
    far.input.focus();
  });
  speech.write(write);
  return node;
};

/* The windows in words, as the verdict has them: slivers below half a degree are counted. */
splashline.windows = (range, windows, width, forms) => {
  const { fill, number } = splashline;
  const km = number(range, range % 1 ? 1 : 0);
  if (!windows.length) return fill(forms.windows_none, { km });
  if (windows.length === 1 && width(windows[0]) === 360) return fill(forms.windows_all, { km });
  const broad = windows.filter((each) => width(each) >= 0.5);
  const slivers = windows.length - broad.length;
  let listed = broad.map(([from, to]) => `${from.toFixed(1)}–${to.toFixed(1)}°`).join(", ");
  if (slivers) listed = (listed ? `${listed} ` : "") + fill(forms.slivers, { n: slivers });
  return fill(forms.windows, { km, windows: listed });
};
