// The view that compares: one question asked of each region, year, speaker or speech, as a table
// whose bars are its chart; years are also drawn as a line.

import { takeAlong } from "./answer.js";
import { events } from "./api.js";
import { asker } from "./asker.js";
import { lineChart } from "./chart.js";
import { draw, headline, make } from "./dom.js";
import { option } from "./filters.js";
import { both, frameOf } from "./frame.js";
import { addressOf, bodyOf, go } from "./places.js";
import { figureChart } from "./plot.js";
import { failure } from "./problems.js";
import { bylineOf } from "./quotations.js";
import { valueOf } from "./figures.js";
import { openSpeech } from "./speech.js";
import { remember } from "./storage.js";
import { language, languageOf, listed, say, sayOr, unitWords } from "./words.js";

const BY = ["region", "year", "speaker", "document"];
// What an empty cell says of the reports.
const SILENCES = { otherwise: "stated_otherwise", not_held: "not_held" };
const tables = new Map(); // address of a place -> its comparison

/** Fills `view` for a place. */
export function compareView(view, beside, place, { answerers, signal }) {
  const by = BY.includes(place.by) ? place.by : "region";
  const result = make("div", { class: "result" });
  const extra = make(
    "label",
    { class: "field" },
    `${say("by")} `,
    make(
      "select",
      { name: "by" },
      BY.map((name) => option(name, say(`by.${name}`), by)),
    ),
  );
  const form = asker(
    { ...place, by },
    { answerers, chief: say("compare"), extra: [extra], send: go },
  );
  view.replaceChildren(form, result);
  beside.replaceChildren();
  if (place.q) compareInto(result, { ...place, by }, signal);
  else result.append(make("p", { class: "empty" }, say("compare.hint")));
}

async function compareInto(result, place, signal) {
  const status = make("p", { class: "status", role: "status" }, say("comparing", 0));
  result.replaceChildren(headline(place.q, languageOf(place.q)), status);
  try {
    const address = addressOf(place);
    const comparison = tables.get(address) ?? (await compared(place, status, signal));
    tables.set(address, comparison);
    show(result, status, comparison, place);
  } catch (error) {
    if (error.name === "AbortError") return;
    status.replaceChildren();
    result.append(failure(error, () => compareInto(result, place, signal)));
  }
}

async function compared(place, status, signal) {
  remember({ view: "compare", question: place.q, address: addressOf(place), at: Date.now() });
  let rows = 0;
  const body = { ...bodyOf(place), by: place.by };
  for await (const { event, data } of events("/v1/compare", body, signal)) {
    if (event === "comparison") return data;
    status.textContent = say("comparing", ++rows);
  }
  throw new Error("the stream ended without a comparison");
}

function show(result, status, comparison, place) {
  const { rows, chart, years } = comparison;
  const stated = rows.filter((row) => row.citation).length;
  status.textContent = say("stated_by", rows.length, stated);
  const several = years.length > 1 && place.by !== "year" && !comparison.figure_chart;
  result.append(
    ...[
      several ? make("p", { class: "note" }, say("several_years", listed(years))) : null,
      drawn(comparison, place.q),
      new Table(comparison).element,
      takeAlong(comparison),
    ].filter(Boolean),
  );
}

/** The chart of figures; years of sentences as a line. */
function drawn({ rows, chart, figure_chart: figures }, question) {
  if (!figures) return chart?.kind === "line" ? lineChart(chart, question) : null;
  return figureChart(figures, (i, from) =>
    openSpeech({ quotations: [rows[i].citation], at: 0, from }),
  );
}

