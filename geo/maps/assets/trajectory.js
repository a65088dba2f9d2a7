"use strict";

/* The trajectory's part of the panel; the player stands under its height profile. Every string goes in as text. */
splashline.trajectory = ({ title, lines, standard, profile }, player) => {
  const { element } = splashline;
  const parts = [element("h2", "", title)];
  if (profile) parts.push(heightProfile(profile));
  if (profile && player) parts.push(player);
  parts.push(...lines.map((line) => element("p", "", line)));
  if (standard) {
    parts.push(...standard.lines.map((line) => element("p", "", line)));
    const rows = standard.bearings.map((line) => element("li", "", line));
    parts.push(
      element("details", "", null, [
        element("summary", "", standard.summary),
        element("ul", "", null, rows),
      ]),
    );
  }
  return element("section", "trajectory", null, parts);
};

/* Height over time. Its label says in words what it shows. */
function heightProfile({ label, box, ground, sides, curve, heights, minutes, top, reported }) {
  const { svg } = splashline;
  const [left, right] = sides;
  const text = (x, y, words, more) => {
    const node = svg("text", { x, y, ...more });
    node.textContent = words;
    return node;
  };
  const parts = [];
  for (const [y, words] of heights) {
    parts.push(svg("line", { class: "grid", x1: left, x2: right, y1: y, y2: y }));
    parts.push(text(left - 5, y + 3.5, words, { class: "tick", "text-anchor": "end" }));
  }
  for (const [x, words] of minutes) {
    parts.push(svg("line", { class: "axis", x1: x, x2: x, y1: ground, y2: ground + 4 }));
    parts.push(text(x, ground + 15, words, { class: "tick", "text-anchor": "middle" }));
  }
  const points = curve.map((point) => point.join(",")).join(" ");
  parts.push(svg("polygon", { class: "under", points: `${points} ${curve[0].join(",")}` }));
  parts.push(svg("polyline", { class: "curve", points }));
  parts.push(svg("line", { class: "axis", x1: left, x2: right, y1: ground, y2: ground }));
  if (reported) {
    const [x, words] = reported;
    const high = top[1] + 6;
    parts.push(svg("line", { class: "reported", x1: x, x2: x, y1: high, y2: ground + 4 }));
    parts.push(text(x - 4, high + 8, words, { class: "tick told", "text-anchor": "end" }));
  }
  parts.push(svg("circle", { class: "top", cx: top[0], cy: top[1], r: 2.8 }));
  parts.push(text(top[0], top[1] - 7, top[2], { class: "peak", "text-anchor": "middle" }));
  const picture = svg(
    "svg",
    { class: "profile", viewBox: `0 0 ${box[0]} ${box[1]}`, role: "img", "aria-label": label },
    parts,
  );
  return splashline.element("figure", "", null, [picture]);
}
