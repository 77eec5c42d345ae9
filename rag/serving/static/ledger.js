// The view of the ledger: what governments promised beside what they say they reached.

import { get } from "./api.js";
import { make } from "./dom.js";
import { option } from "./filters.js";
import { coverageWords, ledgerChart, ledgerTable, saveTable } from "./figures.js";
import { go } from "./places.js";
import { failure } from "./problems.js";
import { language, say } from "./words.js";

// Of each verdict, how many there are is told in this order.
const VERDICTS = ["met", "within_about", "missed", "not_comparable", "not_reported", "no_target"];

// Where nothing is chosen: output, and the newest year whose results may be reported.
const USUAL = "gdp";
const ALL = "all";
let choices = null; // what the index can be asked for, fetched once

/** Fills `view` for a place: an indicator, a region and a year, each of which may be left open. */
export function ledgerView(view, beside, place, { signal }) {
  const form = make("form", { class: "fields ledger-fields" });
  const result = make("div", { class: "result" });
  view.replaceChildren(
    make("h2", { class: "asked" }, say("ledger")),
    make("p", { class: "note" }, say("ledger.hint")),
    form,
    result,
  );
  beside.replaceChildren();
  choose(form, result, place, signal);
}

async function choose(form, result, place, signal) {
  try {
    choices ??= await get("/v1/ledger/choices", signal);
  } catch (error) {
    if (error.name !== "AbortError") result.append(failure(error));
    return;
  }
  const chosen = withDefaults(place, choices);
  form.replaceChildren(...fields(chosen, choices));
  fill(result, chosen, signal);
}

function withDefaults({ indicator, region, year, ...rest }, { indicators, reported }) {
  const usual = indicators.some(({ key }) => key === USUAL) ? USUAL : (indicators[0]?.key ?? ALL);
  const newest = String(reported ?? ALL);
  return { ...rest, region, indicator: indicator || usual, year: year || (region.length ? ALL : newest) };
}

function fields(place, { indicators, regions, years }) {
  const own = language();
  const named = regions
    .map((one) => [one.name, one[own]])
    .sort(([, a], [, b]) => a.localeCompare(b, own));
  return [
    choice("indicator", "column.indicator", indicators.map((one) => [one.key, one[own]]), place),
    choice("region", "by.region", named, place),
    choice("year", "by.year", years.map((year) => [String(year), String(year)]), place),
  ];
}

function choice(name, words, values, place) {
  const chosen = [place[name]].flat()[0] ?? ALL;
  const change = ({ target: { value } }) =>
    go({ ...place, [name]: name === "region" ? [value].filter((one) => one !== ALL) : value });
  const known = chosen === ALL || values.some(([value]) => value === chosen);
  const all = [[ALL, say("any")], ...values, ...(known ? [] : [[chosen, chosen]])];
  return make(
    "label",
    { class: "field" },
    `${say(words)} `,
    make(
      "select",
      { name, onchange: change },
      all.map(([value, told]) => option(value, told, chosen)),
    ),
  );
}

async function fill(result, place, signal) {
  const status = make("p", { class: "status", role: "status" }, say("asking"));
  result.replaceChildren(status);
  try {
    const address = `/v1/ledger?${queryOf(place)}`;
    const ledger = await get(address, signal);
    status.textContent = coverageWords(ledger.coverage);
    result.append(...shown(ledger, address));
  } catch (error) {
    if (error.name === "AbortError") return;
    status.replaceChildren();
    result.append(failure(error, () => fill(result, place, signal)));
  }
}

function queryOf({ indicator, region, year }) {
  const query = new URLSearchParams();
  if (indicator !== ALL) query.set("indicator", indicator);
  for (const one of region) query.append("region", one);
  if (year !== ALL) query.set("year", year);
  return query;
}

function shown(ledger, address) {
  const { entries } = ledger;
  if (!entries.length) return [make("p", { class: "empty" }, say("ledger.none"))];
  const csv = `${address}&format=csv`.replace("?&", "?");
  return [
    make("p", { class: "note own-word" }, ledger.note[language()]),
    counts(entries),
    ledgerChart(ledger),
    ledgerTable(entries),
    make(
      "p",
      { class: "take" },
      make("span", { class: "label" }, say("take_along")),
      saveTable(csv, "ledger.csv"),
      make("button", { type: "button", class: "quiet", onclick: () => print() }, say("print")),
    ),
  ]
    .flat()
    .filter(Boolean);
}

/** How many entries have each verdict. */
function counts(entries) {
  const told = VERDICTS.map((verdict) => entries.filter((entry) => entry.verdict === verdict))
    .filter((of) => of.length)
    .map((of) => {
      const { mark, verdict } = of[0].told[language()];
      return make("li", { class: of[0].verdict }, `${mark} ${verdict}: ${of.length}`);
    });
  return make("ul", { class: "plain counts-of-verdicts" }, told);
}
