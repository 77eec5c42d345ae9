// How a question was understood, as chips that can be changed: a change asks again.

import { make } from "./dom.js";
import { inWords, nameOf } from "./frame.js";
import { option } from "./filters.js";
import { documents, valuesOf, yearsOf } from "./library.js";
import { go } from "./places.js";
import { language, languageOf, listed, say } from "./words.js";

// What is put behind a question to turn it towards results or plans; rag/questions reads it.
const ASKED = {
  achieved: { zh: "（完成情况）", en: " (the result)" },
  target: { zh: "（目标）", en: " (the target)" },
};
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;

/** A maker of chips for answers at `place`. */
export function understoodAt(place) {
  return (understood) =>
    make(
      "div",
      { class: "understood" },
      make("span", { class: "label" }, say("understood")),
      regionChip(understood, place),
      yearChip(understood, place),
      stanceChip(understood, place),
      remarks(understood).map((words) => make("span", { class: "label" }, words)),
    );
}

function regionChip({ regions, translated }, place) {
  const chosen = place.region[0] ?? regions[0] ?? "";
  return chip(
    "region",
    chosen,
    regions,
    (found) => valuesOf(found, "region"),
    (region) => go(inRegion(place, regions, region)),
    (value, found) => {
      const known = translated?.[language()]?.regions?.[regions.indexOf(value)];
      return known ? inWords(value, known) : nameOf(found, "region", value);
    },
  );
}

/** The place for another region: in the words of the question where it names one in the same
 * language, else as a filter. */
function inRegion(place, named, region) {
  const before = named.find((name) => place.q.includes(name));
  if (region && before && languageOf(before) === languageOf(region)) {
    return { ...place, said: "", region: [], q: place.q.replaceAll(before, region) };
  }
  return { ...place, said: "", region: region ? [region] : [] };
}

function yearChip({ years, since }, place) {
  const chosen = String(years[0] ?? since?.slice(0, 4) ?? "");
  return chip("year", chosen, years.map(String), yearsOf, (year) => go(inYear(place, year)));
}

/** The place in another year: in the words of the question where it names one, else in the dates
 * of the speeches. */
function inYear(place, year) {
  const named = YEAR.test(place.q);
  if (named && year) return { ...place, said: "", q: place.q.replace(YEAR, year) };
  return { ...place, said: "", since: year, until: year };
}

function stanceChip({ stance }, place) {
  const options = ["", "achieved", "target"];
  if (stance && !options.includes(stance)) options.push(stance);
  const entries = options.map((value) => option(value, say(`asked.${value}`), stance ?? ""));
  return field("stance", make("select", { class: "chosen" }, entries), (value) =>
    go({ ...place, said: "", q: turned(place.q, value) }),
  );
}

/** The question turned towards results or plans; "" takes an earlier turn back. */
export function turned(question, stance) {
  const turns = Object.values(ASKED).flatMap(Object.values);
  const plain = turns.reduce((text, turn) => text.replace(turn, ""), question);
  const turn = ASKED[stance]?.[languageOf(plain)] ?? "";
  return plain + turn;
}

/** A select whose further options come with the list of documents. */
function chip(name, chosen, own, valuesIn, change, called = (value) => value) {
  const select = make("select", { class: "chosen" });
  const fill = (values, found) => {
    const all = [...new Set(["", ...own, ...values, chosen])];
    select.replaceChildren(...all.map((value) => option(value, value ? called(value, found) : say("any"), chosen)));
  };
  fill([], []);
  documents().then(
    (found) => fill(valuesIn(found), found),
    () => {},
  );
  return field(name, select, change);
}

function field(name, select, change) {
  select.addEventListener("change", () => change(select.value));
  return make("label", { class: "choice" }, `${say(`understood.${name}`)} `, select);
}

function remarks({ since, until, speakers, newest, missing, taken_as: taken, parts, translated }) {
  const words = [];
  const known = translated?.[language()]?.speakers ?? [];
  const named = speakers.map((speaker, i) => inWords(speaker, known[i]));
  if (since || until) {
    words.push(say("understood.period", `${since ?? "…"} – ${until ?? "…"}`));
  }
  if (speakers.length) words.push(say("understood.speakers", listed(named)));
  if (newest) words.push(say("understood.newest"));
  if (missing.length) words.push(say("understood.missing", listed(missing)));
  for (const { said, meant } of taken) words.push(say("understood.taken", said, meant));
  if (parts.length > 1) words.push(say("understood.parts", parts.length));
  return words;
}
