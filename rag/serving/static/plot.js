// Charts of figures as the server chose them: bars sorted by value, or years on a line that breaks
// at each gap. Drawn at the width that the page has; presentation/figure_svg.py draws the same.

import { draw, localLink, make, opening } from "./dom.js";
import { language, say } from "./words.js";

const ROW = 22; // height of a bar's row, in pixels like all sizes here
const AXIS = 20;
const GAP = 10;
const NARROW = 460; // below this width the words of a bar stand above it
const [LEFT, TOP, HEIGHT, PAD] = [68, 34, 290, 18];
const OPEN_ABOVE = new Set(["at_least", "above"]);
const OPEN_BELOW = new Set(["at_most", "below"]);

/** The chart with its notes; `open(of, from)` opens the report behind the point made of item `of`. */
export function figureChart(chart, open) {
  const frame = make("div", { class: "chart-frame" });
  const paint = () => {
    const width = frame.clientWidth;
    if (width > 200) frame.replaceChildren(drawn(chart, width, open));
  };
  new ResizeObserver(paint).observe(frame);
  return make(
    "figure",
    { class: "figure-chart" },
    make("figcaption", {}, own(chart.title)),
    frame,
    chart.notes.map((note) => make("p", { class: "note" }, own(note))),
  );
}

const own = (words) => words[language()];

