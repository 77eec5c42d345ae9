// Names in the reader's language with the original beside them, small; never instead of it.

import { make } from "./dom.js";
import { language, languageOf, say } from "./words.js";

/** What is said of a document in the reader's language: {title, region, institution, speaker}. */
export function frameOf(speech) {
  return speech.translated?.[language()] ?? {};
}

/** `original` and what is `known` of it in the reader's language, as nodes: what was translated word
 * for word stands behind the original, and says so. */
export function both(original, known) {
  const own = make("span", { lang: languageOf(original) }, original);
  if (!known) return [own];
  const ours = known.text;
  if (known.made_of === "names") {
    own.className = "beside-it";
    return [make("span", { lang: language() }, ours), " ", own];
  }
  const label = `${say("word_for_word")}: ${ours}`;
  return [own, " ", make("span", { class: "beside-it", lang: language() }, label)];
}

/** The same as plain text. */
export function inWords(original, known) {
  if (!known) return original;
  if (known.made_of === "names") return `${known.text} (${original})`;
  return `${original} (${say("word_for_word")}: ${known.text})`;
}

/** The name of a region or a speaker that some speech of `found` bears, for a list of choices. */
export function nameOf(found, field, value) {
  const known = found.find((speech) => speech[field] === value && frameOf(speech)[field]);
  return inWords(value, known && frameOf(known)[field]);
}
