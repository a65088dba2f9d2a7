"use strict";

/* A day as year-month-day. Days are counted from the year 1, so 1984 is like any other year. */
splashline.iso = (day) =>
  day === null ? "" : new Date(Date.UTC(1970, 0, day - 719162)).toISOString().slice(0, 10);

/* The filters of a catalogue: dates, missiles, official verdicts. Calls `changed` with a test. */
splashline.filters = (data, changed) => {
  const { element } = splashline;
  const { words } = data;
  const entries = data.entries;
  const days = entries.map((entry) => entry.day).filter((day) => day !== null);
  const first = Math.min(...days);
  const last = Math.max(...days);
  const state = { from: first, to: last, undated: true, missiles: new Set(), official: new Set() };
  const parts = [];

  const { iso } = splashline;

  if (days.length && first < last) parts.push(dates());
  parts.push(
    choices("missiles", words.missiles, state.missiles, entries.map((entry) => entry.missile), (name) =>
      name === "" ? words.no_missile : name,
    ),
  );
  const order = ["inside", "outside", "overflew", ""];
  parts.push(
    choices(
      "official",
      words.official,
      state.official,
      entries.map((entry) => entry.official),
      (name) => words[`official_${name || "none"}`],
      order,
    ),
  );

  function test(entry) {
    const timely = entry.day === null ? state.undated : entry.day >= state.from && entry.day <= state.to;
    return timely && state.missiles.has(entry.missile) && state.official.has(entry.official);
  }
  let waiting = false;
  function moved() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      changed(test);
    });
  }

  function dates() {
    const handle = (name, value, label) => {
      const input = element("input", name);
      Object.assign(input, { type: "range", min: first, max: last, step: 1, value });
      input.setAttribute("aria-label", `${words.dates}: ${label}`);
      return input;
    };
    const from = handle("from", first, words.from);
    const to = handle("to", last, words.to);
    const text = element("output", "span");
    const fill = element("span", "fill");
    const write = () => {
      const wide = last - first;
      fill.style.left = `${(100 * (state.from - first)) / wide}%`;
      fill.style.right = `${(100 * (last - state.to)) / wide}%`;
      text.textContent = `${iso(state.from)} – ${iso(state.to)}`;
      for (const [input, day] of [[from, state.from], [to, state.to]]) {
        input.setAttribute("aria-valuetext", iso(day));
      }
    };
    from.addEventListener("input", () => {
      state.from = Math.min(Number(from.value), state.to);
      from.value = state.from;
      write();
      moved();
    });
    to.addEventListener("input", () => {
      state.to = Math.max(Number(to.value), state.from);
      to.value = state.to;
      write();
      moved();
    });
    write();
    const rows = [histogram(), element("div", "slider", null, [fill, from, to])];
    const undated = entries.length - days.length;
    if (undated) {
      rows.push(
        tick(`${words.with_undated} (${undated})`, "undated", true, (on) => {
          state.undated = on;
          moved();
        }),
      );
    }
    return element("fieldset", "dates", null, [
      element("legend", "", null, [element("span", "", words.dates), text]),
      ...rows,
    ]);
  }

  /* How many launches there were, in equal parts of the time. */
  function histogram() {
    const bins = 48;
    const counts = new Array(bins).fill(0);
    for (const day of days) {
      counts[Math.min(Math.floor((bins * (day - first)) / (last - first)), bins - 1)] += 1;
    }
    const most = Math.max(...counts);
    const bars = counts.map((count) => {
      const bar = element("span", "");
      bar.style.height = `${Math.ceil((100 * Math.sqrt(count)) / Math.sqrt(most))}%`;
      return bar;
    });
    const box = element("div", "histogram", null, bars);
    box.setAttribute("aria-hidden", "true");
    return box;
  }

  function choices(name, title, chosen, values, label, order) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    const keys = order
      ? order.filter((key) => counts.has(key))
      : [...counts.keys()].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b));
    const boxes = keys.map((key) => {
      chosen.add(key);
      return tick(`${label(key)} (${counts.get(key)})`, name, true, (on) => {
        if (on) chosen.add(key);
        else chosen.delete(key);
        moved();
      });
    });
    const set = (on) => {
      keys.forEach((key, row) => {
        boxes[row].querySelector("input").checked = on;
        if (on) chosen.add(key);
        else chosen.delete(key);
      });
      moved();
    };
    const buttons = [
      [words.all, true],
      [words.none, false],
    ].map(([text, on]) => {
      const node = element("button", "", text);
      node.type = "button";
      node.addEventListener("click", () => set(on));
      return node;
    });
    const legend = element("legend", "", null, [
      element("span", "", title),
      keys.length > 1 && element("span", "both", null, buttons),
    ]);
    return element("fieldset", `ticks ${name}`, null, [legend, element("div", "boxes", null, boxes)]);
  }

  function tick(text, name, on, turned) {
    const input = element("input");
    Object.assign(input, { type: "checkbox", name, checked: on });
    input.addEventListener("change", () => turned(input.checked));
    return element("label", "", null, [input, element("span", "", text)]);
  }

  return { node: element("div", "filters", null, parts), test };
};
