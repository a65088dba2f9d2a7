"use strict";

/* Puts the page of a catalogue together: panel, map, filters, and the launch that is chosen. */
splashline.start = (map) => {
  const { element, fill } = splashline;
  const data = JSON.parse(document.getElementById("finding").textContent);
  const most = 300; // rows of the list
  const speech = splashline.speech(data.texts, data.lang);
  const container = map.getContainer();
  container.setAttribute("role", "region");
  speech.write(({ title, words }) => {
    document.title = title;
    container.setAttribute("aria-label", words.map);
  });
  const groups = splashline.draw(map, data.map, splashline.hatcher());
  const launches = splashline.launches(map, data);
  const root = document.getElementById("panel");
  const narrow = window.matchMedia("screen and (max-width: 719px)");
  const low = () => (narrow.matches ? root.offsetHeight : 0);
  const lift = () => document.documentElement.style.setProperty("--sheet", `${low()}px`);

  const dot = (entry) => {
    const node = element("span", `mark-of band-${launches.band(entry.chance)}`);
    if (entry.official) node.classList.add(`official-${entry.official}`);
    return node;
  };
  const count = element("p", "count");
  const list = element("ul", "launches");
  const card = splashline.chosen(speech, launches, dot, () => card.show(null));
  let marks = launches.marks;

  const current = () => {
    for (const node of list.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
    const mark = launches.chosen();
    const row = mark && list.querySelector(`[data-row="${mark.row}"]`);
    if (row) row.setAttribute("aria-current", "true");
  };
  card.node.addEventListener("shown", current);

  /* A launch of the list with its site, never closer than the map is; its end at the least. */
  const look = (mark) => {
    const [lon, lat] = mark.entry.origin;
    const flight = L.latLngBounds([mark.end, [lat, lon]]);
    const room = { paddingTopLeft: [24, 24], paddingBottomRight: [64, low() + 44], animate: false };
    if (!map.getBounds().contains(flight)) {
      map.fitBounds(flight, { ...room, maxZoom: map.getZoom() });
    }
    map.panInside(mark.end, room);
  };
  const write = () => {
    const { words, text } = speech;
    count.textContent = fill(words.shown, { n: marks.length, all: data.entries.length });
    const rows = marks.slice(0, most).map((mark) => {
      const button = element("button", "", null, [
        dot(mark.entry),
        element("span", "when", splashline.iso(mark.entry.day) || "–"),
        element("span", "what", splashline.titled(mark.entry, text)),
        element("span", "chance-of", mark.entry.percent || "–"),
      ]);
      button.type = "button";
      button.dataset.row = mark.row;
      button.addEventListener("click", () => {
        card.show(mark);
        look(mark);
      });
      return element("li", "", null, [button]);
    });
    if (marks.length > most) {
      rows.push(element("li", "rest", fill(words.more_listed, { n: marks.length - most })));
    }
    if (!marks.length) rows.push(element("li", "rest", words.nothing));
    list.replaceChildren(...rows);
    current();
  };
  const filters = splashline.filters(data, speech, (test) => {
    marks = launches.show(test);
    write();
    const chosen = launches.chosen();
    if (chosen && !chosen.on) card.show(null);
  });
  marks = launches.show(filters.test);
  panel(root, data, speech, { count, list, card: card.node, filters: filters.node }, () => settle());
  speech.write(write);

  const view = splashline.bounds(data.map.view);
  const area = splashline.bounds(data.map.area);
  /* What lies under the sheet of a phone can be moved out from under it. */
  function hold() {
    const corner = map.project(area[0]).add([0, low()]);
    map.options.maxBounds = L.latLngBounds(map.unproject(corner), area[1]);
  }
  function settle() {
    lift();
    map.invalidateSize({ animate: false });
    if (container.classList.contains("ready")) hold();
  }
  const home = () => {
    map.setMaxBounds(null); // lest they pull at a view that is only passed through
    settle();
    const side = narrow.matches ? 20 : 48;
    map.setMinZoom(0);
    map.fitBounds(view, {
      animate: false,
      paddingTopLeft: [side, side],
      paddingBottomRight: [side, side + low()],
    });
    const whole = map.getBoundsZoom(area, true);
    map.setMinZoom(Math.min(whole, map.getZoom()));
    map.setMaxZoom(Math.min(Math.ceil(map.getZoom()) + 6, 14));
    map.setMaxBounds(area);
    hold();
  };
  splashline.controls(map, { ...data.map, tiles: data.tiles }, speech, groups, { home });
  home();
  map.on("zoomend", hold);
  const arrange = splashline.names(map, data.map, speech);
  map.on("zoomend moveend resize", arrange);
  narrow.addEventListener("change", home);
  window.addEventListener("resize", settle);
  window.matchMedia("print").addEventListener("change", home);

  map.on("click", (event) => {
    const here = launches.at(event.latlng, 12);
    const next = here[(here.indexOf(launches.chosen()) + 1) % here.length];
    card.show(next || null, here);
    if (next && narrow.matches) splashline.open(true);
    if (next) card.node.closest(".body").scrollTop = 0;
    settle();
  });
  let over = false;
  map.on("mousemove", (event) => {
    const now = launches.at(event.latlng, 9).length > 0;
    if (now !== over) container.style.cursor = now ? "pointer" : "";
    over = now;
  });
  container.classList.add("ready");
};

function panel(root, data, speech, parts, moved) {
  const { element } = splashline;
  const said = (tag, className, text) => {
    const node = element(tag, className);
    speech.write((all) => (node.textContent = text(all)));
    return node;
  };
  const section = (name, title, children) =>
    element("section", name, null, [said("h2", "", title), ...children]);
  const head = element("header", "head");
  const bands = element("ul", "bands");
  const credits = element("ul");
  speech.write((text) => {
    head.replaceChildren(
      splashline.languages(speech),
      element("h1", "", text.title),
      element("p", "verdict", text.question),
      parts.count,
    );
    bands.replaceChildren(...key(data, text));
    credits.replaceChildren(...text.credits.map((credit) => element("li", "", credit)));
  });
  const body = element("div", "body", null, [
    parts.card,
    parts.filters,
    section("key", ({ words }) => words.chances, [bands]),
    section("listed", ({ words }) => words.list, [
      parts.list,
      data.texts[data.lang].leftOut && said("p", "left-out", ({ leftOut }) => leftOut),
    ]),
    section("credits", ({ words }) => words.credits, [credits]),
  ]);
  body.id = "details";
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  speech.write(({ words }) => body.setAttribute("aria-label", words.details));
  const grip = element("button", "grip", null, [element("span")]);
  grip.type = "button";
  grip.setAttribute("aria-controls", body.id);
  const label = () => {
    const on = root.classList.contains("open");
    grip.setAttribute("aria-expanded", String(on));
    grip.firstChild.textContent = on ? speech.words.less : speech.words.more;
  };
  splashline.open = (on) => {
    root.classList.toggle("open", on);
    label();
  };
  grip.addEventListener("click", () => {
    splashline.open(!root.classList.contains("open"));
    moved();
  });
  speech.write(label);
  root.replaceChildren(grip, head, body);
}

/* What the colours and rims of the points mean. */
function key(data, { words, bands }) {
  const { element, fill } = splashline;
  const row = (className, text) =>
    element("li", "", null, [element("span", `mark-of ${className}`), element("span", "", text)]);
  const rows = bands.map((word, band) => row(`band-${band}`, word)).reverse();
  if (data.entries.some((entry) => entry.chance === null)) {
    rows.push(row("band--1", words.unknown_direction));
  }
  for (const name of ["inside", "overflew"]) {
    if (!data.entries.some((entry) => entry.official === name)) continue;
    const verdict = words[`official_${name}`];
    rows.push(row(`plain official-${name}`, fill(words.officially, { verdict })));
  }
  return rows;
}
