"""The part of a report's HTML page that shows the questions that went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any


def wrong_cases(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """A heading, and each case that was not handled rightly, to unfold."""
    wrong = [outcome for outcome in outcomes if not outcome["right"]]
    shown = "".join(map(_case, wrong))
    return f"<h2>The {len(wrong)} questions that went wrong</h2>{shown or '<p>None.</p>'}"


def _case(outcome: Mapping[str, Any]) -> str:
    kind = outcome["type"].replace("_", " ")
    wanted = [
        f'<span class="{"good" if said else "bad"}">{escape(fact)} {"✓" if said else "✗"}</span>'
        for fact, said in outcome["facts"].items()
    ]
    entries = [
        ("What happened", [escape(_why(outcome))]),
        ("Its first statement", [escape(_first(outcome))] if outcome["statements"] else []),
        ("A right answer says", [" · ".join(wanted)] if wanted else []),
        ("It stands in", [_quote(g["document"], g["quote"]) for g in outcome["gold"]]),
        ("The answer quoted", [
            _quote(q["document"], q["text"], good=q["supports"]) for q in outcome["quotations"]]),
        ("Nearest passage", [_quote("", text) for text in outcome["nearest"]]),
        ("Remark", [escape(outcome["note"])] if outcome["note"] else []),
    ]  # fmt: skip
    listed = "".join(
        f"<dt>{label}</dt>" + "".join(f"<dd>{entry}</dd>" for entry in found)
        for label, found in entries
        if found
    )
    return (
        f"<details><summary>{escape(outcome['question'])} "
        f'<span class="faint">{escape(kind)}, {escape(outcome["id"])}</span></summary>'
        f"<dl>{listed}</dl></details>"
    )


def _why(outcome: Mapping[str, Any]) -> str:
    if outcome["failure"]:
        return f"The engine failed: {outcome['failure']}"
    if not outcome["answerable"]:
        return "It was answered, though the speeches do not give what it asks for."
    if outcome["trapped"]:
        return "A promise was given for a result, or the other way round."
    if outcome["status"] == "unsupported":
        return f"It was refused: {outcome['reason']}"
    ranks = [rank for rank in outcome["ranks"] if rank]
    found = f"the first passage that answers came at rank {min(ranks)}" if ranks else (
        "no passage that answers was among the first 100"
    )  # fmt: skip
    return f"Not all that is needed was quoted; {found}."


def _first(outcome: Mapping[str, Any]) -> str:
    first = outcome["statements"][0]
    told = "answers the question" if first["right"] else "does not answer the question"
    if first["chance"] is None:
        return told
    return f"{told}; the answer gave it a probability of {first['chance']:.2f}"


def _quote(document: str, text: str, *, good: bool = False) -> str:
    name = f'<span class="faint">{escape(document)}: </span>' if document else ""
    return f'<blockquote class="{"good" if good else ""}">{name}{escape(text)}</blockquote>'
