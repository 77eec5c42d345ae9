// Figures in an answer: the table of all rows that were read, targets beside results, the chart of
// those that compare, and how much was read for them.

import { download } from "./api.js";
import { localLink, make, opening } from "./dom.js";
import { both, frameOf } from "./frame.js";
import { figureChart } from "./plot.js";
import { problemWords } from "./problems.js";
import { openSpeech } from "./speech.js";
import { language, languageOf, say, sayOr } from "./words.js";

// More rows than these fold.
const ROWS_AT_ONCE = 8;

/** What an answer says with figures; null where it has none. */
export function figuresOf({ finding, table, ledger }) {
  if (!table && !ledger) return null;
  const single = (ledger?.entries ?? table.rows).length < 2;
  return make(
    "section",
    { class: "figures", "aria-label": say("figures") },
    finding ? make("p", { class: "finding", lang: languageOf(finding) }, finding) : null,
    single ? null : chartOf(ledger, table),
    ledger ? ledgerTable(ledger.entries) : single ? null : rowTable(table.rows),
    make("p", { class: "note" }, coverageWords((ledger ?? table).coverage)),
    ledger ? make("p", { class: "note" }, ledger.note[language()]) : null,
  );
}

function chartOf(ledger, table) {
  if (ledger) return ledgerChart(ledger);
  if (!table.chart) return null;
  return figureChart(table.chart, (i, from) => openSpeech({ quotations: [table.rows[i]], at: 0, from }));
}

/** Results beside targets; null where too few compare. */
export function ledgerChart({ chart, entries }) {
  if (!chart) return null;
  return figureChart(chart, (i, from) => {
    const { target, result } = entries[i];
    openSpeech({ quotations: [target, result].filter(Boolean), at: target ? 1 : 0, from });
  });
}

/** How many documents were read for a table. */
export function coverageWords({ documents, read, stated }) {
  return say("coverage", documents, read, stated);
}

/** Rows in the order of the answer. */
export function rowTable(rows) {
  const heads = ["by.region", "column.indicator", "column.period", "figure", "column.stance", "words"];
  const several = {
    "by.region": differ(rows, ({ region }) => region),
    "column.indicator": differ(rows, ({ indicator }) => indicator.key ?? indicator.text),
  };
  const shown = heads.filter((head) => several[head] ?? true);
  return folding(
    rows.map((row, i) => figureRow(row, several, (from) => openSpeech({ quotations: rows, at: i, from }))),
    shown,
    "rows",
  );
}

const differ = (rows, of) => new Set(rows.map(of)).size > 1;

function figureRow(row, several, open) {
  const told = row.told[language()];
  const regions = several["by.region"];
  return make(
    "tr",
    {},
    regions ? make("th", { scope: "row" }, told.region ?? row.document.title) : null,
    several["column.indicator"] ? make("td", {}, told.indicator) : null,
    make(regions ? "td" : "th", { class: "when", scope: regions ? null : "row" }, told.period),
    make("td", { class: "figure" }, valueOf(row)),
    make("td", { class: "stance" }, row.stance ? sayOr(`stance.${row.stance}`, row.stance) : ""),
    make("td", { class: "words" }, quotation(row, open)),
  );
}

/** The value with what binds it; beside it the figure as it is written, where it is written
 * otherwise; and that a reading is not certain. */
export function valueOf(row) {
  const told = row.told[language()];
  const unsure = row.confidence === "certain" ? "" : sayOr(`certainty.${row.confidence}`, row.confidence);
  const notes = [told.flags, unsure].filter(Boolean).join(" · ");
  const asWritten = row.value.text.replaceAll("％", "%");
  const other = told.value.includes(asWritten) ? null : row.value.text;
  return [
    make("span", { class: "value" }, told.value),
    other ? make("span", { class: "label written", lang: languageOf(other) }, other) : null,
    notes ? make("span", { class: "label written" }, notes) : null,
  ];
}

