// The fields that choose which speeches may answer.

import { documents, valuesOf, yearsOf } from "./library.js";
import { make } from "./dom.js";
import { nameOf } from "./frame.js";
import { listed, languageOf, say } from "./words.js";

/** What a place is limited to, in words; empty if to nothing. */
export function limitsInWords(place) {
  const period = [place.since, place.until].some(Boolean)
    ? `${place.since || "…"}–${place.until || "…"}`
    : null;
  return listed([...place.region, ...place.speaker, period].filter(Boolean));
}

/** A folded set of fields; `read()` gives what was chosen. */
export function filterFields(place, answerers) {
  const fields = make("div", { class: "fields" });
  const limited = limitsInWords(place);
  const folded = make(
    "details",
    { class: "filters" },
    make("summary", {}, limited ? say("filters.on", limited) : say("filters")),
    fields,
  );
  documents().then(
    (found) => fields.append(...fieldsFor(found, place, answerers)),
    () => fields.append(make("p", { class: "faint" }, say("problem"))),
  );
  return { element: folded, read: () => chosenIn(fields, place) };
}

function fieldsFor(found, place, answerers) {
  const years = yearsOf(found);
  return [
    ...["since", "until"].map((name) => yearField(name, years, place[name])),
    answerers.length > 1 ? answererField(answerers, place.answerer) : null,
    boxes("region", say("regions"), found, place.region),
    boxes("speaker", say("speakers"), found, place.speaker),
  ].filter(Boolean);
}

function yearField(name, years, chosen) {
  const options = [option("", say("any"), chosen), ...years.map((y) => option(y, y, chosen))];
  return make("label", { class: "field" }, `${say(name)} `, make("select", { name }, options));
}

function answererField(answerers, chosen) {
  const options = ["", ...answerers].map((name) => option(name, say(`answerer.${name}`), chosen));
  const select = make("select", { name: "answerer" }, options);
  return make("label", { class: "field" }, `${say("answerer")} `, select);
}

function boxes(name, legend, found, chosen) {
  const values = valuesOf(found, name);
  if (values.length < 2) return null;
  const sorted = values.toSorted((a, b) => a.localeCompare(b, "zh"));
  const labels = sorted.map((value) =>
    make(
      "label",
      { lang: languageOf(value) },
      make("input", { type: "checkbox", name, value, checked: chosen.includes(value) }),
      ` ${nameOf(found, name, value)}`,
    ),
  );
  return make("fieldset", {}, make("legend", { class: "label" }, legend), labels);
}

/** An option of a select. */
export function option(value, words, chosen) {
  return make("option", { value, selected: value === chosen }, words);
}

function chosenIn(fields, place) {
  const given = (name) => fields.querySelector(`[name="${name}"]`)?.value ?? place[name];
  const ticked = (name) => {
    const all = [...fields.querySelectorAll(`[name="${name}"]`)];
    return all.length ? all.filter((box) => box.checked).map((box) => box.value) : place[name];
  };
  return {
    since: given("since"),
    until: given("until"),
    answerer: given("answerer"),
    region: ticked("region"),
    speaker: ticked("speaker"),
    document: place.document,
  };
}
