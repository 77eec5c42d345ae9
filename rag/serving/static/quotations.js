// One quotation with its reference: how it is written under an answer, and how it is copied.

import { localLink, make } from "./dom.js";
import { both, frameOf } from "./frame.js";
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
        onclick: ({ currentTarget }) => open(currentTarget),
      },
      both(speech.title, frameOf(speech).title),
    ),
    bylineOf(speech).map((part) => make("span", {}, part)),
  );
}

/** Date, region and speaker of a speech, those that are known, each a list of nodes. */
export function bylineOf(speech) {
  const { date, region, speaker } = speech;
  const frame = frameOf(speech);
  return [
    [date ?? say("undated")],
    region ? both(region, frame.region) : null,
    speaker ? both(speaker, frame.speaker) : null,
  ].filter(Boolean);
}

/** Who says it in a debate, under which headings, and on which page, a quotation stands. */
export function place(quotation) {
  const { heading, heading_translated: translated, page, speaker, document: speech } = quotation;
  const known = translated?.[language()] ?? [];
  const parts = heading.flatMap((part, i) => [i ? " › " : "", ...both(part, known[i])]);
  if (speaker && speaker !== speech?.speaker) parts.unshift(speaker, parts.length ? " · " : "");
  if (page) parts.push(parts.length ? " · " : "", say("page", page));
  return parts.length ? make("p", { class: "where" }, parts) : null;
}

/** The quotation and its reference as plain text, with an address that others can open. */
export function referenceOf({ quote, speaker, document: speech, heading, page, permalink }) {
  const chinese = languageOf(quote) === "zh" || language() === "zh";
  const address = new URL(localLink(permalink), location.origin).href;
  const details = [speaker ?? speech.speaker, speech.date, heading.at(-1), page && say("page", page)];
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
