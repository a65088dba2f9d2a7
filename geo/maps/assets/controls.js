"use strict";

/* Zoom, the way back to the whole picture, layers, scale and attribution. */
splashline.controls = (map, data, groups, home) => {
  const { element } = splashline;
  const { words } = data;
  const tiles = data.tiles && tileLayer(data.tiles);

  const corner = (className, position, content) => {
    const control = L.control({ position });
    control.onAdd = () => {
      const node = element("div", "leaflet-control " + className, null, content());
      L.DomEvent.disableClickPropagation(node).disableScrollPropagation(node);
      return node;
    };
    control.addTo(map);
    return control;
  };
  const button = (className, label, text, action) => {
    const node = element("button", className, text);
    node.type = "button";
    node.title = label;
    node.setAttribute("aria-label", label);
    node.addEventListener("click", action);
    return node;
  };

  corner("buttons", "topright", () => [
    button("zoom-in", words.zoom_in, "+", () => map.zoomIn()),
    button("zoom-out", words.zoom_out, "−", () => map.zoomOut()),
    button("home", words.reset, "⌂", home),
  ]);

  const choices = [
    ["zones", words.layer_zones],
    ["limits", words.layer_limits],
    ["range", words.layer_range],
    ["splash", words.layer_splash],
  ].filter(([name]) => groups[name].getLayers().length);
  corner("layers", "topright", () => {
    const title = element("summary", "", words.layers);
    const rows = choices.map(([name, label]) => {
      const turn = (on) => (on ? groups[name].addTo(map) : groups[name].remove());
      return choice(name, label, true, turn);
    });
    const names = (on) => map.getContainer().classList.toggle("nameless", !on);
    rows.push(choice("names", words.layer_names, true, names));
    if (tiles) {
      rows.push(
        choice("tiles", words.layer_tiles, false, (on) => {
          if (on) tiles.addTo(map);
          else tiles.remove();
          map.getContainer().classList.toggle("on-tiles", on);
          credit.classList.toggle("gone", !on);
        }),
      );
    }
    return [element("details", "", null, [title, ...rows])];
  });

  const credit = element("span", "gone", tiles ? " · " + data.tiles.attribution : "");
  corner("attribution", "bottomright", () => [
    ...data.attribution.flatMap((text, row) => [
      element("span", "", row ? " · " : ""),
      element("span", "", text),
    ]),
    credit,
  ]);
  L.control.scale({ metric: true, imperial: false, maxWidth: 120, position: "bottomright" }).addTo(map);
};

function choice(name, label, on, turn) {
  const box = splashline.element("input");
  box.type = "checkbox";
  box.name = name;
  box.checked = on;
  box.addEventListener("change", () => turn(box.checked));
  return splashline.element("label", "", null, [box, splashline.element("span", "", label)]);
}

function tileLayer({ url, most }) {
  return L.tileLayer(url, { maxNativeZoom: most, maxZoom: 20, noWrap: false });
}
