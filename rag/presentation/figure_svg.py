"""Draws a chart of figures as SVG, for pages that are files: bars sorted by value, or years as dots
on a line that breaks at each gap. serving/static/plot.js draws the same in the web page.

What binds a value is drawn and written: a range is a lighter stretch from its low to its high end,
an open end (at least, more than) an arrow, a ceiling a bar without filling, "about" a dashed end.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rag.language.amounts import OPEN_DOWN, OPEN_UP
from rag.presentation.figure_chart import ChartPoint, ChartValue, FigureChart
from rag.presentation.svg_chart import (
    BAR,
    LABELS_AT_MOST,
    WIDTH,
    fitting,
    svg_of,
    text_of,
    width_of,
)
from rag.types.text import Language

_AXIS = 20  # height of the words of the axis
_LEFT, _TOP, _HEIGHT, _PAD = 68, 34, 308, 18  # the field of a line, and the room beside it
_GAP = 10  # between a bar and its words


def chart_svg(chart: FigureChart, language: Language, base: str | None = None) -> str:
    """The drawing. With a `base` each bar leads to the report behind it."""
    draw = _line if chart.kind == "line" else _bars
    return draw(chart, language, base)


def chart_figure(chart: FigureChart, language: Language, base: str = "") -> str:
    """The drawing as a part of a page, with its title above and its notes below. Without a `base`
    it has no links, because no service would answer them."""
    notes = "".join(f'<p class="faint">{escape(note.of(language))}</p>' for note in chart.notes)
    return (
        f"<figure><figcaption>{escape(chart.title.of(language))}</figcaption>"
        f"{chart_svg(chart, language, base or None)}{notes}</figure>"
    )


def _bars(chart: FigureChart, language: Language, base: str | None) -> str:
    labels = [point.label.of(language) for point in chart.points]
    left = min(LABELS_AT_MOST, max(map(width_of, labels)) + 12)
    written = max(width_of(_written(point, language)) for point in chart.points) + 2 * _GAP
    least, most = _ends(chart)
    scale = max(WIDTH - left - written, WIDTH / 6) / (most - least)
    height = len(chart.points) * BAR + _AXIS
    parts = list(_axis(chart, language, left - least * scale, scale, height))
    for row, point in enumerate(chart.points):
        drawn = "".join(_bar(point, row * BAR, left, (left - least * scale, scale), language))
        parts.append(_linked(point, drawn, language, base))
    return svg_of(chart.title.of(language), WIDTH, height, parts)


def _axis(
    chart: FigureChart, language: Language, zero: float, scale: float, height: float
) -> Iterator[str]:
    for at, words in chart.ticks:
        x = zero + at * scale
        yield f'<path class="grid" d="M{x:.1f} 0V{height - _AXIS}"/>'
        yield text_of(x, height - 4, words.of(language), "middle", "faint")


def _bar(
    point: ChartPoint, top: float, left: float, axis: tuple[float, float], language: Language
) -> Iterator[str]:
    zero, scale = axis
    middle = top + BAR / 2 + 4.5
    yield text_of(left - 8, middle, fitting(point.label.of(language), left - 12), "end")
    yield from _shape(point.value, zero, scale, top)
    ends = [zero, zero + point.value.high * scale]
    if point.target:
        yield _target(point.target, zero, scale, top)
        ends.append(zero + point.target.high * scale)
    yield text_of(max(ends) + _GAP, middle, _written(point, language))


def _shape(value: ChartValue, zero: float, scale: float, top: float) -> Iterator[str]:
    """The bar to the low end, the range behind it, and the sign of the bound at its end."""
    near, far = sorted((value.low, value.high), key=abs)
    kind = "bar open" if value.bound in OPEN_DOWN else "bar"
    yield _rectangle(zero, zero + near * scale, top, kind)
    if near != far:
        yield _rectangle(zero + near * scale, zero + far * scale, top, "bar range")
    end, middle = zero + value.high * scale, top + BAR / 2
    if value.bound in OPEN_UP:
        yield f'<path class="bound" d="M{end + 1:.1f} {middle - 4}l5 4l-5 4"/>'
    if value.bound == "about":
        yield f'<path class="bound dashed" d="M{end:.1f} {top + 2}v{BAR - 4}"/>'


def _rectangle(start: float, end: float, top: float, kind: str) -> str:
    x, width = min(start, end), max(abs(end - start), 1)
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{top + 4}" width="{width:.1f}" height="{BAR - 8}"/>'
    )


def _target(target: ChartValue, zero: float, scale: float, top: float) -> str:
    low, high = zero + target.low * scale, zero + target.high * scale
    ends = "".join(f"M{x:.1f} {top + 1}v{BAR - 2}" for x in dict.fromkeys((low, high)))
    across = f"M{low:.1f} {top + BAR / 2}H{high:.1f}" if high > low else ""
    return f'<path class="target" d="{ends}{across}"/>'


def _line(chart: FigureChart, language: Language, base: str | None) -> str:
    years = [point.year for point in chart.points if point.year is not None]
    first, last = min(years), max(years)
    least, most = _ends(chart)
    step = _step(last - first)
    across = {year: _LEFT + _PAD + (year - first) * step for year in range(first, last + 1)}
    scale = (_HEIGHT - _TOP - _AXIS) / (most - least)
    up = [_HEIGHT - _AXIS + least * scale, scale]
    parts = list(_field(chart, language, across, up))
    parts.append(f'<path class="line" d="{_path(chart, across, up)}"/>')
    written = _room(chart, across, up, language)
    for point in chart.points:
        if point.year is not None:
            drawn = "".join(_dot(point.value, across[point.year], up))
            drawn += written.get(point.year, "")
            parts.append(_linked(point, drawn, language, base))
    return svg_of(chart.title.of(language), WIDTH, _HEIGHT, parts)


def _field(
    chart: FigureChart, language: Language, across: dict[int, float], up: list[float]
) -> Iterator[str]:
    """Lines of the scale with their values, years below, and a shade over each gap."""
    step = _step(len(across) - 1)
    for year in chart.gaps:
        yield (
            f'<rect class="gap" x="{across[year] - step / 2:.1f}" y="{_TOP}" width="{step:.1f}"'
            f' height="{_HEIGHT - _TOP - _AXIS}"><title>{year}</title></rect>'
        )
    for at, words in chart.ticks:
        y = up[0] - at * up[1]
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{WIDTH - _LEFT / 2}"/>'
        yield text_of(_LEFT - 6, y + 4.5, words.of(language), "end", "faint")
    each = -(-len(across) // 14)
    for number, (year, x) in enumerate(across.items()):
        if number % each == 0:
            yield text_of(x, _HEIGHT - 4, str(year), "middle", "faint")


def _step(years: int) -> float:
    """How far a year lies from the next."""
    return (WIDTH - 1.5 * _LEFT - _PAD) / max(years, 1)


def _path(chart: FigureChart, across: dict[int, float], up: list[float]) -> str:
    """The line through the middle of each value; a year without one breaks it."""
    path, before = "", None
    for point in chart.points:
        if point.year is None:
            continue
        pen = "L" if before == point.year - 1 else "M"
        y = up[0] - (point.value.low + point.value.high) / 2 * up[1]
        path, before = f"{path}{pen}{across[point.year]:.1f} {y:.1f}", point.year
    return path


def _dot(value: ChartValue, x: float, up: list[float]) -> Iterator[str]:
    low, high = (up[0] - end * up[1] for end in (value.low, value.high))
    if value.low != value.high:
        yield f'<path class="spread" d="M{x:.1f} {low:.1f}V{high:.1f}"/>'
    kind = "mark hollow" if value.bound == "about" else "mark"
    yield f'<circle class="{kind}" cx="{x:.1f}" cy="{(low + high) / 2:.1f}" r="3.5"/>'
    if value.bound in OPEN_UP:
        yield f'<path class="bound" d="M{x - 4:.1f} {high - 6:.1f}l4 -5l4 5"/>'
    if value.bound in OPEN_DOWN:
        yield f'<path class="bound" d="M{x - 4:.1f} {low + 6:.1f}l4 5l4 -5"/>'


def _room(
    chart: FigureChart, across: dict[int, float], up: list[float], language: Language
) -> dict[int, str]:
    """The values that can be written above their dots without running into another; the last and
    the extremes first."""
    points = [(point.year, point) for point in chart.points if point.year is not None]
    drawn = [point for _, point in points]
    dots = {year: (across[year], up[0] - p.value.high * up[1] + 5, 3.0) for year, p in points}
    taken: list[tuple[float, float, float]] = []
    written: dict[int, str] = {}
    edges = (drawn[0], drawn[-1])
    changed = [
        (year, point)
        for before, (year, point) in zip([None, *drawn], points, strict=False)
        if point in edges or before is None or before.value.text != point.value.text
    ]
    for year, point in sorted(changed, key=lambda pair: -_weight(pair[1], drawn)):
        words = point.value.text.of(language)
        half = width_of(words) / 2 + 3
        x = min(max(across[year], _LEFT + half), WIDTH - half)
        y = up[0] - point.value.high * up[1] - (18 if point.value.bound in OPEN_UP else 11)
        around = [*taken, *(dot for one, dot in dots.items() if one != year)]
        if all(abs(x - at) > half + other or abs(y - high) > 15 for at, high, other in around):
            taken.append((x, y, half))
            written[year] = text_of(x, y, words, "middle")
    return written


def _weight(point: ChartPoint, points: list[ChartPoint]) -> float:
    values = [one.value.high for one in points]
    is_edge = point is points[-1] or point is points[0]
    is_extreme = point.value.high in (max(values), min(values))
    return 2.0 * is_edge + is_extreme + (point.value.bound in OPEN_UP)


def _ends(chart: FigureChart) -> tuple[float, float]:
    """The least and the greatest value of the axis: zero is always on it."""
    ends = [end for point in chart.points for value in (point.value, point.target) if value
            for end in (value.low, value.high)]  # fmt: skip
    least, most = min([0.0, *ends]), max([0.0, *ends])
    return least, most if most > least else least + 1.0


def _written(point: ChartPoint, language: Language) -> str:
    """What stands beside a bar: its value, and its verdict or the reason of its silence."""
    parts = [point.value.text, point.note]
    return " · ".join(part.of(language) for part in parts if part)


def _linked(point: ChartPoint, drawn: str, language: Language, base: str | None) -> str:
    """The drawing of a point with its words for who points at it, and its link."""
    label = point.label.of(language)
    year = f" {point.year}" if point.year and str(point.year) != label else ""
    told = f"<title>{escape(f'{label}{year}: {_written(point, language)}')}</title>"
    if base is None or point.permalink is None:
        return f"<g>{told}{drawn}</g>"
    return f'<a href="{escape(base + point.permalink)}">{told}{drawn}</a>'


STYLE = """
figure{margin:1.2rem 0}figcaption{font-weight:600}figure p{margin:.2rem 0;font-size:.86rem}
.chart text{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.chart rect.bar{fill:color-mix(in srgb,var(--series) 82%,var(--paper))}
.chart .grid{stroke:var(--rule);fill:none}
.chart rect.bar.open{fill:var(--paper);stroke:var(--series)}
.chart rect.range{fill:color-mix(in srgb,var(--series) 38%,var(--paper))}
.chart .bound{fill:none;stroke:var(--series);stroke-width:1.5}
.chart .dashed{stroke:var(--ink);stroke-dasharray:2 2}
.chart .target{fill:none;stroke:var(--ink);stroke-width:2}
.chart .gap{fill:var(--tint)}
.chart .spread{stroke:var(--series);stroke-width:5;opacity:.45}
.chart .hollow{fill:var(--paper);stroke:var(--series);stroke-width:2}
.chart a:hover text{text-decoration:underline}
"""
