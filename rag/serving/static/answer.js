// An answer on the page: sentences as they come, quotations as footnotes, and how the question was
// understood.

import { download } from "./api.js";
import { headline, layered, localLink, make } from "./dom.js";
import { figuresOf } from "./figures.js";
import { frameOf, inWords } from "./frame.js";
import { Matches } from "./matches.js";
import { addressOf } from "./places.js";
import { problemWords } from "./problems.js";
import { copyButton, place, sourceLine } from "./quotations.js";
import { openSpeech } from "./speech.js";
import { languageOf, listed, number, say, sayOr } from "./words.js";

const FORMATS = ["md", "docx", "csv", "json", "bib", "ris", "csl", "gbt7714"];
const NEAREST_AT_ONCE = 5;
// As many quotations of a table are read in the table.
const MANY_QUOTATIONS = 3;
const PROMISES = new Set(["target", "proposal"]);
// A shorter sentence is read at a glance: nothing in it needs to step back.
const LONG = { zh: 60, en: 160 };
const RESULTS = new Set(["achieved", "under_way"]);

/** The element of an answer, filled by `sources`, `statement` and `whole` in this order. */
export class AnswerView {
  constructor(question, { said = "", understood }) {
    this.matches = new Matches();
    this.question = question;
    this.understood = understood;
    this.citations = new Map();
    this.quoted = new Set();
    this.sentences = [];
    this.heading = headline(question, languageOf(question));
    this.status = make("p", { class: "status", role: "status" }, say("asking"));
    this.statements = make("div", { class: "statements", "aria-live": "polite" });
    this.notes = make("div", { class: "notes" });
    this.footnotes = make("ol", { class: "plain quotations", "aria-label": say("quotations") });
    this.figures = make("div", { class: "with-figures" });
    this.after = make("div", { class: "after" });
    this.element = make(
      "article",
      { class: "answer", "aria-label": question },
      said ? make("p", { class: "note" }, say("follow_up.read_as", said)) : null,
      this.heading,
      this.status,
      this.notes,
      this.figures,
      this.statements,
      this.footnotes,
      this.after,
    );
  }

  /** How the question was understood. */
  sources({ understood }) {
    this.notes.replaceChildren(this.understood(understood));
  }

  /** One more sentence that is proven. */
  statement(statement, cited = statement.cited) {
    for (const citation of cited) this.#cite(citation, statement);
    const element = this.#sentence(statement);
    this.sentences.push({ statement, element });
    this.statements.append(element);
    this.#lightQuestion();
  }

  /** The whole answer; sentences that came before stay where they are. */
  whole(answer) {
    if (isSmallTalk(answer)) return this.#smallTalk(answer);
    this.#status(answer);
    this.sources(answer);
    const byNumber = new Map(answer.citations.map((citation) => [citation.number, citation]));
    for (const statement of answer.statements.slice(this.sentences.length)) {
      this.statement(statement, statement.citations.map((n) => byNumber.get(n)).filter(Boolean));
    }
    this.#faceEachOther();
    this.#figures(answer);
    this.after.replaceChildren(
      ...[warnings(answer), dropped(answer), nearest(answer), takeAlong(answer)].filter(Boolean),
    );
  }

