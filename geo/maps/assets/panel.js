"use strict";

/* The text beside the map, written anew at every turn of the language. Every string goes in as
   text. `tools` are nodes that outlive a turn: tries and player. */
splashline.panel = (root, speech, hatch, tools, moved) => {
  const { element } = splashline;
  const grip = element("button", "grip", null, [element("span")]);
  grip.type = "button";
  grip.setAttribute("aria-controls", "details");
  const open = (on) => {
    root.classList.toggle("open", on);
    grip.setAttribute("aria-expanded", String(on));
    grip.firstChild.textContent = on ? speech.words.less : speech.words.more;
  };
  grip.addEventListener("click", () => {
    open(!root.classList.contains("open"));
    moved();
  });
  speech.write(({ panel, words }) => {
    const before = root.querySelector(".body");
    const far = before ? before.scrollTop : 0;
    const body = element("div", "body", null, panelBody(panel, words, speech, hatch, tools));
    body.id = "details";
    body.tabIndex = 0;
    body.setAttribute("role", "region");
    body.setAttribute("aria-label", words.details);
    root.replaceChildren(grip, panelHead(panel, speech), body);
    if (far) body.scrollTop = far;
    open(root.classList.contains("open"));
    const picture = body.querySelector(".profile");
    if (picture && tools.player) tools.player.attach(picture, panel.trajectory.profile);
    moved();
  });
};

function panelHead(panel, speech) {
  const { element } = splashline;
  return element("header", "head", null, [
    splashline.languages(speech),
    panel.kicker && element("p", "kicker", panel.kicker),
    element("h1", "", panel.title),
    panel.verdict && element("p", "verdict", panel.verdict),
  ]);
}

function panelBody(panel, words, speech, hatch, tools) {
  const { element } = splashline;
  const section = (name, title, children) =>
    element("section", name, null, [element("h2", "", title), ...children]);
  const list = (className, rows) => element("ul", className, null, rows);
  const parts = [];
  if (panel.chance) parts.push(chanceBar(panel.chance));
  else if (panel.ring) parts.push(ringBar(panel.ring, words));
  if (panel.summary.length) {
    parts.push(
      element(
        "div",
        "summary",
        null,
        panel.summary.map((line) => element("p", "", line)),
      ),
    );
  }
  if (speech.text.copy) parts.push(splashline.actions(speech));
  if (panel.statements.length) {
    parts.push(
      section("statements", words.statements, [list("", panel.statements.map(statement))]),
    );
  }
  for (const { title, text } of panel.sections || []) {
    parts.push(section("told", title, [element("p", "caption", text)]));
  }
  parts.push(
    section("key", words.key, [
      list(
        "",
        panel.key.map(({ symbol, text, zone }) =>
          element("li", "", null, [
            splashline.symbol(symbol, zone, hatch),
            element("span", "", text),
          ]),
        ),
      ),
    ]),
  );
  if (tools.tries) parts.push(tools.tries);
  if (panel.trajectory) {
    parts.push(splashline.trajectory(panel.trajectory, tools.player && tools.player.node));
  }
  if (panel.where.length) {
    parts.push(section("where", words.where, [list("", panel.where.map(share))]));
  }
  const rows = panel.basis.flatMap(([label, text]) => [
    element("dt", "", label),
    element("dd", "", text),
  ]);
  if (rows.length) parts.push(section("basis", words.basis, [element("dl", "", null, rows)]));
  if (panel.notes.length) {
    const notes = panel.notes.map((note) => element("li", "", note));
    parts.push(section("notes", words.notes, [list("", notes)]));
  }
  if (panel.sources.length) {
    parts.push(section("sources", words.sources, [list("", panel.sources.map(source))]));
  }
  const credits = panel.credits.map((credit) => element("li", "", credit));
  if (speech.text.agreements && speech.text.agreements.length) {
    const agreed = speech.text.agreements.map((each) => agreement(each));
    parts.push(section("agreements", words.agreements, [list("", agreed)]));
  }
  parts.push(section("credits", words.credits, [list("", credits)]));

  const keys = element("li", "keys", words.keys);
  parts[parts.length - 1].querySelector("ul").append(keys);
  return parts;
}

