"use strict";

/* A small globe in the corner of a map that is too wide to look right. */
splashline.globe = (map, globe, speech) => {
  const { element, svg } = splashline;
  const path = (className, d) => svg("path", { class: className, d });
  const [x, y] = globe.launch;
  const parts = [
    svg("circle", { class: "globe-sea", r: 1000 }),
    path("globe-waters", globe.waters),
    path("globe-land", globe.land),
    path("globe-grid", globe.graticule),
    ...globe.regions.map((region, row) => path(row ? "region-90" : "region-50", region)).reverse(),
    path("globe-ring", globe.ring),
    path("globe-track", globe.track),
    svg("circle", { class: "globe-launch", cx: x, cy: y, r: 34 }),
    svg("circle", { class: "globe-rim", r: 1000 }),
  ];
  const picture = svg("svg", { viewBox: "-1020 -1020 2040 2040", role: "img" }, parts);
  speech.write(({ words }) => picture.setAttribute("aria-label", words.globe));
  const control = L.control({ position: "topleft" });
  control.onAdd = () => element("div", "leaflet-control globe", null, [picture]);
  control.addTo(map);
};
