// What is indexed: the list of speeches, fetched once, and what the page learns from it.

import { get } from "./api.js";

let list = null;

/** All documents of the index, as `GET /v1/documents` gives them. */
export function documents() {
  list ??= everyPage().catch((error) => {
    list = null;
    throw error;
  });
  return list;
}

async function everyPage() {
  const found = [];
  let cursor = "";
  do {
    const page = await get(`/v1/documents${cursor && `?cursor=${encodeURIComponent(cursor)}`}`);
    found.push(...page.documents);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** The distinct values of a field, the most frequent first. */
export function valuesOf(found, field) {
  const counts = new Map();
  for (const document of found) {
    const value = document[field];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([value]) => value);
}

/** The years of the speeches, in order. */
export function yearsOf(found) {
  const years = found.filter((document) => document.date).map(({ date }) => date.slice(0, 4));
  return [...new Set(years)].sort();
}
