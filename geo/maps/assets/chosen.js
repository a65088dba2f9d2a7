"use strict";

/* A launch in words of the page's language: its day, the chance, and what was found. */
splashline.told = (entry, { lang, text, words }) => {
  const { fill, number } = splashline;
  const places = { en: "en-GB", ja: "ja-JP", ko: "ko-KR" };
  const day = () =>
    new Date(Date.UTC(1970, 0, entry.day - 719162)).toLocaleDateString(places[lang], {
      dateStyle: "long",
      timeZone: "UTC",
    });
  const lines = [fill(words.range, { text: entry.range })];
  if (entry.direction) {
    const direction = text.compass[entry.direction] || entry.direction;
    lines.push(fill(words.direction, { text: direction }));
  }
  if (entry.every) lines.push(words.every_bearing);
  else if (entry.slivers) lines.push(words.slivers_only);
  else if (entry.windows.length) lines.push(fill(words.bearings, { windows: entry.windows.join(", ") }));
  if (entry.margin !== null) {
    const form = entry.inner ? words.inside_limit : words.outside_limit;
    lines.push(fill(form, { km: number(Math.abs(entry.margin)) }));
  }
  const notes = [...entry.notes];
  if (entry.habit) {
    const [mean, sd, n] = entry.habit;
    notes.unshift(fill(words.habit, { mean, sd, n }));
  }
  return {
    title: splashline.titled(entry, text),
    date: entry.day === null ? words.undated : day(),
    verdict: entry.official ? words[`official_${entry.official}`] : null,
    lines,
    notes,
  };
};

/* What a launch is called: as the table does, or by its site in the page's language. */
splashline.titled = (entry, text) => text.sites[entry.site] || entry.title;

/* The card with the finding of the launch that is chosen. */
splashline.chosen = (speech, launches, dot, close) => {
  const { element, fill, told } = splashline;
  const card = element("div", "card");
  card.setAttribute("aria-live", "polite");
  let shown = null;
  let near = [];

  const write = () => {
    const { words, text } = speech;
    card.classList.toggle("full", Boolean(shown));
    if (!shown) {
      card.replaceChildren(element("p", "pick", words.pick));
      return;
    }
    const { entry } = shown;
    const { title, date, verdict, lines, notes } = told(entry, speech);
    const band = launches.band(entry.chance);
    const word = entry.certain
      ? text.certain[entry.certain]
      : text.bands[band] || words.unknown_direction;
    const shut = element("button", "close", "×");
    shut.type = "button";
    shut.title = words.close;
    shut.setAttribute("aria-label", words.close);
    shut.addEventListener("click", close);
    const parts = [
      shut,
      element("p", "kicker", [date, entry.missile].filter(Boolean).join(" · ")),
      element("h2", "", title),
      element("p", "number", null, [
        dot(entry),
        entry.percent && !entry.certain && element("b", "", entry.percent),
        element("span", "", word),
      ]),
      verdict && element("p", "officially", fill(words.officially, { verdict })),
      ...lines.map((line) => element("p", "line", line)),
      ...notes.map((note) => element("p", "note", note)),
    ];
    if (near.length > 1) {
      const k = near.indexOf(shown);
      const next = element("button", "next", words.next);
      next.type = "button";
      next.addEventListener("click", () => {
        show(near[(k + 1) % near.length], near);
        card.querySelector(".next").focus();
      });
      const where = fill(words.here, { k: k + 1, n: near.length });
      parts.push(element("p", "here", null, [element("span", "", where), next]));
    }
    card.replaceChildren(...parts.filter(Boolean));
  };
  const show = (mark, here = []) => {
    shown = mark;
    near = here;
    launches.choose(mark);
    write();
    card.dispatchEvent(new CustomEvent("shown"));
  };
  speech.write(write);
  return { node: card, show };
};
