"use strict";

/* Puts the page of a catalogue together: panel, map, filters, and the launch that is chosen. */
splashline.start = (map) => {
  const { element } = splashline;
  const data = JSON.parse(document.getElementById("finding").textContent);
  const { words } = data;
  document.title = data.title;
  const container = map.getContainer();
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", words.map);
  const hatch = splashline.hatcher();
  const groups = splashline.draw(map, data.map, hatch);
  const launches = splashline.launches(map, data);
  const root = document.getElementById("panel");
  const narrow = window.matchMedia("(max-width: 719px)");
  const low = () => (narrow.matches ? root.offsetHeight : 0);

  const count = element("p", "count");
  const card = element("div", "card");
  card.setAttribute("aria-live", "polite");
  const list = element("ul", "launches");
  const most = 300;

  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  const dot = (entry) => {
    const node = element("span", `dot band-${launches.band(entry.chance)}`);
    if (entry.official) node.classList.add(`official-${entry.official}`);
    return node;
  };

  /* The finding of the chosen launch. */
  const tell = (mark, here) => {
    card.replaceChildren();
    card.classList.toggle("chosen", Boolean(mark));
    launches.choose(mark);
    for (const node of list.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
    if (!mark) {
      card.append(element("p", "pick", words.pick));
      return;
    }
    const { entry } = mark;
    const row = list.querySelector(`[data-row="${mark.row}"]`);
    if (row) row.setAttribute("aria-current", "true");
    const close = element("button", "close", "×");
    close.type = "button";
    close.title = words.close;
    close.setAttribute("aria-label", words.close);
    close.addEventListener("click", () => tell(null));
    card.append(close, element("p", "kicker", [entry.date, entry.missile].filter(Boolean).join(" · ")));
    card.append(element("h2", "", entry.title));
    const number = element("p", "number", null, [
      entry.percent && element("b", "", entry.percent),
      element("span", "", entry.wording),
    ]);
    number.prepend(dot(entry));
    card.append(number);
    if (entry.official) {
      const verdict = words[`official_${entry.official}`];
      card.append(element("p", "officially", fill(words.officially, { verdict })));
    }
    for (const line of entry.lines) card.append(element("p", "line", line));
    for (const note of entry.notes) card.append(element("p", "note", note));
    if (here && here.length > 1) {
      const k = here.indexOf(mark);
      const next = element("button", "next", words.next);
      next.type = "button";
      next.addEventListener("click", () => tell(here[(k + 1) % here.length], here));
      const text = fill(words.here, { k: k + 1, n: here.length });
      card.append(element("p", "here", null, [element("span", "", text), next]));
    }
  };

  const write = (marks) => {
    count.textContent = fill(words.shown, { n: marks.length, all: data.entries.length });
    const rows = marks.slice(0, most).map((mark) => {
      const button = element("button", "", null, [
        dot(mark.entry),
        element("span", "when", splashline.iso(mark.entry.day) || "–"),
        element("span", "what", mark.entry.title),
        element("span", "chance", mark.entry.percent || "–"),
      ]);
      button.type = "button";
      button.dataset.row = mark.row;
      if (mark === launches.chosen()) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => {
        tell(mark);
        if (!map.getBounds().contains(mark.end)) map.panTo(mark.end);
      });
      return element("li", "", null, [button]);
    });
    if (marks.length > most) {
      rows.push(element("li", "rest", fill(words.more_listed, { n: marks.length - most })));
    }
    if (!marks.length) rows.push(element("li", "rest", words.nothing));
    list.replaceChildren(...rows);
  };
  const filters = splashline.filters(data, (test) => {
    const marks = launches.show(test);
    write(marks);
    const chosen = launches.chosen();
    if (chosen && !chosen.on) tell(null);
  });
  panel(root, data, words, { count, card, list, filters: filters.node, key: key() }, () => settle());
  tell(null);
  write(launches.show(filters.test));

  map.on("click", (event) => {
    const here = launches.at(event.latlng, 12);
    const chosen = launches.chosen();
    const next = here[(here.indexOf(chosen) + 1) % here.length];
    tell(next || null, here);
    if (next && narrow.matches) root.classList.add("open");
    settle();
  });
  let over = false;
  map.on("mousemove", (event) => {
    const now = launches.at(event.latlng, 9).length > 0;
    if (now !== over) container.style.cursor = now ? "pointer" : "";
    over = now;
  });

  function key() {
    const rows = data.bands.map((band, row) =>
      element("li", "", null, [element("span", `dot band-${row}`), element("span", "", band.word)]),
    );
    rows.reverse();
    if (data.entries.some((entry) => entry.chance === null)) {
      rows.push(
        element("li", "", null, [
          element("span", "dot band--1"),
          element("span", "", words.unknown_direction),
        ]),
      );
    }
    for (const name of ["inside", "overflew"]) {
      if (!data.entries.some((entry) => entry.official === name)) continue;
      const text = fill(words.officially, { verdict: words[`official_${name}`] });
      rows.push(
        element("li", "", null, [
          element("span", `dot plain official-${name}`),
          element("span", "", text),
        ]),
      );
    }
    return element("ul", "bands", null, rows);
  }

  const view = splashline.bounds(data.map.view);
  function settle() {
    document.documentElement.style.setProperty("--sheet", `${low()}px`);
    map.invalidateSize({ animate: false });
  }
  const home = () => {
    settle();
    const side = narrow.matches ? 20 : 48;
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
  splashline.controls(map, { ...data.map, words, tiles: data.tiles }, groups, home);
  home();
  map.setMaxBounds(splashline.bounds(data.map.area));
  const arrange = splashline.names(map, data.map);
  arrange();
  map.on("zoomend moveend resize", arrange);
  narrow.addEventListener("change", home);
  window.addEventListener("resize", settle);
  container.classList.add("ready");
};

function panel(root, data, words, parts, moved) {
  const { element } = splashline;
  const head = element("header", "head", null, [
    element("h1", "", data.title),
    element("p", "verdict", data.question),
    parts.count,
  ]);
  const credits = data.credits.map((credit) => element("li", "", credit));
  const section = (name, title, children) =>
    element("section", name, null, [element("h2", "", title), ...children]);
  const body = element("div", "body", null, [
    parts.card,
    parts.filters,
    section("key", words.chances, [parts.key]),
    section("listed", words.list, [
      parts.list,
      data.leftOut && element("p", "left-out", data.leftOut),
    ]),
    section("credits", words.credits, [element("ul", "", null, credits)]),
  ]);
  body.id = "details";
  body.tabIndex = 0;
  const grip = element("button", "grip", null, [element("span", "", words.more)]);
  grip.type = "button";
  grip.setAttribute("aria-controls", body.id);
  const open = (on) => {
    root.classList.toggle("open", on);
    grip.setAttribute("aria-expanded", String(on));
    grip.firstChild.textContent = on ? words.less : words.more;
  };
  grip.addEventListener("click", () => {
    open(!root.classList.contains("open"));
    moved();
  });
  open(false);
  root.append(grip, head, body);
}
