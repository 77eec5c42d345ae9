// What went wrong, in the reader's words.

import { make } from "./dom.js";
import { say, sayOr } from "./words.js";

/** A failure as a sentence: ours where there is one, else what the server said. */
export function problemWords(error) {
  const code = error.code ?? "broken";
  return sayOr(`problem.${code}`, error.detail || say("problem.broken"), error.detail ?? "");
}

/** The failure with a button to try again. */
export function failure(error, retry) {
  return make(
    "div",
    { class: "failure", role: "alert" },
    make("p", {}, problemWords(error)),
    retry ? make("button", { type: "button", class: "quiet", onclick: retry }, say("retry")) : null,
  );
}
