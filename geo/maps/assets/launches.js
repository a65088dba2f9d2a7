"use strict";

/* The launches of a catalogue: tracks and points on one canvas, so that thousands stay smooth.
   Colours come from the style sheet; the darker rim of a point is the official verdict. */
splashline.launches = (map, data) => {
  const pane = map.createPane("launches");
  pane.style.zIndex = 610; // over the names
  const renderer = L.canvas({ pane: "launches", padding: 0.3, tolerance: 6 });
  const decode = splashline.decoder(data.unit);
  const bands = data.bands.length;

  const marks = data.entries.map((entry, row) => {
    const [lon, lat] = entry.origin;
    const line = entry.track.length ? decode.lines(entry.track)[0] : null;
    const end = line ? line[line.length - 1] : [lat, lon];
    const track = line && L.polyline(line, { renderer, interactive: false, smoothFactor: 0.5 });
    const point = L.circleMarker(end, { renderer, interactive: false, radius: 5 });
    const start = line && L.circleMarker([lat, lon], { renderer, interactive: false, radius: 2 });
    return { entry, row, track, start, point, end, on: false };
  });

  const band = (chance) => {
    if (chance === null) return -1;
    let found = 0;
    for (let i = 1; i < bands; i += 1) if (chance >= data.bands[i]) found = i;
    return found;
  };
  let colours = {};
  const read = () => {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    colours = {
      bands: data.bands.map((_, row) => value(`--band-${row}`)),
      unknown: value("--paper"),
      rim: value("--ink"),
      soft: value("--ink-soft"),
    };
  };
  let faint = 0.5; // tracks: fainter, the more there are, lest they hide the map
  const rims = { inside: 2.6, overflew: 2.6, outside: 0.9, "": 0.9 };

  const look = (mark, chosen) => {
    const at = band(mark.entry.chance);
    const colour = at < 0 ? colours.soft : colours.bands[at];
    if (mark.track) {
      mark.track.setStyle({
        color: chosen ? colours.rim : colour,
        weight: chosen ? 2.2 : 1.1,
        opacity: chosen ? 1 : faint,
      });
      mark.start.setStyle({ stroke: false, fillColor: colours.rim, fillOpacity: 1 });
    }
    const official = mark.entry.official;
    mark.point.setStyle({
      radius: chosen ? 8 : 5.5,
      fillColor: at < 0 ? colours.unknown : colour,
      fillOpacity: 1,
      color: chosen || rims[official] > 1 ? colours.rim : colours.soft,
      dashArray: official === "overflew" ? "2 2" : null,
      weight: chosen ? 2.6 : rims[official] || 1,
      opacity: 1,
    });
  };

  let selected = null;
  const layer = L.layerGroup().addTo(map);
  const show = (wanted) => {
    for (const mark of marks) {
      const on = wanted(mark.entry);
      if (on === mark.on) continue;
      mark.on = on;
      for (const part of [mark.track, mark.start, mark.point]) {
        if (!part) continue;
        if (on) layer.addLayer(part);
        else layer.removeLayer(part);
      }
    }
    const shown = marks.filter((mark) => mark.on);
    const tone = Math.max(0.1, Math.min(0.5, 0.5 * Math.sqrt(60 / Math.max(shown.length, 1))));
    if (Math.abs(tone - faint) > 0.02) {
      faint = tone;
      for (const mark of marks) look(mark, mark === selected);
    }
    return shown;
  };
  const choose = (mark) => {
    if (selected) look(selected, false);
    selected = mark;
    if (!mark) return;
    look(mark, true);
    if (mark.track) mark.track.bringToFront();
    mark.point.bringToFront();
  };
  /* Those whose point lies under the pointer, nearest first. */
  const at = (latlng, within) => {
    const here = map.latLngToContainerPoint(latlng);
    return marks
      .filter((mark) => mark.on)
      .map((mark) => [here.distanceTo(map.latLngToContainerPoint(mark.end)), mark])
      .filter(([far]) => far <= within)
      .sort((a, b) => a[0] - b[0] || a[1].row - b[1].row)
      .map(([, mark]) => mark);
  };
  const paint = () => {
    read();
    for (const mark of marks) look(mark, mark === selected);
  };
  paint();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  return { marks, show, choose, at, band, chosen: () => selected };
};
