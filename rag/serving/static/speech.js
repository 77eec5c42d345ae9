// The speech beside the answer, with the quotation marked; on a narrow screen a sheet over it.

import { get } from "./api.js";
import { layered, localLink, make } from "./dom.js";
import { both, frameOf } from "./frame.js";
import { problemWords } from "./problems.js";
import { bylineOf, copyButton } from "./quotations.js";
import { languageOf, say } from "./words.js";

const NARROW = matchMedia("(max-width: 62rem)");
// A line without a sentence's end and no longer than this is set as a heading.
const HEADING_CHARACTERS = { zh: 36, en: 90 };
const texts = new Map(); // id of a document -> promise of its text

let pane,
  view,
  opened = null,
  beforehand = null;

/** Says where speeches open: `beside` holds the pane, `main` lies under the sheet. */
export function speechesOpenIn(beside, main) {
  [pane, view] = [beside, main];
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened && !document.querySelector("dialog[open]")) closeSpeech();
  });
  NARROW.addEventListener("change", () => opened && (view.inert = NARROW.matches));
}

/** Opens number `at` of `quotations` in its speech. A quotation has `document`, `span` (null for the
 * speech from its beginning), `quote` and `permalink`; `layers(quotation, text)` lights words, by
 * default none. */
export async function openSpeech({ quotations, at, from, layers = () => [] }) {
  const quotation = quotations[at];
  beforehand ??= [...pane.childNodes];
  opened = { quotations, at, from, layers };
  const body = make("div", { class: "sheet-body", tabindex: "0", role: "region" });
  body.setAttribute("aria-label", quotation.document.title);
  body.append(make("p", { class: "empty" }, say("loading")));
  pane.replaceChildren(bar(quotation), body);
  pane.classList.add("open");
  pane.parentElement.classList.add("open");
  view.inert = NARROW.matches;
  pane.querySelector(".close").focus();
  const mine = opened;
  try {
    const text = await textOf(quotation.document.id);
    if (opened === mine) fill(body, quotation, text, layers);
  } catch (error) {
    if (opened === mine) body.replaceChildren(make("p", { class: "failure" }, problemWords(error)));
  }
}

/** Puts back what stood in the pane, and the focus where it was. */
export function closeSpeech() {
  if (!opened) return;
  const { from } = opened;
  pane.replaceChildren(...beforehand);
  opened = beforehand = null;
  pane.classList.remove("open");
  pane.parentElement.classList.remove("open");
  view.inert = false;
  if (from?.isConnected) from.focus();
}

/** The text of a document, fetched once. */
function textOf(id) {
  if (!texts.has(id)) {
    const fetched = get(`/v1/documents/${encodeURIComponent(id)}/text`).then(({ text }) => text);
    fetched.catch(() => texts.delete(id));
    texts.set(id, fetched);
  }
  return texts.get(id);
}

function bar(quotation) {
  const { quotations, at } = opened;
  const step = (by, words) =>
    make(
      "button",
      {
        type: "button",
        class: "quiet",
        disabled: !quotations[at + by],
        onclick: () => openSpeech({ ...opened, at: at + by }),
      },
      words,
    );
  const numbered = quotations.length > 1;
  return make(
    "div",
    { class: "bar" },
    numbered
      ? make("span", { class: "label" }, say("of_quotations", at + 1, quotations.length))
      : null,
    numbered ? [step(-1, say("previous")), step(1, say("next"))] : null,
    quotation.span ? copyButton(quotation) : null,
    make("a", { class: "button", href: localLink(quotation.permalink) }, say("reading_page")),
    make("button", { type: "button", class: "quiet close", onclick: closeSpeech }, say("close")),
  );
}

function fill(body, quotation, text, layers) {
  const speech = quotation.document;
  const article = make(
    "article",
    { class: "speech", lang: languageOf(text) },
    make("h2", { class: "speech-title" }, both(speech.title, frameOf(speech).title)),
    make(
      "p",
      { class: "byline" },
      bylineOf(speech).map((part, i) => [i ? " · " : "", part]),
    ),
    paragraphs(text, quotation, layers),
  );
  body.replaceChildren(article);
  const mark = body.querySelector("mark");
  if (!mark) return;
  const offset = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
  body.scrollTop += offset - body.clientHeight / 3;
}

/** The lines of a text, the quotation marked in each that it touches. */
function paragraphs(text, quotation, layers) {
  let at = 0;
  return text.split("\n").map((line) => {
    const start = at;
    const length = Array.from(line).length;
    at += length + 1;
    if (!line.trim()) return null;
    return make(isHeading(line) ? "h3" : "p", {}, pieces(line, start, length, quotation, layers));
  });
}

function pieces(line, start, length, quotation, layers) {
  const from = Math.max((quotation.span?.start ?? 0) - start, 0);
  const to = Math.min((quotation.span?.end ?? 0) - start, length);
  if (from >= to) return line;
  const points = Array.from(line);
  const inside = points.slice(from, to).join("");
  const mark = make("mark", {}, layered(inside, layers(quotation, inside)));
  return [points.slice(0, from).join(""), mark, points.slice(to).join("")];
}

function isHeading(line) {
  const most = HEADING_CHARACTERS[languageOf(line)];
  return line.length <= most && !/[。！？；：，、.!?;:,…）)]$/.test(line.trim());
}