function drawn(chart, width, open) {
  const painter = chart.kind === "line" ? years : bars;
  const { height, parts } = painter(chart, width, open);
  return draw(
    "svg",
    {
      class: "figures-drawn",
      role: "group",
      "aria-label": own(chart.title),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    parts,
  );
}

function bars(chart, width, open) {
  const { points } = chart;
  const narrow = width < NARROW;
  const row = narrow ? 2 * ROW - 6 : ROW;
  const left = narrow
    ? 0
    : Math.min(0.3 * width, Math.max(...points.map(({ label }) => widthOf(own(label)))) + 12);
  const right = narrow
    ? 2 * GAP
    : Math.max(...points.map((point) => widthOf(written(point)))) + 2 * GAP;
  const [least, most] = ends(points);
  const scale = Math.max(width - left - right, width / 6) / (most - least);
  const zero = left - least * scale;
  const height = points.length * row + AXIS;
  const axis = chart.ticks.map(({ value, text }) => [
    draw("path", { class: "grid", d: `M${zero + value * scale} 0V${height - AXIS}` }),
    words(zero + value * scale, height - 4, own(text), "middle", "faint"),
  ]);
  const rows = points.map((point, i) =>
    linked(point, open, bar(point, i * row, { narrow, left, zero, scale, width })),
  );
  return { height, parts: [axis, rows] };
}

function bar(point, top, { narrow, left, zero, scale, width }) {
  const { value, target } = point;
  const at = top + (narrow ? ROW - 8 : 0);
  const middle = at + ROW / 2 + 4.5;
  const label = narrow
    ? words(0, top + 15, own(point.label))
    : words(left - 8, middle, own(point.label), "end");
  const beside = (x) =>
    narrow
      ? words(width, top + 15, written(point), "end")
      : words(x, middle, written(point));
  const furthest = Math.max(0, value.high, target?.high ?? 0);
  return [
    label,
    shape(value, zero, scale, at),
    target ? targetMark(target, zero, scale, at) : null,
    beside(zero + furthest * scale + GAP),
  ];
}

/** The bar to the near end, the range behind it, and the sign of the bound at its end. */
function shape({ low, high, bound }, zero, scale, top) {
  const [near, far] = [low, high].sort((a, b) => Math.abs(a) - Math.abs(b));
  const [end, middle] = [zero + high * scale, top + ROW / 2];
  return [
    block(zero, zero + near * scale, top, OPEN_BELOW.has(bound) ? "bar open" : "bar"),
    near === far ? null : block(zero + near * scale, zero + far * scale, top, "bar range"),
    OPEN_ABOVE.has(bound)
      ? draw("path", { class: "bound", d: `M${end + 1} ${middle - 4}l5 4l-5 4` })
      : null,
    bound === "about"
      ? draw("path", { class: "bound dashed", d: `M${end} ${top + 2}v${ROW - 4}` })
      : null,
  ];
}

function block(start, end, top, kind) {
  const width = Math.max(Math.abs(end - start), 1);
  return draw("rect", { class: kind, x: Math.min(start, end), y: top + 5, width, height: ROW - 10 });
}

function targetMark({ low, high }, zero, scale, top) {
  const [first, last] = [zero + low * scale, zero + high * scale];
  const across = last > first ? `M${first} ${top + ROW / 2}H${last}` : "";
  const marks = `M${first} ${top + 2}v${ROW - 4}M${last} ${top + 2}v${ROW - 4}`;
  return draw("path", { class: "target", d: marks + across });
}

function years(chart, width, open) {
  const points = chart.points.filter(({ year }) => year);
  const [first, last] = [points[0].year, points.at(-1).year];
  const [least, most] = ends(points);
  const step = (width - LEFT - LEFT / 2 - PAD) / Math.max(last - first, 1);
  const x = (year) => LEFT + PAD + (year - first) * step;
  const y = (value) => TOP + (HEIGHT - TOP - AXIS) * (1 - (value - least) / (most - least));
  const gaps = chart.gaps.map((year) =>
    draw(
      "rect",
      { class: "gap", x: x(year) - step / 2, y: TOP, width: step, height: HEIGHT - TOP - AXIS },
      draw("title", {}, String(year)),
    ),
  );
  const scale = chart.ticks.map(({ value, text }) => [
    draw("path", { class: "grid", d: `M${LEFT} ${y(value)}H${width - LEFT / 4}` }),
    words(LEFT - 6, y(value) + 4.5, own(text), "end", "faint"),
  ]);
  const each = Math.ceil(((last - first + 1) * 48) / (width - LEFT));
  const below = Array.from({ length: last - first + 1 }, (_, i) =>
    i % each ? null : words(x(first + i), HEIGHT - 4, String(first + i), "middle", "faint"),
  );
  const texts = labelled(points, x, y, width);
  const dots = points.map((point) =>
    linked(point, open, [dot(point.value, x(point.year), y), texts.get(point)]),
  );
  const line = draw("path", { class: "series", d: path(points, x, y) });
  return { height: HEIGHT, parts: [gaps, scale, below, line, dots] };
}

/** The line through the middle of each value; a year without one breaks it. */
function path(points, x, y) {
  return points
    .map(({ year, value }, i) => {
      const pen = i && points[i - 1].year === year - 1 ? "L" : "M";
      return `${pen}${x(year).toFixed(1)} ${y((value.low + value.high) / 2).toFixed(1)}`;
    })
    .join("");
}

function dot({ low, high, bound }, x, y) {
  const arrow = (at, way) =>
    draw("path", { class: "bound", d: `M${x - 4} ${at - 6 * way}l4 ${-5 * way}l4 ${5 * way}` });
  return [
    low === high ? null : draw("path", { class: "spread", d: `M${x} ${y(low)}V${y(high)}` }),
    draw("circle", {
      class: bound === "about" ? "dot hollow" : "dot",
      cx: x,
      cy: y((low + high) / 2),
      r: 3.5,
    }),
    draw("circle", { class: "reach", cx: x, cy: y((low + high) / 2), r: 12 }),
    OPEN_ABOVE.has(bound) ? arrow(y(high), 1) : null,
    OPEN_BELOW.has(bound) ? arrow(y(low), -1) : null,
  ];
}

/** The values that can be written above their dots without running into another: the first, the
 * last and the extremes before all others. */
function labelled(points, x, y, width) {
  const highs = points.map(({ value }) => value.high);
  const [least, most] = [Math.min(...highs), Math.max(...highs)];
  const weight = (point) =>
    2 * (point === points[0] || point === points.at(-1)) +
    (point.value.high === most || point.value.high === least) +
    OPEN_ABOVE.has(point.value.bound);
  const taken = [];
  const dots = points.map((point) => ({
    point,
    at: x(point.year),
    height: y(point.value.high) + 5,
    half: 3,
  }));
  const texts = new Map();
  const texted = points.filter(
    (point, i) => !i || i === points.length - 1 || own(point.value.text) !== own(points[i - 1].value.text),
  );
  for (const point of texted.sort((a, b) => weight(b) - weight(a))) {
    const text = own(point.value.text);
    const half = widthOf(text) / 2;
    const at = Math.min(Math.max(x(point.year), LEFT + half), width - half);
    const height = y(point.value.high) - (OPEN_ABOVE.has(point.value.bound) ? 18 : 11);
    const clear = (other) =>
      Math.abs(other.at - at) > other.half + half + 6 || Math.abs(other.height - height) > 15;
    if (![...taken, ...dots.filter((one) => one.point !== point)].every(clear)) continue;
    taken.push({ at, height, half });
    texts.set(point, words(at, height, text, "middle"));
  }
  return texts;
}

/** A point that leads to the report that states it. */
function linked(point, open, parts) {
  const label = own(point.label);
  const year = point.year && String(point.year) !== label ? ` ${point.year}` : "";
  const told = `${label}${year}: ${written(point)}`;
  if (!point.permalink) return draw("g", {}, draw("title", {}, told), parts);
  return draw(
    "a",
    {
      href: localLink(point.permalink),
      "aria-label": say("chart.open", told),
      onclick: opening((from) => open(point.of, from)),
    },
    draw("title", {}, told),
    parts,
  );
}

/** What stands beside a bar: its value, and its verdict or the reason of its silence. */
function written({ value, note }) {
  return [value.text, note].filter(Boolean).map(own).join(" · ");
}

function ends(points) {
  const values = points.flatMap(({ value, target }) =>
    [value, target].filter(Boolean).flatMap(({ low, high }) => [low, high]),
  );
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return [least, most > least ? most : least + 1];
}

function words(x, y, text, anchor = "start", kind = "") {
  return draw("text", { x, y, "text-anchor": anchor, class: kind }, text);
}

/** About how wide the words are drawn. */
function widthOf(text) {
  return [...text].reduce((sum, character) => sum + (character < "\u2e80" ? 7.8 : 13.4), 0);
}
