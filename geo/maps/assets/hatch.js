"use strict";

/* Stripes for contested waters: one per claimant, in the ink of each, on the tint of the state
   whose reading counts them in, if one does. Patterns live in one hidden drawing. */
splashline.hatcher = () => {
  const definitions = splashline.svg("defs");
  const holder = splashline.svg("svg", {
    class: "patterns",
    width: 0,
    height: 0,
    "aria-hidden": "true",
  });
  holder.appendChild(definitions);
  document.body.appendChild(holder);
  const known = new Set();
  const gap = 6;
  return (zone) => {
    const id = "hatch-" + [zone.ground || "none", ...zone.stripes].join("-");
    if (!known.has(id)) {
      known.add(id);
      const count = Math.max(zone.stripes.length, 2);
      const width = gap * count;
      const parts = [
        splashline.svg("rect", {
          class: zone.ground === "" ? "ground" : "tint-" + zone.ground,
          width,
          height: width,
        }),
      ];
      zone.stripes.forEach((name, row) => {
        parts.push(
          splashline.svg("rect", {
            class: "stripe ink-" + name,
            x: row * gap,
            width: 1.8,
            height: width,
          }),
        );
      });
      definitions.appendChild(
        splashline.svg(
          "pattern",
          {
            id,
            width,
            height: width,
            patternUnits: "userSpaceOnUse",
            patternTransform: "rotate(45)",
          },
          parts,
        ),
      );
    }
    return "url(#" + id + ")";
  };
};