/** The words that state a figure, and their report, which a press opens. */
function quotation(row, open) {
  const { title } = row.document;
  return [
    make("span", { class: "quoted", lang: languageOf(row.quote) }, row.quote),
    make(
      "a",
      {
        class: "label source",
        href: localLink(row.permalink),
        onclick: opening(open),
      },
      both(title, frameOf(row.document).title),
    ),
  ];
}

/** Targets beside results, each with its quotation, the verdict and its rule. */
export function ledgerTable(entries) {
  const several = {
    "by.region": differ(entries, ({ region }) => region) || entries.length === 1,
    "column.indicator": differ(entries, ({ indicator }) => indicator.key),
    "by.year": differ(entries, ({ year }) => year),
  };
  const heads = ["by.region", "column.indicator", "by.year", "target", "result", "verdict"];
  const shown = heads.filter((head) => several[head] ?? true);
  return folding(
    byName(entries).map((entry) => entryRow(entry, several)),
    shown,
    "ledger",
  );
}

/** The entries by the names of their regions as the reader's language orders them; results that
 * nobody promised last. */
function byName(entries) {
  const name = (entry) => entry.told[language()].region;
  const last = ({ verdict }) => Number(verdict === "no_target");
  return [...entries].sort(
    (a, b) => last(a) - last(b) || name(a).localeCompare(name(b), language()),
  );
}

function entryRow(entry, several) {
  const told = entry.told[language()];
  return make(
    "tr",
    {},
    several["by.region"] ? make("th", { scope: "row" }, told.region) : null,
    several["column.indicator"] ? make("td", {}, told.indicator) : null,
    several["by.year"] ? make("td", { class: "when" }, String(entry.year)) : null,
    side(entry.target),
    side(entry.result),
    make("td", { class: "verdict" }, verdictOf(entry, told)),
  );
}

function side(row) {
  if (!row) return make("td", { class: "side faint" }, say("not_stated"));
  const open = (from) => openSpeech({ quotations: [row], at: 0, from });
  return make("td", { class: "side" }, valueOf(row), quotation(row, open));
}

function verdictOf(entry, told) {
  const words = told.difference ? `${told.verdict} (${told.difference})` : told.verdict;
  const { otherwise } = entry;
  return [
    make(
      "span",
      { class: `verdict-word ${entry.verdict}` },
      make("span", { class: "verdict-mark", "aria-hidden": "true" }, told.mark),
      ` ${words}`,
    ),
    make("span", { class: "label rule" }, told.rule),
    otherwise.length
      ? make(
          "details",
          {},
          make("summary", {}, say("otherwise", otherwise.length)),
          otherwise.map((row) =>
            make(
              "p",
              {},
              quotation(row, (from) => openSpeech({ quotations: [row], at: 0, from })),
            ),
          ),
        )
      : null,
  ];
}

/** A table whose further rows a press unfolds. */
function folding(rows, heads, kind) {
  const body = make("tbody", {}, rows);
  const table = make(
    "table",
    { class: `figure-table ${kind}` },
    make(
      "thead",
      {},
      make("tr", {}, heads.map((head) => make("th", { scope: "col" }, say(head)))),
    ),
    body,
  );
  const more = rows.slice(ROWS_AT_ONCE);
  if (more.length < 2) return table;
  for (const row of more) row.hidden = true;
  const unfold = (event) => {
    for (const row of more) row.hidden = !row.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!more[0].hidden));
    event.currentTarget.textContent = more[0].hidden ? say("rows.more", more.length) : say("rows.fewer");
  };
  return [
    table,
    make(
      "button",
      { type: "button", class: "quiet fold", "aria-expanded": "false", onclick: unfold },
      say("rows.more", more.length),
    ),
  ];
}

/** A link that saves a table for a spreadsheet. */
export function saveTable(address, name) {
  const failed = make("span", { class: "faint", role: "status" });
  const save = () =>
    download(address, name).catch((error) => {
      failed.textContent = problemWords(error);
    });
  return [make("button", { type: "button", class: "quiet", onclick: save }, say("csv")), failed];
}