  /** Figures and what follows from them; many quotations, which stand in the table too, fold. */
  #figures(answer) {
    const shown = figuresOf(answer);
    if (!shown) return;
    this.figures.replaceChildren(shown);
    if (answer.statements.length < MANY_QUOTATIONS) return;
    const summary = make("summary", {}, say("one_by_one", answer.statements.length));
    const folded = make("details", { class: "one-by-one" }, summary);
    this.footnotes.replaceWith(folded);
    folded.append(this.statements, this.footnotes);
  }

  /** What this is, and questions to try: nothing was looked for, so nothing is missing. */
  #smallTalk({ reason, suggestions = [] }) {
    this.notes.replaceChildren();
    this.status.replaceChildren(make("span", { class: "told", lang: languageOf(reason) }, reason));
    if (!suggestions.length) return;
    this.after.replaceChildren(
      make("p", { class: "label" }, say("question.try")),
      make("ul", { class: "plain examples" }, suggestions.map(exampleLink)),
    );
  }

  #status(answer) {
    const reason = answer.reason ? say("reason", answer.reason) : null;
    const word = sayOr(`status.${answer.status}`, answer.status);
    this.status.replaceChildren(make("strong", { class: answer.status }, word));
    if (answer.status === "unsupported") {
      this.status.append(make("span", { class: "refusal" }, say("unsupported")));
    }
    if (reason) this.status.append(make("span", { lang: languageOf(answer.reason) }, reason));
  }

  #sentence(statement) {
    const text = statement.text;
    const only = this.#only(statement);
    const layers = only && only.quote === text ? this.#layers(only) : [];
    const chips = statement.citations.map((n) => this.#chip(n));
    return make(
      "div",
      { class: "sentence" },
      glossLine(statement),
      make(
        "p",
        { class: "said", lang: languageOf(text) },
        layered(text, [ending(text, chips), ...layers]),
      ),
      labels(statement),
    );
  }

  /** The one quotation that proves a statement; its official translation proves nothing. */
  #only(statement) {
    const proving = statement.citations
      .map((n) => this.citations.get(n))
      .filter((citation) => citation && !citation.counterpart_of);
    return proving.length === 1 ? proving[0] : null;
  }

  #layers(citation) {
    return [...windowLayers(citation), ...this.matches.overSource(citation, citation.quote)];
  }

  #chip(n) {
    const citation = this.citations.get(n);
    const name = say("quotation", n, citation?.document.title ?? "");
    const open = ({ currentTarget }) => this.open(n, currentTarget);
    return make(
      "button",
      { type: "button", class: "chip", "aria-label": name, title: name, onclick: open },
      String(n),
    );
  }

  /** Opens a quotation in its speech; the focus goes back to `from`. */
  open(n, from) {
    const quotations = [...this.citations.values()].sort((a, b) => a.number - b.number);
    const at = quotations.findIndex((citation) => citation.number === n);
    if (at >= 0)
      openSpeech({ quotations, at, from, layers: (c, t) => this.matches.overSource(c, t) });
  }

  #cite(citation, statement) {
    if (this.citations.has(citation.number)) return;
    this.citations.set(citation.number, citation);
    this.matches.add(citation);
    const repeated = citation.quote === statement.text && this.#only(statement) === citation;
    this.footnotes.append(this.#footnote(citation, repeated));
  }

  #footnote(citation, repeated) {
    const quote = repeated
      ? null
      : make(
          "blockquote",
          { lang: languageOf(citation.quote) },
          layered(citation.quote, this.#layers(citation)),
        );
    return make(
      "li",
      { value: citation.number },
      make("span", { class: "number", "aria-hidden": "true" }, String(citation.number)),
      make(
        "div",
        {},
        quote,
        sourceLine(citation, (from) => this.open(citation.number, from)),
        place(citation),
        officialLine(citation),
        (citation.years ?? []).map((years) =>
          make("p", { class: "note" }, say("meant", years.text, span(years.since, years.until))),
        ),
        make(
          "p",
          { class: "tools" },
          copyButton(citation),
          make("a", { class: "button", href: localLink(citation.permalink) }, say("reading_page")),
        ),
      ),
    );
  }

  #lightQuestion() {
    const layers = this.matches.overQuestion(this.question);
    this.heading.replaceChildren(...layered(this.question, layers));
  }

  /** Results and promises side by side, where the answer has both. */
  #faceEachOther() {
    const side = (stances) =>
      this.sentences.filter(({ statement }) => stances.has(statement.stance));
    const [results, promises] = [side(RESULTS), side(PROMISES)];
    if (!results.length || !promises.length) return;
    const column = (title, side) =>
      make(
        "section",
        {},
        make("h3", {}, say(title)),
        side.map(({ element }) => element),
      );
    const columns = [column("side.results", results), column("side.promises", promises)];
    this.statements.setAttribute("aria-live", "off");
    this.statements.append(make("div", { class: "facing" }, columns));
  }
}

/** Whether somebody said something that asks nothing of speeches. */
export function isSmallTalk({ reason_code }) {
  return reason_code === "not_a_question";
}

/** A question to try, as a link. */
export function exampleLink(question) {
  const href = addressOf({ view: "ask", q: question });
  return make("li", { lang: languageOf(question) }, make("a", { href }, question));
}

/** The words that answer stand out; in a long sentence the others step back. */
function windowLayers({ quote, highlight }) {
  const length = Array.from(quote).length;
  const answering = highlight.find(({ start, end }) => end - start < length);
  if (!answering) return [];
  const strong = { ...answering, wrap: (inner) => make("strong", {}, inner) };
  if (length < LONG[languageOf(quote)]) return [strong];
  const quiet = (inner) => make("span", { class: "beside" }, inner);
  const beside = [
    { start: 0, end: answering.start, wrap: quiet },
    { start: answering.end, end: length, wrap: quiet },
  ];
  return [strong, ...beside.filter(({ start, end }) => start < end)];
}

