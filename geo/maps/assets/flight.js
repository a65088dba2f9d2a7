"use strict";

/* Plays the flight along its track, on the map and on the height profile at once. Whoever wants
   less motion steps through it instead. */
splashline.flight = (map, path, lon0, speech) => {
  const { element, fill, number, geodesic } = splashline;
  const whole = path.minutes[path.minutes.length - 1];
  const seconds = 15; // of the reader's time
  const steps = 10; // without motion
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const icon = L.divIcon({ className: "symbol symbol-missile", iconSize: [0, 0] });
  const spot = L.marker([path.lat[0], path.lon[0]], {
    icon,
    interactive: false,
    keyboard: false,
    pane: "names",
  });
  const trail = L.polyline([], {
    className: "trail line-trail",
    pane: "flight",
    renderer: L.svg({ pane: "flight", padding: 0.4 }),
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  });
  const group = L.layerGroup([trail, spot]);

  const button = element("button", "play");
  button.type = "button";
  const slider = element("input");
  Object.assign(slider, { type: "range", min: 0, max: whole, step: "any", value: 0, name: "time" });
  const shown = element("output");
  const node = element("div", "player", null, [button, slider, shown]);
  let minute = 0;
  let playing = 0;
  let seen = null;

  /* Between which points of the track a minute lies, and how far along. */
  const place = () => {
    let low = 0;
    let high = path.minutes.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (path.minutes[middle] <= minute) low = middle;
      else high = middle;
    }
    return [low, (minute - path.minutes[low]) / (path.minutes[high] - path.minutes[low])];
  };
  const between = (values, [row, share]) => values[row] + share * (values[row + 1] - values[row]);

  const draw = () => {
    const here = place();
    const lon = between(path.lon, here);
    const lat = between(path.lat, here);
    const flown = path.lat.slice(0, here[0] + 1).map((y, row) => [y, path.lon[row]]);
    trail.setLatLngs(geodesic.home([...flown, [lat, lon]], lon0));
    spot.setLatLng([lat, lon - 360 * Math.floor((lon - lon0 + 180) / 360)]);
    if (minute > 0) group.addTo(map);
    else group.remove();
    const km = number(between(path.km, here));
    const words = fill(speech.text.forms.at, { minutes: minute.toFixed(1), km });
    shown.textContent = words;
    slider.value = String(minute);
    slider.setAttribute("aria-valuetext", words);
    if (seen) {
      const [x, y] = [0, 1].map((axis) => between(seen.curve.map((point) => point[axis]), here));
      seen.dot.setAttribute("cx", x.toFixed(2));
      seen.dot.setAttribute("cy", y.toFixed(2));
      seen.dot.classList.toggle("gone", minute === 0);
    }
  };
  const label = () => {
    button.textContent = playing ? "❚❚" : "▶";
    button.setAttribute("aria-label", playing ? speech.words.pause : speech.words.play);
    slider.setAttribute("aria-label", speech.words.flight_time);
  };
  const go = (to) => {
    minute = Math.max(0, Math.min(to, whole));
    draw();
  };
  const stop = () => {
    cancelAnimationFrame(playing);
    playing = 0;
    label();
  };
  const play = () => {
    if (minute >= whole) minute = 0;
    if (still.matches) {
      go(minute + whole / steps);
      return;
    }
    let last = performance.now();
    const frame = (now) => {
      go(minute + ((now - last) / 1000 / seconds) * whole);
      last = now;
      if (minute >= whole) stop();
      else playing = requestAnimationFrame(frame);
    };
    playing = requestAnimationFrame(frame);
    label();
  };
  button.addEventListener("click", () => (playing ? stop() : play()));
  slider.addEventListener("input", () => {
    stop();
    go(Number(slider.value));
  });

  /* The profile in the panel, new after every turn of the language: its dot, and clicks on it. */
  const attach = (picture, { box, sides, curve }) => {
    const dot = splashline.svg("circle", { class: "now gone", r: 4 });
    picture.append(dot);
    seen = { dot, curve };
    const from = curve[0][0];
    const to = curve[curve.length - 1][0];
    const seek = (event) => {
      const frame = picture.getBoundingClientRect();
      const x = ((event.clientX - frame.left) / frame.width) * box[0];
      if (x >= sides[0] - 8) go(((x - from) / (to - from)) * whole);
    };
    picture.addEventListener("pointerdown", (event) => {
      stop();
      seek(event);
    });
    picture.addEventListener("pointermove", (event) => event.buttons && seek(event));
    draw();
  };
  speech.write(() => {
    label();
    draw();
  });
  return { node, attach };
};
