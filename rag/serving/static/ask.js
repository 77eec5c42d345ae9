// The view that asks: a question, its answer as it streams in, and what to ask next.

import { AnswerView, exampleLink, isSmallTalk } from "./answer.js";
import { events, post } from "./api.js";
import { asker } from "./asker.js";
import { make } from "./dom.js";
import { limitsInWords } from "./filters.js";
import { documents, valuesOf, yearsOf } from "./library.js";
import { addressOf, bodyOf, go } from "./places.js";
import { failure, problemWords } from "./problems.js";
import { asked, remember } from "./storage.js";
import { understoodAt } from "./understood.js";
import { languageOf, say } from "./words.js";

const BY = ["region", "year", "speaker", "document"];
// So much of an answer is enough to read a follow-up question by.
const TURN_CHARACTERS = 2000;
const answers = new Map(); // address of a place -> its answer, so that going back asks nothing

/** Fills `view` for a place. */
export function askView(view, beside, place, { answerers, signal }) {
  const result = make("div", { class: "result" });
  view.replaceChildren(asker(place, { answerers, chief: say("ask"), send: go }), result);
  beside.replaceChildren(...margin());
  if (place.q) answerInto(result, place, signal);
  else {
    view.querySelector("textarea").focus({ preventScroll: true });
    begin(result);
  }
}

async function answerInto(result, place, signal) {
  const shown = new AnswerView(place.q, { said: place.said, understood: understoodAt(place) });
  const limits = limitsInWords(place);
  result.replaceChildren(
    ...[limits ? limited(limits, place) : null, shown.element].filter(Boolean),
  );
  try {
    const answer = answers.get(addressOf(place)) ?? (await streamed(place, shown, signal));
    shown.whole(answer);
    answers.set(addressOf(place), answer);
    if (!isSmallTalk(answer)) result.append(next(answer, place));
  } catch (error) {
    if (error.name === "AbortError") return;
    shown.status.replaceChildren();
    result.append(failure(error, () => answerInto(result, place, signal)));
  }
}

async function streamed(place, shown, signal) {
  remember({ view: "ask", question: place.q, address: addressOf(place), at: Date.now() });
  for await (const { event, data } of events("/v1/ask", bodyOf(place), signal)) {
    if (event === "answer") return data;
    if (event === "sources") shown.sources(data);
    if (event === "statement") shown.statement(data);
  }
  throw new Error("the stream ended without an answer");
}

function limited(limits, place) {
  const all = { ...place, region: [], speaker: [], document: [], since: "", until: "" };
  return make(
    "p",
    { class: "limited" },
    `${say("filters.on", limits)} `,
    make("a", { class: "button", href: addressOf(all) }, say("filters.clear")),
  );
}

/** A follow-up question, and the same question as a comparison. */
function next(answer, place) {
  return make("footer", { class: "next" }, followUp(answer, place), comparisons(place));
}

function followUp(answer, place) {
  const field = make("input", {
    id: "follow-up",
    maxlength: "2000",
    autocomplete: "off",
    placeholder: say("follow_up.hint"),
    required: true,
  });
  const status = make("p", { class: "note", role: "status" });
  const send = async (event) => {
    event.preventDefault();
    const said = field.value.trim();
    try {
      if (said) go({ ...place, ...(await completed(said, answer)) });
    } catch (error) {
      status.textContent = problemWords(error);
    }
  };
  return make(
    "form",
    { class: "follow", onsubmit: send },
    make("label", { for: "follow-up" }, say("follow_up")),
    make("div", { class: "line" }, field, make("button", { class: "chief" }, say("ask"))),
    status,
  );
}

/** A follow-up as a question that stands alone; the chat interface reads it by what came before. */
async function completed(said, answer) {
  const turn = (role, content) => ({ role, content: content.slice(0, TURN_CHARACTERS) });
  const before = [turn("user", answer.question), turn("assistant", answer.text || "—")];
  const { speechrag } = await post("/v1/chat/completions", {
    model: "speechrag-extractive",
    citation_format: "none",
    messages: [...before, turn("user", said)],
  });
  return speechrag.question === said ? { q: said, said: "" } : { q: speechrag.question, said };
}

function comparisons(place) {
  const to = (by) => addressOf({ ...place, view: "compare", said: "", by });
  const links = BY.map((by) => make("a", { class: "button", href: to(by) }, say(`by.${by}`)));
  return make("p", { class: "take" }, make("span", { class: "label" }, say("compare_by")), links);
}

/** Before anything is asked: questions that the index itself suggests. */
function begin(result) {
  documents().then(
    (found) => {
      if (!result.isConnected) return;
      result.replaceChildren(
        make("p", { class: "label" }, say("question.hint")),
        make("ul", { class: "plain examples" }, examples(found).map(exampleLink)),
      );
    },
    (error) => result.replaceChildren(failure(error)),
  );
}

function examples(found) {
  const questions = valuesOf(found, "region").map((region) => {
    const newest = yearsOf(found.filter((document) => document.region === region)).at(-1);
    const chinese = languageOf(region) === "zh";
    const last = newest ? Number(newest) - 1 : null;
    if (chinese) return `${region}${last ? `${last}年` : ""}完成了哪些目标？`;
    return `What did ${region} achieve${last ? ` in ${last}` : ""}?`;
  });
  const of = (language) => questions.filter((question) => languageOf(question) === language);
  return [...of("zh").slice(0, 2), ...of("en").slice(0, 2)];
}

function margin() {
  const recent = asked().slice(0, 6);
  const index = make("div", {});
  documents().then(
    (found) => index.append(...inIndex(found)),
    () => {},
  );
  return [
    make("h2", {}, say("speech")),
    make("p", { class: "note" }, say("speech.hint")),
    index,
    ...(recent.length
      ? [
          make("h2", {}, say("history.recent")),
          make("ul", { class: "plain recent" }, recent.map(earlier)),
        ]
      : []),
  ];
}

/** A question asked before, as a link. */
export function earlier({ question, address }) {
  const href = address.startsWith("#/") ? address : "#/ask";
  const words = String(question);
  return make("li", { lang: languageOf(words) }, make("a", { href }, words));
}

function inIndex(found) {
  const years = yearsOf(found);
  const regions = valuesOf(found, "region");
  const period = years.length ? ` ${say("in_index.years", years[0], years.at(-1))}` : "";
  return [
    make("h2", {}, say("in_index", found.length)),
    make(
      "p",
      { class: "note" },
      regions
        .slice(0, 12)
        .map((region, i) => [i ? " · " : "", make("span", { lang: languageOf(region) }, region)]),
      regions.length > 12 ? " · …" : "",
      period ? make("span", { class: "period" }, period) : null,
    ),
  ];
}