/** The rows as a table that can be sorted by a press on a column's name. */
class Table {
  constructor({ rows, chart, figure_chart: figures, by }) {
    const points = new Map((chart?.points ?? []).map((point) => [point.group, point]));
    this.rows = rows.map((row) => ({ ...row, point: points.get(row.group) }));
    this.by = by;
    if (figures) this.#place(figures.points);
    this.drawn = Boolean(figures);
    this.most = Math.max(...this.rows.map(({ point }) => Math.abs(point?.value ?? 0)), 0);
    this.columns = [
      { key: "label", words: say(`by.${by}`), value: (row) => row.told[language()] },
      { key: "figure", words: this.drawn ? say("figure") : figureWords(chart), value: (row) => row.point?.value ?? null },
      { key: "words", words: say("words"), value: null },
      {
        key: "date",
        words: say(by === "document" ? "column.date" : "source"),
        value: (row) => row.citation?.document.date ?? null,
      },
    ];
    this.sorted = { key: null, up: true };
    this.body = make("tbody");
    this.heads = this.columns.map((column) => this.#head(column));
    if (this.drawn && by !== "year") this.#showOrder("figure", false);
    const table = make(
      "table",
      { class: "comparison" },
      make("thead", {}, make("tr", {}, this.heads)),
    );
    table.append(this.body);
    this.element = table;
    this.#fill();
  }

  /** Rows that are drawn stand as they are drawn, by the middle of a range, and the others last. */
  #place(drawn) {
    for (const row of this.rows) row.point = null;
    const inOrder = drawn.map(({ of, value }) => {
      const row = this.rows[of];
      row.point = { value: (value.low + value.high) / 2 };
      return row;
    });
    if (this.by === "year") return;
    this.rows = [...inOrder, ...this.rows.filter((row) => !inOrder.includes(row))];
  }

  #head({ key, words, value }) {
    if (!value) return make("th", { scope: "col", class: key }, words);
    const sort = () => this.#sort(key);
    const button = make("button", { type: "button", class: "sort", onclick: sort }, words);
    return make("th", { scope: "col", class: key, "aria-sort": "none" }, button);
  }

  #sort(key) {
    const up = this.sorted.key === key ? !this.sorted.up : key === "label";
    this.#showOrder(key, up);
    const { value } = this.columns.find((column) => column.key === key);
    this.rows.sort((a, b) => ordered(value(a), value(b), up));
    this.#fill();
  }

  #showOrder(key, up) {
    this.sorted = { key, up };
    this.columns.forEach((column, i) => {
      if (!column.value) return;
      const order = column.key === key ? (up ? "ascending" : "descending") : "none";
      this.heads[i].setAttribute("aria-sort", order);
    });
  }

  #fill() {
    this.body.replaceChildren(...this.rows.map((row) => this.#row(row)));
  }

  #row(row) {
    const head = make("th", { scope: "row", lang: languageOf(row.told[language()]) }, row.told[language()]);
    if (!row.citation) {
      const words = row.reason ?? "";
      const none = make("span", { class: "faint", title: words }, say(SILENCES[row.state] ?? "not_stated"));
      return make("tr", { class: "none" }, head, make("td"), make("td", {}, none), make("td"));
    }
    const { document: speech } = row.citation;
    return make(
      "tr",
      {},
      head,
      make("td", { class: "figure" }, this.#figure(row)),
      make("td", { class: "words" }, quoted(row)),
      make(
        "td",
        { class: "source" },
        this.by === "document"
          ? null
          : make("span", {}, both(speech.title, frameOf(speech).title)),
        make(
          "span",
          { class: "label" },
          bylineOf({ ...speech, region: null }).map((part, i) => [i ? " · " : "", part]),
        ),
      ),
    );
  }

  #figure({ point, row }) {
    if (row) return valueOf(row);
    if (!point?.text) return null;
    const share = point.value !== null && this.most ? Math.abs(point.value) / this.most : 0;
    const bar = draw(
      "svg",
      { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("rect", {
        width: (share * 100).toFixed(1),
        height: 6,
        class: point.value < 0 ? "below" : "",
      }),
    );
    return [make("span", { lang: languageOf(point.text) }, point.text), share ? bar : null];
  }
}

function figureWords(chart) {
  return chart?.unit ? `${say("figure")} · ${unitWords(chart.unit)}` : say("figure");
}

function labelsOf({ stance, status }) {
  const unsure = status === "answered" ? null : sayOr(`status.${status}`, status);
  return [stance && sayOr(`stance.${stance}`, stance), unsure].filter(Boolean);
}

/** Rows without a value stand last, whichever way. */
function ordered(a, b, up) {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : String(a).localeCompare(String(b));
  return up ? order : -order;
}

function quoted(row) {
  const { citation } = row;
  const words = row.words ?? citation.quote;
  const name = say("quotation", 1, citation.document.title);
  const open = ({ currentTarget: from }) =>
    openSpeech({ quotations: [citation], at: 0, from });
  return [
    make("span", { lang: languageOf(words) }, words, " "),
    make(
      "button",
      { type: "button", class: "chip", "aria-label": name, title: name, onclick: open },
      "›",
    ),
    make("span", { class: "label" }, ` ${labelsOf(row).join(" · ")}`),
  ];
}