/** What the sentence says in the reader's language: our words, so they are labelled. */
function glossLine({ gloss }) {
  if (!gloss) return null;
  return make(
    "p",
    { class: "gloss", lang: gloss.language },
    make("span", { class: "label" }, sayOr(`gloss.${gloss.made_of}`, gloss.made_of)),
    " ",
    gloss.text,
  );
}

/** Which quotation this one is the official translation of. */
function officialLine({ counterpart_of, counterpart_basis, quote }) {
  if (!counterpart_of) return null;
  const said = say(`official.${counterpart_basis}.${languageOf(quote)}`, counterpart_of);
  return make("p", { class: "note" }, said);
}

/** The last character with what follows it: a number never begins a line. */
function ending(text, chips) {
  const end = Array.from(text).length;
  return { start: end - 1, end, wrap: (inner) => make("span", { class: "ending" }, inner, chips) };
}

function span(since, until) {
  const [first, last] = [since.slice(0, 4), until.slice(0, 4)];
  return first === last ? first : `${first}–${last}`;
}

function labels({ stance, confidence, figures }) {
  const parts = [];
  if (stance) parts.push(make("span", { class: "stance" }, sayOr(`stance.${stance}`, stance)));
  if (confidence) {
    const title = say("confidence.title", Math.round(confidence.probability * 100));
    const word = sayOr(`confidence.${confidence.word}`, confidence.word);
    parts.push(make("span", { class: `confidence ${confidence.word}`, title }, word));
  }
  for (const { text, derived } of figures) {
    if (!derived) continue;
    const from = derived.operands.map((operand) => `${operand.text} [${operand.in_citation}]`);
    parts.push(make("span", {}, `${text}: ${say("derived", listed(from))}`));
  }
  return parts.length ? make("p", { class: "labels" }, parts) : null;
}

function warnings(answer) {
  if (!answer.warnings.length) return null;
  const titles = new Map(
    answer.citations.map(({ document }) => [
      document.id,
      inWords(document.title, frameOf(document).title),
    ]),
  );
  return make(
    "section",
    {},
    make("h3", {}, say("warnings")),
    make(
      "ul",
      { class: "warnings" },
      answer.warnings.map(({ document, detail }) =>
        make(
          "li",
          {},
          document && titles.has(document) ? `${titles.get(document)} · ` : "",
          detail,
        ),
      ),
    ),
  );
}

function dropped(answer) {
  if (!answer.dropped.length) return null;
  const reason = (code) => sayOr(`dropped.${code}`, code.replaceAll("_", " "));
  return make(
    "details",
    {},
    make("summary", {}, say("dropped", number(answer.dropped.length))),
    make(
      "ul",
      { class: "plain near" },
      answer.dropped.map(({ text, reason: code }) =>
        make(
          "li",
          {},
          make("span", { class: "struck", lang: languageOf(text) }, text),
          make("span", { class: "label" }, ` ${reason(code)}`),
        ),
      ),
    ),
  );
}

function nearest(answer) {
  const hits = answer.nearest ?? [];
  if (!hits.length) return null;
  const list = (part) => make("ul", { class: "plain near" }, part.map(nearMiss));
  const more = hits.slice(NEAREST_AT_ONCE);
  return make(
    "section",
    {},
    make("h3", {}, say("nearest")),
    list(hits.slice(0, NEAREST_AT_ONCE)),
    more.length
      ? make("details", {}, make("summary", {}, say("nearest.more", more.length)), list(more))
      : null,
  );
}

function nearMiss({ passage, permalink }) {
  const quotation = { ...passage, quote: passage.text, permalink, matched: [], number: 0 };
  const open = (from) => openSpeech({ quotations: [quotation], at: 0, from });
  return make(
    "li",
    {},
    make("p", { class: "passage", lang: languageOf(passage.text) }, passage.text),
    sourceLine(quotation, open),
  );
}

/** Links to take an answer along; each is fetched with the key, if there is one. */
export function takeAlong({ id }) {
  if (!id) return null;
  const address = (format) => `/v1/answers/${encodeURIComponent(id)}/export?format=${format}`;
  const status = make("span", { class: "faint", role: "status" });
  const links = FORMATS.map((format) =>
    make(
      "button",
      {
        type: "button",
        class: "quiet",
        onclick: () => {
          status.textContent = "";
          download(address(format), `${id}.${format}`).catch((error) => {
            status.textContent = problemWords(error);
          });
        },
      },
      say(`format.${format}`),
    ),
  );
  return make(
    "p",
    { class: "take" },
    make("span", { class: "label" }, say("take_along")),
    links,
    status,
  );
}
