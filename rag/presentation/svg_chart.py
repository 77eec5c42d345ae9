"""Charts as SVG: bars or a line, without script, font or outside file.

Colours are inherited: the page sets `--ink`, `--faint` and `--series`, and may change them for a
dark screen. Each value also stands in a `<title>`, for readers who point at it or hear it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

BAR = 22  # height of a row, in pixels like all sizes here
CHARACTER = 7.8  # width of a Latin letter at 13 px; a Chinese character takes nearly twice that
WIDTH = 720
LABELS_AT_MOST = 260
LINE_HEIGHT = 260
MARGIN = 44
# At most so many labels stand under a line, or they would run into each other.
LABELS_UNDER_LINE = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One named value; `text` is how it is written out, `low` and `high` an interval around it."""

    label: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None


def bars(points: Sequence[Point], *, title: str, most: float | None = None) -> str:
    """A horizontal bar for each point; a point without a value keeps its row, and its `text`
    says so. `most` is the end of the axis, by default the greatest value."""
    left = min(LABELS_AT_MOST, max((width_of(point.label) for point in points), default=0.0) + 12)
    values = [point.value for point in points if point.value is not None]
    least, most = min([0.0, *values]), max([0.0, *values]) if most is None else most
    written = max((width_of(point.text) for point in points), default=0.0) + 12
    scale = (WIDTH - left - written) / ((most - least) or 1.0)
    zero = left - least * scale
    rows = [_bar(point, i * BAR, left, zero, scale) for i, point in enumerate(points)]
    axis = f'<path class="axis" d="M{zero:.1f} 0V{len(points) * BAR}"/>'
    return svg_of(title, WIDTH, len(points) * BAR, [*rows, axis])


def line(points: Sequence[Point], *, title: str) -> str:
    """A line through the points in their order, broken where one has no value."""
    values = [point.value for point in points if point.value is not None]
    most, least = max([0.0, *values]), min([0.0, *values])
    step = (WIDTH - 2 * MARGIN) / max(len(points) - 1, 1)
    height = LINE_HEIGHT - 2 * MARGIN
    drawn: list[str] = []
    path, pen = "", "M"
    each = -(-len(points) // LABELS_UNDER_LINE)
    for i, point in enumerate(points):
        x = MARGIN + i * step
        if i % each == 0:
            drawn.append(text_of(x, LINE_HEIGHT - MARGIN / 2, point.label, "middle", "faint"))
        if point.value is None:
            pen = "M"
            continue
        y = MARGIN + height * (1 - (point.value - least) / ((most - least) or 1.0))
        path, pen = f"{path}{pen}{x:.1f} {y:.1f}", "L"
        told = f"<title>{escape(point.label)}: {escape(point.text)}</title>"
        drawn.append(f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="3">{told}</circle>')
        if point.value == most:
            drawn.append(text_of(x, y - 9, point.text, "middle"))
    floor = f'<path class="axis" d="M{MARGIN} {LINE_HEIGHT - MARGIN}H{WIDTH - MARGIN}"/>'
    return svg_of(title, WIDTH, LINE_HEIGHT, [floor, f'<path class="line" d="{path}"/>', *drawn])


def _bar(point: Point, top: float, left: float, zero: float, scale: float) -> str:
    middle = top + BAR / 2 + 4.5
    label = text_of(left - 8, middle, fitting(point.label, left - 12), "end")
    if point.value is None:
        return label + text_of(zero + 6, middle, point.text, "start", "faint")
    start, end = sorted((zero, zero + point.value * scale))
    told = f"<title>{escape(point.label)}: {escape(point.text)}</title>"
    bar = (
        f'<rect class="bar" x="{start:.1f}" y="{top + 4}" width="{max(end - start, 1):.1f}"'
        f' height="{BAR - 8}" rx="2">{told}</rect>'
    )
    furthest = max(end, zero + (point.high or 0.0) * scale)
    return (
        label + bar + _interval(point, top, zero, scale) + text_of(furthest + 6, middle, point.text)
    )


def _interval(point: Point, top: float, zero: float, scale: float) -> str:
    if point.low is None or point.high is None:
        return ""
    low, high, middle = zero + point.low * scale, zero + point.high * scale, top + BAR / 2
    ends = "".join(f"M{x:.1f} {middle - 4}v8" for x in (low, high))
    return f'<path class="interval" d="M{low:.1f} {middle}H{high:.1f}{ends}"/>'


def text_of(x: float, y: float, words: str, anchor: str = "start", kind: str = "") -> str:
    """Words at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">'
        f"{escape(words)}</text>"
    )


def svg_of(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    """The drawing of these parts under a name."""
    name = escape(title, quote=True)
    return (
        f'<svg class="chart" role="img" aria-label="{name}" viewBox="0 0 {width} {height}"'
        f' xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def width_of(words: str) -> float:
    """About how wide the words are drawn."""
    return sum(CHARACTER if ord(character) < 0x2E80 else 1.75 * CHARACTER for character in words)


def fitting(words: str, room: float) -> str:
    """The words, cut where they need more room."""
    if width_of(words) <= room:
        return words
    while words and width_of(words) + CHARACTER > room:
        words = words[:-1]
    return words + "…"


STYLE = """
.chart{display:block;width:100%;max-width:720px;height:auto;margin:.6rem 0}
.chart text{font-size:13px;fill:var(--ink)}
.chart .faint{fill:var(--faint)}
.chart .bar,.chart .mark{fill:var(--series)}
.chart .line{fill:none;stroke:var(--series);stroke-width:2}
.chart .axis,.chart .interval{fill:none;stroke:var(--faint)}
.chart .interval{stroke:var(--ink);stroke-width:1.5}
"""
