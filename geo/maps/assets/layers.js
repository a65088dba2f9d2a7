"use strict";

/* Leaflet puts vertices on whole pixels, which makes a fine ring wobble: keep tenths. */
L.Polyline.include({
  _projectLatlngs(latlngs, result, bounds) {
    if (!(latlngs[0] instanceof L.LatLng)) {
      for (const part of latlngs) this._projectLatlngs(part, result, bounds);
      return;
    }
    const origin = this._map.getPixelOrigin();
    const ring = latlngs.map((latlng) => {
      const point = this._map.project(latlng).subtract(origin);
      point.x = Math.round(point.x * 10) / 10;
      point.y = Math.round(point.y * 10) / 10;
      bounds.extend(point);
      return point;
    });
    result.push(ring);
  },
});

/* Draws the shapes of `data` on a Leaflet map; returns the groups that a reader can switch. */
splashline.draw = (map, data, hatch) => {
  if (data.look) document.documentElement.classList.add(data.look);
  const coarse = splashline.decoder(data.unit);
  const fine = splashline.decoder(data.fine);
  const decoder = (pane) => (["zones", "limits", "land"].includes(pane) ? coarse : fine);
  const renderers = {};
  const order = ["sheet", "grid", "zones", "limits", "under", "land", "range", "splash", "flight"];
  order.forEach((name, row) => {
    map.createPane(name).style.zIndex = 300 + 10 * row;
  });
  // A browser moves each drawing as a layer of its own, which costs frames: what changes seldom
  // shares one, and what lies over it another.
  const [under, over] = ["sheet", "range"].map((pane) => stacked(order, { pane, padding: 0.4 }));
  order.forEach((name, row) => {
    renderers[name] = row < order.indexOf("range") ? under : over;
  });
  map.createPane("names").style.zIndex = 600;

  const look = (pane, className, more) => ({
    pane,
    renderer: renderers[pane],
    className,
    interactive: false,
    smoothFactor: 0,
    ...more,
  });
  const area = (shape, pane, className, more) =>
    L.polygon(decoder(pane).polygons(shape), look(pane, className, { smoothFactor: 0.6, ...more }));
  const line = (shape, pane, className) =>
    L.polyline(decoder(pane).lines(shape), look(pane, className, { noClip: true }));

  const group = (layers) => L.layerGroup(layers).addTo(map);
  const ground = group([
    L.rectangle(splashline.bounds(data.area), look("sheet", "sheet")),
    L.polyline(graticule(data), look("grid", "graticule line-graticule", { noClip: true })),
    area(data.land, "land", "land"),
    L.polyline(coasts(data, coarse), look("land", "coast line-coast", { smoothFactor: 0.6 })),
    line(data.dataEdge, "limits", "data-edge line-data-edge"),
  ]);
  const zones = group(
    data.zones.map((zone) => {
      if (zone.stripes.length) {
        return area(zone.shape, "zones", "zone contested", { fillColor: hatch(zone) });
      }
      return area(zone.shape, "zones", `zone ${zone.kind} tint-${zone.ground}`);
    }),
  );
  const limits = group(
    data.limits.map((limit) =>
      line(limit.shape, "limits", `limit line-${limit.type}` + (limit.asked ? " of-asked" : "")),
    ),
  );
  const ring = line(data.ring, "range", "ring line-ring");
  const window = (arc) => L.polyline(arc, look("range", "window line-window", { noClip: true }));
  const lines = decoder("range").lines;
  const home = { ring: lines(data.ring), windows: data.windows.map(lines) };
  const windows = L.layerGroup(home.windows.map(window));
  const range = group(
    [
      data.annulus.length > 0 && area(data.annulus, "range", "annulus", { smoothFactor: 0 }),
      data.ring.length > 0 && ring,
      data.ring.length > 0 && windows,
    ].filter(Boolean),
  );
  const pane = data.atSea ? "under" : "splash";
  const splash = group(
    data.regions
      .map((region, row) => {
        const name = row ? "region-90" : "region-50";
        return area(region, pane, `${name} line-${name}`, { smoothFactor: 0 });
      })
      .reverse(),
  );
  group([area(data.launch, "flight", "launch-area line-launch", { smoothFactor: 0 })]);
  if (data.nominal) {
    splash.addLayer(line(data.track, "flight", "track line-track"));
    for (const spot of data.minutes) splash.addLayer(point(spot, "minute"));
    splash.addLayer(point(data.nominal, "nominal"));
  }
  const starts = [data.origin, ...(data.others || [])].filter(Boolean);
  group([...starts.map((spot) => point(spot, "launch")), ...data.landmarks.map((spot) => point(spot, "landmark"))]);
  const agreements = L.layerGroup(
    (data.agreements || []).map(({ area: filled, shape }) =>
      filled ? area(shape, "limits", "agreement line-agreement") : line(shape, "limits", "agreement line-agreement"),
    ),
  );
  return { ground, zones, limits, range, splash, agreements, moving: { ring, windows, window, home } };
};

/* A drawing whose paths lie as their panes do, and in one pane as they first came, whenever they
   are added again. */
function stacked(order, options) {
  const drawing = L.svg(options);
  let count = 0;
  drawing._addPath = function addPath(layer) {
    if (!this._rootGroup) this._initContainer();
    layer.came ??= count += 1;
    const level = 1e6 * order.indexOf(layer.options.pane) + layer.came;
    const above = [...this._rootGroup.children].find((path) => path.level > level);
    layer._path.level = level;
    this._rootGroup.insertBefore(layer._path, above || null);
    layer.addInteractiveTarget(layer._path);
  };
  return drawing;
}

/* A symbol that keeps its size: style draws it from its class. */
function point([lon, lat], className) {
  const icon = L.divIcon({ className: "symbol symbol-" + className, iconSize: [0, 0] });
  return L.marker([lat, lon], { icon, interactive: false, keyboard: false, pane: "names" });
}

splashline.bounds = ([west, south, east, north]) => [
  [south, west],
  [north, east],
];

/* Outlines of land without the seams where pieces of it meet or the area ends. */
function coasts(data, decode) {
  const near = data.pixel;
  const on = (seams, a, b) => seams.some((s) => Math.abs(a - s) < near && Math.abs(b - s) < near);
  const [atLon, atLat] = data.seams;
  const found = [];
  for (const rings of decode.polygons(data.land)) {
    for (const ring of rings) {
      let run = [];
      for (let i = 0; i < ring.length; i += 1) {
        const [lat0, lon0] = ring[i];
        const [lat1, lon1] = ring[(i + 1) % ring.length];
        run.push(ring[i]);
        if (on(atLon, lon0, lon1) || on(atLat, lat0, lat1)) {
          if (run.length > 1) found.push(run);
          run = [];
        }
      }
      if (run.length) found.push([...run, ring[0]]);
    }
  }
  return found;
}

function graticule(data) {
  const [west, south, east, north] = data.area;
  const wide = data.view[2] - data.view[0];
  const step = [0.5, 1, 2, 5, 10, 15, 30].find((size) => wide / size <= 8) || 30;
  const found = [];
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    found.push([
      [south, lon],
      [north, lon],
    ]);
  }
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    found.push([
      [lat, west],
      [lat, east],
    ]);
  }
  return found;
}
