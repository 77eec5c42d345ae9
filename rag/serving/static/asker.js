// The form that a question is typed into.

import { make } from "./dom.js";
import { filterFields } from "./filters.js";
import { say } from "./words.js";

/** A form over a place; `send(changed)` gets what was typed and chosen. `extra` are fields of its
 * own, `chief` the words of its button. */
export function asker(place, { answerers, send, chief, extra = [] }) {
  const filters = filterFields(place, answerers);
  const field = make("textarea", {
    id: "question",
    rows: "1",
    maxlength: "2000",
    autocomplete: "off",
    enterkeyhint: "search",
    required: true,
  });
  field.value = place.q;
  const form = make(
    "form",
    {
      class: "asker",
      role: "search",
      "aria-label": chief,
      onsubmit: (event) => {
        event.preventDefault();
        const q = field.value.trim();
        const chosen = Object.fromEntries(new FormData(form));
        if (q) send({ ...place, ...filters.read(), by: chosen.by ?? place.by, q, said: "" });
      },
    },
    make("label", { for: "question", class: "unseen" }, say("question")),
    make("div", { class: "line" }, field, extra, make("button", { class: "chief" }, chief)),
    filters.element,
  );
  field.addEventListener("keydown", (event) => {
    // While an input method composes Chinese, Enter chooses a word.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  return form;
}
