// The view of the questions asked here before. They are kept in this browser and nowhere else.

import { earlier } from "./ask.js";
import { make } from "./dom.js";
import { asked, forget } from "./storage.js";
import { language, say } from "./words.js";

/** Fills `view` with the history. */
export function pastView(view, beside) {
  beside.replaceChildren();
  const list = asked();
  const clear = () => {
    forget();
    pastView(view, beside);
  };
  view.replaceChildren(
    make("h2", { class: "unseen" }, say("history")),
    make("p", { class: "note" }, say("history.note")),
    list.length
      ? make("ul", { class: "plain past" }, list.map(entry))
      : make("p", { class: "empty" }, say("history.empty")),
    ...(list.length
      ? [make("button", { type: "button", class: "quiet", onclick: clear }, say("history.clear"))]
      : []),
  );
}

function entry(one) {
  const item = earlier(one);
  const when = new Date(one.at);
  if (Number.isNaN(when.valueOf())) return item;
  const words = new Intl.DateTimeFormat(language(), {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(when);
  item.append(
    make(
      "span",
      { class: "label", lang: language() },
      [say(one.view === "compare" ? "compare" : "ask"), words].join(" · "),
    ),
  );
  return item;
}
