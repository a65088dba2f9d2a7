"use strict";

/* The language of the page. Whoever writes words says how, and is asked again at every turn. */
splashline.speech = (texts, first) => {
  const writers = [];
  const speech = {
    lang: first,
    languages: Object.keys(texts),
    get text() {
      return texts[speech.lang];
    },
    get words() {
      return speech.text.words;
    },
    write(writer) {
      writers.push(writer);
      writer(speech.text);
    },
    turn(lang) {
      speech.lang = lang;
      document.documentElement.lang = lang;
      for (const writer of writers) writer(speech.text);
    },
  };
  return speech;
};

/* The choice between the languages, each in its own. */
splashline.languages = (speech) => {
  const { element } = splashline;
  const own = { en: "English", ja: "日本語", ko: "한국어" };
  const choices = speech.languages.map((lang) => {
    const button = element("button", "", own[lang]);
    button.type = "button";
    button.lang = lang;
    button.setAttribute("aria-pressed", String(lang === speech.lang));
    button.addEventListener("click", () => {
      speech.turn(lang);
      document.querySelector(`.languages [lang="${lang}"]`).focus();
    });
    return button;
  });
  const node = element("div", "languages", null, choices);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", speech.words.language);
  return node;
};

/* A form with its {names} filled in, each once: what is filled in is never read as a form. */
splashline.fill = (form, values) =>
  form.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));

/* A number with its thousands set off. Formats are slow to make, so they are kept. */
splashline.number = (() => {
  const formats = {};
  return (value, digits = 0) => {
    formats[digits] ??= new Intl.NumberFormat("en-US", {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    return formats[digits].format(value);
  };
})();

/* A share in words, as everywhere in this project: never 0 or 100 %. */
splashline.percent = (share) => {
  if (share < 0.001) return "<0.1 %";
  if (share > 0.999) return ">99.9 %";
  return share < 0.01 || share > 0.99 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`;
};
