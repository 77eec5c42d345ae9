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
  const parts = points.flatMap(({ label, value, text }, i) => [
    i % each ? null : draw("text", { x: x(i), y: HEIGHT - 12, "text-anchor": "middle", class: "faint" }, label),
    value === null ? null : draw("circle", { cx: x(i), cy: y(value), r: 3.5 }, draw("title", {}, `${label}: ${text}`)),
    value === null || i % each ? null : draw("text", { x: x(i), y: y(value) - 11, "text-anchor": "middle" }, text),
  ]);
  return draw(
    "svg",
    { class: "line-chart", role: "img", "aria-label": name, viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT },
    draw("path", { class: "axis", d: `M${MARGIN / 2} ${y(0)}H${width - MARGIN / 2}` }),
    draw("path", { class: "series", d: path(points, x, y) }),
    parts,
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