/* What can be done with the text: copied, printed. */
splashline.actions = (speech) => {
  const { element } = splashline;
  const copy = element("button", "copy", speech.words.copy);
  const print = element("button", "print", speech.words.print);
  copy.type = print.type = "button";
  copy.addEventListener("click", async () => {
    await copied(speech.text.copy);
    copy.textContent = speech.words.copied;
    setTimeout(() => (copy.textContent = speech.words.copy), 2000);
  });
  print.addEventListener("click", () => window.print());
  return element("div", "actions", null, [copy, print]);
};

/* Into the clipboard, also where a browser keeps it from pages on a disk. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = splashline.element("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

/* A chance on the scale of its words: seven bands, the one that holds it in colour. */
function chanceBar({ label, value, text, word, bands }) {
  const { element } = splashline;
  let from = 0;
  const track = bands.map((to) => {
    const band = element("span", value >= from && (value < to || to === 1) ? "band on" : "band");
    band.style.flexGrow = String(Math.round((to - from) * 1000));
    from = to;
    return band;
  });
  const mark = element("span", "mark");
  mark.style.left = `${100 * value}%`;
  const bar = element("div", "bar", null, [...track, mark]);
  bar.setAttribute("role", "img");
  bar.setAttribute("aria-label", `${label}: ${text}, ${word}`);
  return element("figure", "chance", null, [
    element("figcaption", "", label),
    element("p", "number", null, [element("b", "", text), element("span", "", word)]),
    bar,
    element("p", "ends", null, [element("span", "", "0"), element("span", "", "100 %")]),
  ]);
}

/* Without a direction there is no chance, only a share of the ring. */
function ringBar({ text, share }, words) {
  const { element } = splashline;
  const part = element("span", "band share");
  part.style.flexGrow = String(Math.round(share * 1000));
  const rest = element("span", "band");
  rest.style.flexGrow = String(Math.round((1 - share) * 1000));
  return element("figure", "chance unknown", null, [
    element("figcaption", "", words.unknown),
    element("div", "bar", null, share > 0 ? [part, rest] : [rest]),
    element("p", "caption", text),
  ]);
}

function statement({ by, says, result, name, chance }) {
  const { element } = splashline;
  const sign = { consistent: "✓", unlikely: "!", contradicted: "✕", untestable: "?" }[name] || "?";
  const mark = element("span", "sign", sign);
  mark.setAttribute("aria-hidden", "true");
  return element("li", name, null, [
    mark,
    element("div", "", null, [
      element("p", "said", null, [element("span", "by", by), element("span", "says", says)]),
      element("p", "result", null, [
        element("b", "", result),
        chance && element("span", "", chance),
      ]),
    ]),
  ]);
}

function share({ name, text, value, asked }) {
  const { element } = splashline;
  const fill = element("span", "fill");
  fill.style.width = `${100 * value}%`;
  return element("li", asked ? "asked" : "", null, [
    element("span", "owner", name),
    element("span", "value", text),
    element("span", "line", null, [fill]),
  ]);
}

/* Only web addresses become links. */
function source({ title, url, more }) {
  const { element } = splashline;
  const web = typeof url === "string" && /^https?:\/\//i.test(url);
  const name = element(web ? "a" : "span", "title", title);
  if (web) {
    name.href = url;
    name.rel = "noopener noreferrer";
    name.target = "_blank";
  }
  const rest = more || (url && !web ? url : "");
  return element("li", "", null, [name, rest ? element("span", "more", rest) : null]);
}

/* An agreement: its name, what it is about, and since when. */
function agreement([name, nature, since]) {
  const { element } = splashline;
  return element("li", "", null, [
    element("b", "", name),
    element("span", "more", nature),
    element("span", "more", since),
  ]);
}
