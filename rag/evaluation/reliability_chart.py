"""The reliability diagram as SVG: the probability given against the share that was right.

Like the charts of rag.presentation it takes its colours from the page and says its values in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 24, 48
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
# The least and the greatest radius of a point; its area grows with its cases.
LEAST, MOST = 3.0, 9.0


def reliability_chart(
    bins: Sequence[Mapping[str, float]], *, title: str, name: str, error: str
) -> str:
    """A point for each bin, with its number of cases above it, and the diagonal, on which all
    points of a well calibrated answerer lie. `name` tells the diagram from others on the page;
    `error` is the calibration error in words."""
    most = max((found["cases"] for found in bins), default=1)
    path = "L".join(f"{_x(found['said']):.1f} {_y(found['right']):.1f}" for found in bins)
    parts = [
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(_told(bins, error))}</desc>',
        _axes(),
        f'<path class="axis" stroke-dasharray="5 4" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}"/>',
        f'<path class="line" d="M{path}"/>' if bins else "",
        *(_point(found, most) for found in bins),
    ]
    return (
        f'<svg class="chart" role="img" aria-labelledby="{name}-title {name}-desc"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _told(bins: Sequence[Mapping[str, float]], error: str) -> str:
    """The diagram in words, for readers who hear it."""
    return " ".join([f"Expected calibration error {error}.", *map(_bin_in_words, bins)])


def _bin_in_words(found: Mapping[str, float]) -> str:
    return (
        f"Of {found['cases']} statements said to be right with {found['from']:.1f} to "
        f"{found['to']:.1f}, on average {found['said']:.2f}, {found['right']:.2f} were right."
    )


def _axes() -> str:
    frame = f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}"/>'
    across = [_text(_x(tick), _y(0) + 18, f"{tick:g}") for tick in TICKS]
    up = [_text(_x(0) - 8, _y(tick) + 4.5, f"{tick:g}", "end") for tick in TICKS]
    names = [
        _text(_x(0.5), HEIGHT - 8, "probability given to the first statement"),
        _text(_x(0), TOP - 10, "share that was right", "start"),
    ]
    return frame + "".join([*across, *up, *names])


def _point(found: Mapping[str, float], most: float) -> str:
    x, y = _x(found["said"]), _y(found["right"])
    radius = LEAST + (MOST - LEAST) * (found["cases"] / most) ** 0.5
    return (
        f'<circle class="mark" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        f"<title>{escape(_bin_in_words(found))}</title></circle>"
        + _text(x, y - radius - 4, str(found["cases"]), kind="")
    )


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "faint") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">'
        f"{escape(words)}</text>"
    )
