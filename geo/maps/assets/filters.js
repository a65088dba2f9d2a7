"use strict";

/* A day as year-month-day. Days are counted from the year 1, so 1984 is like any other year. */
splashline.iso = (day) =>
  day === null ? "" : new Date(Date.UTC(1970, 0, day - 719162)).toISOString().slice(0, 10);

/* The filters of a catalogue: dates, missiles, official verdicts. Calls `changed` with a test. */
splashline.filters = (data, speech, changed) => {
  const { element, iso } = splashline;
  const { entries } = data;
  const days = entries.map((entry) => entry.day).filter((day) => day !== null);
  const first = Math.min(...days);
  const last = Math.max(...days);
  const state = { from: first, to: last, undated: true, missiles: new Set(), official: new Set() };
  const parts = [];
  const said = (tag, className, text) => {
    const node = element(tag, className);
    speech.write(({ words }) => (node.textContent = text(words)));
    return node;
  };

  if (days.length && first < last) parts.push(dates());
  parts.push(
    choices("missiles", entries.map((entry) => entry.missile), (name, words) => name || words.no_missile),
  );
  parts.push(
    choices(
      "official",
      entries.map((entry) => entry.official),
      (name, words) => words[`official_${name || "none"}`],
      ["inside", "outside", "overflew", ""],
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
    const handle = (name, value) => {
      const input = element("input", name);
      Object.assign(input, { type: "range", min: first, max: last, step: 1, value });
      speech.write(({ words }) => input.setAttribute("aria-label", `${words.dates}: ${words[name]}`));
      return input;
    };
    const from = handle("from", first);
    const to = handle("to", last);
    const text = element("output");
    const fill = element("span", "fill");
    const write = () => {
      const wide = last - first;
      fill.style.left = `${(100 * (state.from - first)) / wide}%`;
      fill.style.right = `${(100 * (last - state.to)) / wide}%`;
      text.textContent = `${iso(state.from)} – ${iso(state.to)}`;
      for (const [input, day] of [[from, state.from], [to, state.to]]) {
        input.setAttribute("aria-valuetext", iso(day));
      }
      // At the far end both handles lie on each other: the one that can still move is on top.
      from.classList.toggle("on-top", state.from > (first + last) / 2);
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
    const rows = [histogram(), element("div", "period", null, [fill, from, to])];
    const undated = entries.length - days.length;
    if (undated) {
      rows.push(
        tick((words) => `${words.with_undated} (${undated})`, "undated", (on) => {
          state.undated = on;
          moved();
        }),
      );
    }
    const title = said("span", "", (words) => words.dates);
    return element("fieldset", "dates", null, [element("legend", "", null, [title, text]), ...rows]);
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

  function choices(name, values, label, order) {
    const chosen = state[name];
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    const keys = order
      ? order.filter((key) => counts.has(key))
      : [...counts.keys()].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b));
    const boxes = keys.map((key) => {
      chosen.add(key);
      return tick((words) => `${label(key, words)} (${counts.get(key)})`, name, (on) => {
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
    const buttons = ["all", "none"].map((word) => {
      const node = said("button", "", (words) => words[word]);
      node.type = "button";
      node.addEventListener("click", () => set(word === "all"));
      return node;
    });
    const legend = element("legend", "", null, [
      said("span", "", (words) => words[name]),
      keys.length > 1 && element("span", "both", null, buttons),
    ]);
    return element("fieldset", `ticks ${name}`, null, [legend, element("div", "boxes", null, boxes)]);
  }

  function tick(text, name, turned) {
    const input = element("input");
    Object.assign(input, { type: "checkbox", name, checked: true });
    input.addEventListener("change", () => turned(input.checked));
    return element("label", "", null, [input, said("span", "", text)]);
  }

  return { node: element("div", "filters", null, parts), test };
};
