// Where the reader is: the part of the address behind "#", which no server and no log ever sees.

const LISTS = ["region", "speaker", "document"];

/** The index that the address of the page names, as in /?index=laws; empty for the usual one. */
export const INDEX = new URLSearchParams(location.search).get("index") ?? "";

/** The address of this page over another index. */
export function pageOver(index) {
  const query = index ? `?${new URLSearchParams({ index })}` : "";
  return `${location.pathname}${query}`;
}

/** The reading page of a speech. */
export function pageOf(id) {
  return `${PAGES}${encodeURIComponent(id)}`;
}

/** Where the reading pages of the index lie. */
export const PAGES = `${INDEX ? `/indexes/${encodeURIComponent(INDEX)}` : ""}/documents/`;

/** The view and what it shows: {view, q, said, by, region: [], speaker: [], document: [], since,
 * until, answerer, indicator, year}. The address /ledger is the ledger, whatever is behind it. */
export function here() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const given = new URLSearchParams(query);
  const place = { view: path || (location.pathname.endsWith("/ledger") ? "ledger" : "ask") };
  for (const name of ["q", "said", "by", "since", "until", "answerer", "indicator", "year"]) {
    place[name] = given.get(name) ?? "";
  }
  for (const name of LISTS) place[name] = given.getAll(name);
  return place;
}

/** The address of a place; what is empty is left out. */
export function addressOf({ view, ...rest }) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    for (const item of [value].flat()) if (item) query.append(name, item);
  }
  const text = query.toString();
  return `#/${view}${text ? `?${text}` : ""}`;
}

/** Goes to a place, as a step that the browser can take back. */
export function go(place) {
  const address = addressOf(place);
  if (address === location.hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}

/** What a place asks for, as the body of `POST /v1/ask`. */
export function bodyOf(place) {
  const filters = {};
  if (place.since) filters.since = place.since;
  if (place.until) filters.until = place.until;
  for (const name of LISTS) if (place[name].length) filters[`${name}s`] = place[name];
  const body = { question: place.q };
  if (Object.keys(filters).length) body.filters = filters;
  if (place.answerer) body.answerer = place.answerer;
  return body;
}
