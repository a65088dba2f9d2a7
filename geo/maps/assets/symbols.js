"use strict";

/* The signs of the key, drawn with the classes of the map itself. */
splashline.symbol = (name, zone, hatch) => {
  const { svg } = splashline;
  const box = { x: 1, y: 2, width: 32, height: 12 };
  const line = (className) => svg("line", { class: className, x1: 1, y1: 8, x2: 33, y2: 8 });
  const rect = (className) => svg("rect", { class: className, ...box });
  const dot = (className, r) => svg("circle", { class: className, cx: 17, cy: 8, r });
  const draw = {
    launch: () => [dot("launch-area line-launch", 7), dot("dot", 3.2)],
    landmark: () => [svg("path", { class: "diamond", d: "M17 3l5 5-5 5-5-5z" })],
    ring: () => [line("ring line-ring")],
    annulus: () => [rect("annulus")],
    windows: () => [line("ring line-ring"), line("window line-window")],
    "region-50": () => [rect("region-90 line-region-90"), rect("region-50 line-region-50")],
    "region-90": () => [rect("region-90 line-region-90")],
    track: () => [line("track line-track"), svg("circle", { class: "target", cx: 28, cy: 8, r: 4 })],
    minute: () => [line("track line-track"), dot("dot", 2.4)],
    asked: () => [rect("zone eez tint-asked"), rect("frame limit of-asked line-200nm")],
    others: () =>
      [0, 1, 2, 3].map((row) =>
        svg("rect", { class: `tint-${row}`, x: 1 + 8 * row, y: 2, width: 8, height: 12 }),
      ),
    contested: () => {
      const area = svg("rect", { class: "zone contested", ...box });
      area.setAttribute("fill", hatch(zone));
      return [area];
    },
    "no-data": () => [rect("sheet")],
    "data-edge": () => [line("data-edge line-data-edge")],
  };
  const parts = draw[name] ? draw[name]() : [line("limit line-" + name)];
  return svg("svg", { class: "symbol-key", viewBox: "0 0 34 16", "aria-hidden": "true" }, parts);
};
