"use strict";

/* Puts the page together once its map exists. */
splashline.start = (map) => {
  const data = JSON.parse(document.getElementById("finding").textContent);
  const blank =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  L.Icon.Default.mergeOptions({ iconUrl: blank, iconRetinaUrl: blank, shadowUrl: blank });
  L.Icon.Default.imagePath = "data:,";

  const speech = splashline.speech(data.texts, data.lang);
  const container = map.getContainer();
  container.setAttribute("role", "region");
  speech.write(({ panel, words }) => {
    document.title = panel.title;
    container.setAttribute("aria-label", words.map);
  });
  const hatch = splashline.hatcher();
  const root = document.getElementById("panel");
  const narrow = window.matchMedia("screen and (max-width: 719px)");
  const low = () => (narrow.matches ? root.offsetHeight : 0);
  const lift = () => document.documentElement.style.setProperty("--sheet", `${low()}px`);
  const groups = splashline.draw(map, data.map, hatch);

  const view = splashline.bounds(data.map.view);
  const settle = () => {
    lift();
    map.invalidateSize({ animate: false });
  };
  const home = () => {
    settle();
    const side = narrow.matches ? 24 : 56;
    map.setMinZoom(0);
    map.fitBounds(view, {
      animate: false,
      paddingTopLeft: [side, side],
      paddingBottomRight: [side, side + low()],
    });
    const whole = map.getBoundsZoom(splashline.bounds(data.map.area), true);
    map.setMinZoom(Math.min(whole, map.getZoom()));
    map.setMaxZoom(Math.min(Math.ceil(map.getZoom()) + 6, 14));
  };

  const waters = splashline.waters(data);
  const tools = {};
  let agreed = false;
  // Nothing is drawn before the map has its view, which comes below: all of it is drawn once.
  if (data.steps) tools.tries = splashline.tries(map, data, speech, waters, groups.moving);
  if (data.path) tools.player = splashline.flight(map, data.path, data.map.lon0, speech);
  splashline.panel(root, speech, hatch, tools, lift);

  const readout = splashline.readout(map, data, speech, waters, () => agreed);
  const first = data.map.nominal || [data.map.origin[0] + 1, data.map.origin[1]];
  const ruler = splashline.ruler(map, data, speech, waters, first);
  const changed = (on) => {
    agreed = on;
    root.classList.toggle("agreed", on);
    readout.refresh();
  };
  splashline.controls(map, { ...data.map, tiles: data.tiles }, speech, groups, {
    home,
    ruler,
    changed,
  });
  if (data.globe) splashline.globe(map, data.globe, speech);
  home();
  map.setMaxBounds(splashline.bounds(data.map.area));
  const arrange = splashline.names(map, data.map, speech);
  map.on("zoomend moveend resize", arrange);
  narrow.addEventListener("change", home);
  window.addEventListener("resize", settle);
  window.matchMedia("print").addEventListener("change", home);
  document.addEventListener("keydown", (event) => {
    const typing = ["INPUT", "TEXTAREA"].includes(event.target.tagName);
    if (!typing && !event.ctrlKey && !event.metaKey && event.key.toLowerCase() === "r") {
      ruler.turn(!ruler.on);
    }
  });
  container.classList.add("ready");
};
