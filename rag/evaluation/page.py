"""The HTML page of a report: self-contained, without scripts, in light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from rag.evaluation.measures import MEASURES
from rag.evaluation.page_cases import wrong_cases
from rag.evaluation.reliability_chart import reliability_chart
from rag.evaluation.report_lines import BY_TYPE, written
from rag.presentation.html_page import document
from rag.presentation.svg_chart import Point, bars

_COLUMNS = {"all": "All", "zh": "Chinese", "en": "English"}
_TILES = ("right", "first_right", "fact_recall", "quotation_validity", "citation_precision",
          "trap_right", "false_certainty", "sure_and_wrong", "calibration_error",
          "balanced_accuracy", "Success@5")  # fmt: skip
_RANKING = {
    "Success@1": "comes first",
    "Success@5": "among the first 5",
    "Success@10": "among the first 10",
    "R@100": "all that are needed, among 100",
}


def page(whole: Mapping[str, Any]) -> str:
    """The report as HTML."""
    title = f"How well speechrag answers: {whole['cases']}"
    parts = [
        _head(whole, title),
        _tiles(whole["groups"]["all"]["measures"]),
        *([] if whole["files"] else [_types(whole["groups"])]),
        _retrieval(whole["groups"]),
        _calibration(whole),
        "<h2>All measurements</h2>" + _all_measures(whole["groups"]),
        *(
            f"<h2>{escape(file)}</h2>{_all_measures(own['groups'])}{_types(own['groups'])}"
            for file, own in whole["files"].items()
        ),
        _speed(whole["latency_ms"]),
        _earlier(whole),
        wrong_cases(whole["outcomes"]),
    ]
    return document(title, "\n".join(part for part in parts if part))


def _head(whole: Mapping[str, Any], title: str) -> str:
    outcomes = whole["outcomes"]
    right = sum(outcome["right"] for outcome in outcomes)
    quoted = sum(len(outcome["quotations"]) for outcome in outcomes)
    index, fold = whole["index"], whole["folds"]
    part = f"fold {fold['number']} of {fold['of']}, " if fold else ""
    return (
        f"<h1>{escape(title)}</h1>\n"
        f'<p class="faint">{len(outcomes)} questions to index {escape(index["name"])}, generation '
        f"{index['generation']}, answerer {escape(whole['answerer'])}, {part}"
        f"{escape(whole['created'])}.</p>\n"
        f"<p>Of {len(outcomes)} questions, {right} were handled rightly: where the speeches "
        "answer, everything that a right answer must say stood in the quotations; where they do "
        f"not, the question was refused or its premise corrected. The answers gave {quoted} "
        "quotations. Ranges in brackets are 95% intervals: with other questions of the same sort, "
        "the figure would most likely lie within them.</p>"
    )


def _tiles(measures: Mapping[str, Any]) -> str:
    tiles = [
        f'<div class="tile"><b>{_percent(found["value"])}</b><span>{escape(MEASURES[name].words)}'
        f'</span><span class="faint">{_range(found)}, {found["cases"]} cases</span></div>'
        for name in _TILES
        if (found := measures.get(name))
    ]
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _types(groups: Mapping[str, Any]) -> str:
    labels = {
        name: f"{name.replace('_', ' ')} ({group['cases']})" for name, group in groups.items()
    }
    points = [_point(labels[name], group["measures"]["right"]) for name, group in groups.items()]
    rows = [
        [escape(labels[name]), *(written(group["measures"].get(key)) for key in BY_TYPE)]
        for name, group in groups.items()
    ]
    return (
        "<h3>Handled rightly, by language and type of question</h3>"
        + bars(points, title="Share handled rightly, by language and type", most=1.0)
        + _table(["", *(name.replace("_", " ") for name in BY_TYPE)], rows)
    )


def _retrieval(groups: Mapping[str, Any]) -> str:
    drawn = []
    for language in ("zh", "en"):
        measures = groups.get(language, {}).get("measures", {})
        points = [
            _point(words, measures[name]) for name, words in _RANKING.items() if name in measures
        ]
        if points:
            drawn.append(f"<h3>{_COLUMNS[language]} questions</h3>")
            drawn.append(bars(points, title=f"Search, {_COLUMNS[language]} questions", most=1.0))
    if not drawn:
        return ""
    return "<h2>Search: does a passage that answers come first?</h2>" + "".join(drawn)


def _calibration(whole: Mapping[str, Any]) -> str:
    if not whole["calibration"]:
        return ""
    drawn = "".join(
        f"<h3>{_COLUMNS[name]} questions</h3>"
        + reliability_chart(
            bins,
            title=f"Reliability diagram, {_COLUMNS[name].lower()} questions",
            name=f"reliability-{name}",
            error=written(whole["groups"][name]["measures"]["calibration_error"]),
        )
        for name, bins in whole["calibration"].items()
    )
    rows = [
        [f"{found['from']:.1f} to {found['to']:.1f}", str(found["cases"]),
         f"{found['said']:.3f}", f"{found['right']:.3f}"]
        for found in whole["calibration"]["all"]
    ]  # fmt: skip
    return (
        "<h2>Calibration: is a statement right as often as its probability says?</h2>"
        "<p>A point for each tenth of probability, with its number of statements. Points above the "
        "broken line: more were right than the probability said; points below: fewer.</p>"
        + drawn
        + _table(["probability given", "cases", "said, mean", "right"], rows)
    )


def _all_measures(groups: Mapping[str, Any]) -> str:
    columns = [name for name in _COLUMNS if name in groups]
    rows = [
        [
            escape(measure.words),
            *(escape(written(groups[c]["measures"].get(name))) for c in columns),
        ]
        for name, measure in MEASURES.items()
        if any(name in groups[c]["measures"] for c in columns)
    ]
    return _table(["", *(_COLUMNS[c] for c in columns)], rows)


def _speed(latency: Mapping[str, Mapping[str, float]]) -> str:
    if not any(latency.values()):
        return ""
    names = list(next(iter(latency.values())))
    rows = [
        [stage, *(f"{times[name]:.0f} ms" for name in names)] for stage, times in latency.items()
    ]
    told = "<p>Half of the questions took no longer than p50, 99 of 100 no longer than p99.</p>"
    return "<h2>Time</h2>" + told + _table(["", *names], rows)


def _earlier(whole: Mapping[str, Any]) -> str:
    earlier = whole.get("earlier")
    if not earlier:
        return ""
    rows = [
        [escape(MEASURES[name].words), *_change(earlier["changes"], name)]
        for name in MEASURES
        if name in earlier["changes"].get("all", {})
    ]
    moved = "".join(
        f"<p><b>{words}:</b> {escape(', '.join(earlier[key])) or 'none'}</p>"
        for key, words in (("gained", "Wrong then, right now"), ("lost", "Right then, wrong now"))
    )
    return (
        f"<h2>Since the run of {escape(earlier['created'])}</h2>"
        f"<p>In the {earlier['cases']} cases that both runs hold; a change whose interval holds 0 "
        "may be chance.</p>" + _table(["", *_COLUMNS.values()], rows) + moved
    )


def _change(changes: Mapping[str, Any], name: str) -> Iterator[str]:
    for column in _COLUMNS:
        found = changes.get(column, {}).get(name)
        if found is None:
            yield "-"
            continue
        better = (found["value"] > 0) is MEASURES[name].greater_is_better
        sure = found["low"] > 0 or found["high"] < 0
        kind = ("good" if better else "bad") if sure else ""
        words = f"{found['value']:+.3f} [{found['low']:+.2f}, {found['high']:+.2f}]"
        yield f'<span class="{kind}">{words}</span>'


def _point(label: str, found: Mapping[str, float]) -> Point:
    return Point(label, found["value"], _percent(found["value"]), found["low"], found["high"])


def _percent(value: float) -> str:
    """`value` in percent; 100% and 0% stand only for exactly 1 and 0."""
    text = f"{value:.0%}"
    return f"{value:.1%}" if text in ("100%", "0%") and value not in (0.0, 1.0) else text


def _range(found: Mapping[str, float]) -> str:
    return f"[{found['low']:.0%}, {found['high']:.0%}]"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """`rows` are HTML; all but the first column are numbers."""
    kinds = ["", *["number"] * (len(head) - 1)]
    top = "".join(f'<th class="{k}">{escape(c)}</th>' for k, c in zip(kinds, head, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{k}">{c}</td>' for k, c in zip(kinds, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><tr>{top}</tr>{body}</table></div>'
