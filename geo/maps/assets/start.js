"use strict";

/* Puts the page together once its map exists. */
splashline.start = (map) => {
  const data = JSON.parse(document.getElementById("finding").textContent);
  document.title = data.panel.title;
  const blank =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  L.Icon.Default.mergeOptions({ iconUrl: blank, iconRetinaUrl: blank, shadowUrl: blank });
  L.Icon.Default.imagePath = "data:,";

  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", data.words.map);
  const hatch = splashline.hatcher();
  const root = document.getElementById("panel");
  const narrow = window.matchMedia("(max-width: 719px)");
  const low = () => (narrow.matches ? root.offsetHeight : 0);
  const lift = () => document.documentElement.style.setProperty("--sheet", `${low()}px`);
  splashline.panel(root, data.panel, data.words, hatch, lift);
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
  splashline.controls(map, { ...data.map, words: data.words, tiles: data.tiles }, groups, home);
  home();
  map.setMaxBounds(splashline.bounds(data.map.area));
  const arrange = splashline.names(map, data.map);
  arrange();
  map.on("zoomend moveend resize", arrange);
  narrow.addEventListener("change", home);
  window.addEventListener("resize", settle);
  container.classList.add("ready");
};
