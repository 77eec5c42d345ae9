// A line through the years, drawn at the width that the page has, so that its letters keep their
// size on a phone. Colours come from style.css.

import { draw, make } from "./dom.js";
import { say, unitWords } from "./words.js";

const HEIGHT = 220;
const MARGIN = 40;
const LABEL_WIDTH = 64;

/** A chart of the points of a comparison, `{label, value, text}`; it is drawn anew when the page
 * changes its width. */
export function lineChart({ points, unit }, title) {
  const name = say("chart", title, unitWords(unit));
  const figure = make("figure", { class: "chart-frame" });
  const paint = () => {
    const width = figure.clientWidth;
    if (width > 2 * MARGIN) figure.replaceChildren(svg(points, width, name));
  };
  new ResizeObserver(paint).observe(figure);
  return figure;
}

function svg(points, width, name) {
  const values = points.map(({ value }) => value).filter((value) => value !== null);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const step = (width - 2 * MARGIN) / Math.max(points.length - 1, 1);
  const x = (i) => MARGIN + i * step;
  const y = (value) => MARGIN + (HEIGHT - 2 * MARGIN) * (1 - (value - least) / (most - least || 1));
  const each = Math.ceil((points.length * LABEL_WIDTH) / width);
  const words = (i, height, text, kind) => {
    const anchor = i === 0 ? "start" : i === points.length - 1 ? "end" : "middle";
    const inward = { start: -MARGIN, middle: 0, end: MARGIN }[anchor]; // from the page's edge
    return draw("text", { x: x(i) + inward, y: height, "text-anchor": anchor, class: kind }, text);
  };
  const labels = points.flatMap(({ label, value, text }, i) => {
    if (i % each) return [];
    return [
      words(i, HEIGHT - 12, label, "faint"),
      value === null ? null : words(i, y(value) - 11, text),
    ];
  });
  const dots = points.map(({ label, value, text }, i) =>
    value === null
      ? null
      : draw("circle", { cx: x(i), cy: y(value), r: 3.5 }, draw("title", {}, `${label}: ${text}`)),
  );
  return draw(
    "svg",
    {
      class: "line-chart",
      role: "img",
      "aria-label": name,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      height: HEIGHT,
    },
    draw("path", { class: "axis", d: `M0 ${y(0)}H${width}` }),
    draw("path", { class: "series", d: path(points, x, y) }),
    dots,
    labels,
  );
}

/** The line, broken where a point has no value. */
function path(points, x, y) {
  let pen = "M";
  return points
    .map(({ value }, i) => {
      if (value === null) {
        pen = "M";
        return "";
      }
      const drawn = `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
      return drawn;
    })
    .join("");
}
