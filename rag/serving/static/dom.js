// Makes elements. Text always becomes a text node: nothing that the server sends is read as HTML.

const LONG_QUESTION = { zh: 40, en: 100 }; // characters
const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children. `onclick` and the like are listeners; an attribute that
 * is null or false is left out; children may be nodes, texts, lists and null. */
export function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function draw(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined),
  );
  return element;
}

/** A text whose spans are wrapped: `layers` are {start, end, wrap}, offsets in code points, and
 * `wrap(nodes)` makes the element around a piece. Layers may overlap; the first is outermost. */
export function layered(text, layers) {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const { start, end } of layers) cuts.add(start).add(end);
  const places = [...cuts].filter((at) => at >= 0 && at <= points.length).sort((a, b) => a - b);
  return places.slice(0, -1).map((start, i) => {
    const piece = points.slice(start, places[i + 1]).join("");
    const over = layers.filter((layer) => layer.start <= start && layer.end >= places[i + 1]);
    return over.reduceRight((inner, layer) => layer.wrap(inner), document.createTextNode(piece));
  });
}

/** The headline over an answer: the question, smaller where it is long. */
export function headline(question, language) {
  const long = question.length > LONG_QUESTION[language] ? " long" : "";
  return make("h2", { class: `asked${long}`, lang: language }, question);
}

/** A listener for a link: a plain press calls `open(link)` in its place; a press that asks for another
 * tab or window keeps its meaning. */
export function opening(open) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(event.currentTarget);
  };
}

/** Where `word` stands in `text`, as {start, end} in code points: whole words and whole numbers,
 * whatever their case. */
export function placesOf(word, text) {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const before = edge(word[0], "<!");
  const after = edge(word[word.length - 1], "!");
  return [...text.matchAll(new RegExp(before + escaped + after, "giu"))].map((found) => {
    const start = Array.from(text.slice(0, found.index)).length;
    return { start, end: start + Array.from(found[0]).length };
  });
}

function edge(character, look) {
  if (/[A-Za-z]/.test(character)) return `(?${look}[A-Za-z])`;
  return /[0-9]/.test(character) ? `(?${look}[0-9])` : "";
}

/** The part of a permalink that is ours: a path on this server, whatever the server sent. */
export function localLink(permalink) {
  try {
    const address = new URL(permalink, location.origin);
    const path = address.pathname.replace(/^[/\\]*/, "/");
    return path + address.search + address.hash;
  } catch {
    return "#";
  }
}
