// One quotation with its reference: how it is written under an answer, and how it is copied.

import { localLink, make } from "./dom.js";
import { language, languageOf, say } from "./words.js";

/** Title, date, region and speaker; the title opens the speech. */
export function sourceLine({ document: speech }, open) {
  return make(
    "p",
    { class: "source" },
    make(
      "button",
      {
        type: "button",
        class: "title",
        lang: languageOf(speech.title),
        onclick: ({ currentTarget }) => open(currentTarget),
      },
      speech.title,
    ),
    bylineOf(speech).map((part) => make("span", { lang: languageOf(part) }, part)),
  );
}

/** Date, region and speaker of a speech, those that are known. */
export function bylineOf({ date, region, speaker }) {
  return [date ?? say("undated"), region, speaker].filter(Boolean);
}

/** Under which headings, and on which page, a quotation stands. */
export function place({ heading, page }) {
  const path = heading.join(" › ");
  const where = [path, page ? say("page", page) : ""].filter(Boolean).join(" · ");
  return where ? make("p", { class: "where", lang: languageOf(path) }, where) : null;
}

/** The quotation and its reference as plain text, with an address that others can open. */
export function referenceOf({ quote, document: speech, heading, page, permalink }) {
  const chinese = languageOf(quote) === "zh" || language() === "zh";
  const address = new URL(localLink(permalink), location.origin).href;
  const details = [speech.speaker, speech.date, heading.at(-1), page && say("page", page)];
  const known = details.filter(Boolean);
  return chinese
    ? `“${quote}”——${[`《${speech.title}》`, ...known].join("，")}。${address}`
    : `“${quote}” ${[speech.title, ...known].join(", ")}. ${address}`;
}

/** A button that copies it, and says whether it did. */
export function copyButton(citation) {
  const copy = async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(referenceOf(citation));
      button.textContent = say("copied");
    } catch {
      button.textContent = say("copy.failed");
    }
    setTimeout(() => (button.textContent = say("copy")), 2000);
  };
  return make("button", { type: "button", class: "quiet", onclick: copy }, say("copy"));
}
