"use strict";

/* Zoom, the way back to the whole picture, the ruler, layers in groups, scale and attribution. */
splashline.controls = (map, data, speech, groups, { home, ruler, changed }) => {
  const { element } = splashline;
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
  const button = (className, word, text, action) => {
    const node = element("button", className, text);
    node.type = "button";
    node.addEventListener("click", action);
    speech.write(({ words }) => {
      node.title = words[word];
      node.setAttribute("aria-label", words[word]);
    });
    return node;
  };

  corner("buttons", "topright", () => {
    const found = [
      button("zoom-in", "zoom_in", "+", () => map.zoomIn()),
      button("zoom-out", "zoom_out", "−", () => map.zoomOut()),
      button("home", "reset", "⌂", home),
    ];
    if (ruler) {
      const node = button("measure-on", "ruler", "↗", () => ruler.turn(!ruler.on));
      ruler.changed = (on) => node.setAttribute("aria-pressed", String(on));
      ruler.changed(false);
      found.push(node);
    }
    return found;
  });

  const shown = (name) => (on) => {
    if (on) groups[name].addTo(map);
    else groups[name].remove();
  };
  const named = (on) => map.getContainer().classList.toggle("nameless", !on);
  const imaged = (on) => {
    if (on) tiles.addTo(map);
    else tiles.remove();
    map.getContainer().classList.toggle("on-tiles", on);
    credit.classList.toggle("gone", !on);
  };
  const agreed = (on) => {
    shown("agreements")(on);
    changed(on);
  };
  const full = (name) => groups[name].getLayers().length > 0;
  const choices = [
    ["group_report", [full("range") && ["range", true, shown("range")], full("splash") && ["splash", true, shown("splash")]]],
    [
      "group_waters",
      [
        full("zones") && ["zones", true, shown("zones")],
        full("limits") && ["limits", true, shown("limits")],
        full("agreements") && ["agreements", false, agreed],
      ],
    ],
    ["group_ground", [["names", true, named], tiles && ["tiles", false, imaged]]],
  ];
  corner("layers", "topright", () => {
    const title = element("summary");
    speech.write(({ words }) => (title.textContent = words.layers));
    const sets = choices
      .map(([word, rows]) => [word, rows.filter(Boolean)])
      .filter(([, rows]) => rows.length)
      .map(([word, rows]) => {
        const legend = element("legend");
        speech.write(({ words }) => (legend.textContent = words[word]));
        return element("fieldset", "", null, [legend, ...rows.map((row) => choice(speech, ...row))]);
      });
    return [element("details", "", null, [title, ...sets])];
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

function choice(speech, name, on, turn) {
  const box = splashline.element("input");
  box.type = "checkbox";
  box.name = name;
  box.checked = on;
  box.addEventListener("change", () => turn(box.checked));
  const label = splashline.element("span");
  speech.write(({ words }) => (label.textContent = words["layer_" + name]));
  return splashline.element("label", "", null, [box, label]);
}

function tileLayer({ url, most }) {
  return L.tileLayer(url, { maxNativeZoom: most, maxZoom: 20, noWrap: false });
}
