// The view of what is indexed: every speech, searched and sorted, with its warnings and the report
// of how it was read and cleaned.

import { get, prefix } from "./api.js";
import { make } from "./dom.js";
import { both, frameOf, inWords } from "./frame.js";
import { documents } from "./library.js";
import { pageOf } from "./places.js";
import { failure, problemWords } from "./problems.js";
import { openSpeech } from "./speech.js";
import { language, languageOf, number, say, sayOr } from "./words.js";

const SEARCHED = ["title", "speaker", "region", "institution", "file", "date"];
const COLUMNS = [
  { key: "date", value: (speech) => speech.date, up: false },
  { key: "title", value: (speech) => speech.title, up: true },
  { key: "region", value: (speech) => speech.region, up: true },
  { key: "speaker", value: (speech) => speech.speaker, up: true },
  { key: "characters", value: (speech) => speech.characters, up: false },
  { key: "cautions", value: (speech) => speech.warnings.length, up: false },
];

/** Fills `view` with the list. */
export async function documentsView(view, beside) {
  beside.replaceChildren();
  view.replaceChildren(make("p", { class: "empty" }, say("loading")));
  try {
    const list = new List(await documents());
    view.replaceChildren(...list.elements);
  } catch (error) {
    view.replaceChildren(failure(error, () => documentsView(view, beside)));
  }
}

class List {
  constructor(found) {
    this.found = found;
    this.words = "";
    this.sorted = { column: COLUMNS[0], up: false };
    this.count = make("span", { class: "label", role: "status" });
    this.body = make("tbody");
    this.heads = COLUMNS.map((column) => this.#head(column));
    const table = make(
      "table",
      { class: "list" },
      make("thead", {}, make("tr", {}, this.heads, make("td"))),
    );
    table.append(this.body);
    this.none = make("p", { class: "empty" }, say("none_found"));
    this.elements = [
      make("h2", { class: "unseen" }, say("documents")),
      this.#searchField(),
      table,
      this.none,
    ];
    this.#fill();
  }

  #searchField() {
    const search = ({ target }) => {
      this.words = target.value.trim().toLowerCase();
      this.#fill();
    };
    const field = make("input", {
      type: "search",
      id: "find",
      oninput: search,
      placeholder: say("search.hint"),
    });
    return make(
      "p",
      { class: "find" },
      make("label", { for: "find" }, say("search")),
      field,
      this.count,
    );
  }

  #head(column) {
    const sort = () => {
      const again = this.sorted.column === column;
      this.sorted = { column, up: again ? !this.sorted.up : column.up };
      this.#fill();
    };
    const button = make(
      "button",
      { type: "button", class: "sort", onclick: sort },
      say(`column.${column.key}`),
    );
    return make("th", { scope: "col", class: column.key }, button);
  }

  #fill() {
    const { column, up } = this.sorted;
    const shown = this.found.filter((speech) => matches(speech, this.words));
    shown.sort((a, b) => ordered(column.value(a), column.value(b), up));
    COLUMNS.forEach((each, i) => {
      const order = each === column ? (up ? "ascending" : "descending") : "none";
      this.heads[i].setAttribute("aria-sort", order);
    });
    this.count.textContent = say("found", number(shown.length));
    this.none.hidden = shown.length > 0;
    this.body.replaceChildren(...shown.flatMap(row));
  }
}

function matches(speech, words) {
  const ours = Object.values(frameOf(speech)).map(({ text }) => text);
  const all = [...SEARCHED.map((field) => speech[field] ?? ""), ...ours].join(" ").toLowerCase();
  return words.split(/\s+/).every((word) => all.includes(word));
}

function ordered(a, b, up) {
  if ((a ?? null) === null || (b ?? null) === null)
    return ((a ?? null) === null) - ((b ?? null) === null);
  const order = typeof a === "number" ? a - b : String(a).localeCompare(String(b));
  return up ? order : -order;
}

/** A speech, and the row below it that unfolds. */
function row(speech) {
  const more = make("tr", { class: "more", hidden: true });
  const cell = (kind, text) =>
    make("td", { class: kind, lang: text ? languageOf(String(text)) : null }, text ?? "");
  const frame = frameOf(speech);
  const named = (kind) =>
    make("td", { class: kind }, speech[kind] ? both(speech[kind], frame[kind]) : "");
  const unfold = make(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-expanded": "false",
      "aria-label": say("details.of", speech.title),
      onclick: () => {
        more.hidden = !more.hidden;
        unfold.setAttribute("aria-expanded", String(!more.hidden));
        if (!more.hasChildNodes()) more.append(make("td", { colspan: "7" }, report(speech)));
      },
    },
    say("details"),
  );
  const open = ({ currentTarget: from }) =>
    openSpeech({ quotations: [wholeSpeech(speech)], at: 0, from });
  const title = make(
    "button",
    { type: "button", class: "title", onclick: open },
    both(speech.title, frame.title),
  );
  return [
    make(
      "tr",
      {},
      cell("date", speech.date ?? say("undated")),
      make("td", { class: "title" }, title),
      named("region"),
      named("speaker"),
      cell("characters", number(speech.characters)),
      cell("cautions", speech.warnings.length || ""),
      make("td", { class: "unfold" }, unfold),
    ),
    more,
  ];
}

function wholeSpeech(speech) {
  const permalink = prefix + pageOf(speech.id);
  return { document: speech, span: null, quote: "", heading: [], page: null, permalink };
}

function report(speech) {
  const box = make("div", { class: "report" }, warningList(speech), facts(speech, null));
  get(`/v1/documents/${encodeURIComponent(speech.id)}`).then(
    (whole) =>
      box.replaceChildren(...[warningList(whole), facts(whole, whole.report)].filter(Boolean)),
    (error) => box.append(make("p", { class: "failure" }, problemWords(error))),
  );
  return box;
}

function warningList({ warnings }) {
  if (!warnings.length) return null;
  const words = (warning) => (language() === "zh" ? warning.detail_zh : warning.detail);
  return make(
    "ul",
    { class: "warnings" },
    warnings.map((warning) => make("li", {}, words(warning))),
  );
}

function facts(speech, report) {
  const rows = [
    ["file", speech.file],
    [
      "institution",
      speech.institution && inWords(speech.institution, frameOf(speech).institution),
    ],
    ["occasion", report?.occasion],
    ["pages", speech.pages],
    ["decoding", report && [report.encoding, report.decoding].filter(Boolean).join(" · ")],
    ["characters", report?.characters && kept(report.characters)],
    ["rules", rules(report?.rules)],
    [
      "evidence",
      Object.entries(report?.evidence ?? {})
        .map(([of, from]) => `${sayOr(`column.${of}`, of)}: ${from}`)
        .join("\n"),
    ],
    ["id", speech.id],
  ];
  const known = rows.filter(([, value]) => value);
  return make(
    "dl",
    { class: "facts" },
    known.map(([name, value]) => [
      make("dt", {}, say(`report.${name}`)),
      make("dd", { lang: languageOf(String(value)) }, String(value)),
    ]),
  );
}

function kept({ published, kept, removed, replaced }) {
  return say("report.kept", ...[published, kept, removed, replaced].map((n) => number(n ?? 0)));
}

function rules(fired) {
  return Object.entries(fired ?? {})
    .map(([name, { times }]) =>
      sayOr("report.times", name, name.replaceAll("_", " "), number(times)),
    )
    .join(" · ");
}
