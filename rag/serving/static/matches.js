// Words of the question and the words of a speech that they met: both light up together.

import { make, placesOf } from "./dom.js";

/** Numbers the words of a question that citations matched. */
export class Matches {
  constructor() {
    this.words = new Map(); // word of the question in lower case -> {number, query, sources}
  }

  /** Takes in `citations[].matched`. */
  add(citation) {
    for (const { query, source } of citation.matched) {
      if (!query || !source) continue;
      const key = query.toLowerCase();
      const number = this.words.size;
      if (!this.words.has(key)) this.words.set(key, { number, query, sources: new Set() });
      this.words.get(key).sources.add(source);
    }
  }

  /** Layers over the question: each word that met something is a button. */
  overQuestion(question) {
    const longest = [...this.words.values()].sort((a, b) => b.query.length - a.query.length);
    const layers = [];
    for (const word of longest) {
      for (const place of placesOf(word.query, question)) {
        if (!layers.some((other) => place.start < other.end && other.start < place.end)) {
          layers.push({ ...place, wrap: (inner) => wordButton(word, inner) });
        }
      }
    }
    return layers;
  }

  /** Layers over words of a speech, for one citation's matches. */
  overSource(citation, text) {
    return citation.matched
      .filter(({ query, source }) => query && source)
      .flatMap(({ query, source }) => {
        const number = this.words.get(query.toLowerCase())?.number;
        const wrap = (inner) => make("span", { class: "met", "data-match": number }, inner);
        return placesOf(source, text).map((place) => ({ ...place, wrap }));
      });
  }
}

function wordButton(word, inner) {
  const meets = [...word.sources].join(" · ");
  return make(
    "button",
    {
      type: "button",
      class: "word",
      "data-match": word.number,
      "aria-pressed": "false",
      title: `${word.query} → ${meets}`,
      onclick: ({ currentTarget: button }) => {
        const pressed = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!pressed));
        light(button.dataset.match, "kept", !pressed);
      },
    },
    inner,
  );
}

function light(number, kind, on) {
  for (const element of document.querySelectorAll(`[data-match="${Number(number)}"]`)) {
    element.classList.toggle(kind, on);
  }
}

/** Lights words while a pointer or the focus is on one of them. */
export function lightTogether(root) {
  for (const [begin, end] of [
    ["pointerover", "pointerout"],
    ["focusin", "focusout"],
  ]) {
    for (const [event, on] of [
      [begin, true],
      [end, false],
    ]) {
      root.addEventListener(event, ({ target }) => {
        const match = target.closest?.("[data-match]");
        if (match) light(match.dataset.match, "lit", on);
      });
    }
  }
}
