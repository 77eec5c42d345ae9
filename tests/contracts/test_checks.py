"""Claims about the checks of scripts/clients: each fails where a client loses what it looks at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.contracts.checks import CHECKS, NO, YES, Contract
from scripts.contracts.received import FACTS, Shown, plain, shown

BASE = "http://127.0.0.1:1"
LINK = f"{BASE}/documents/1?c=0-9#c"
ELSEWHERE = "http://127.0.0.1:2/documents/1"


def kept() -> dict[str, Shown]:
    """What a client shows that keeps everything."""
    answers = {
        name: Shown(f"**{fact}** [1]", 2, frozenset({LINK}), 1, "", None)
        for name, fact in FACTS.items()
    }
    said = replace(answers["small talk"], links=frozenset())
    refused = Shown("", 0, frozenset(), 0, "", "at most 2000")
    return answers | {"small talk": said, "refused": refused}


def cells(shown_by_name: dict[str, Shown], marked: dict[str, str | None]) -> dict[str, str]:
    received = Contract(shown_by_name, BASE, marked)
    return {column: check(received) for column, check in CHECKS.items()}


def broken(name: str, **changes: object) -> dict[str, Shown]:
    answers = kept()
    return answers | {name: replace(answers[name], **changes)}  # type: ignore[arg-type]


def test_a_client_that_keeps_everything_passes() -> None:
    alike = broken("zh", text=FACTS["zh"]) | broken("zh streamed", text=FACTS["zh"])
    facts = {name: replace(one, text="2.3% 970,000 square metres") for name, one in alike.items()}
    answers = alike | {name: facts[name] for name in ("en", "en streamed", "zh", "zh streamed")}
    told = cells(answers, {LINK: "2.3%"})
    assert told.pop("citations") == "own field"
    assert set(told.values()) == {YES}


@pytest.mark.parametrize(
    ("column", "answers", "marked"),
    [
        ("text", broken("zh streamed", text="no figure"), {LINK: "2.3%"}),
        ("quotation", kept(), {LINK: "other words"}),
        ("quotation", kept(), {LINK: None}),
        ("link", kept(), {LINK: None}),
        ("link", broken("en", links=frozenset()), {LINK: "2.3%"}),
        ("link", broken("en", links=frozenset({ELSEWHERE})), {LINK: "x", ELSEWHERE: "x"}),
        ("streamed", broken("en streamed", pieces=1), {LINK: "2.3%"}),
        ("streamed", broken("zh streamed", text="2.3% and more"), {LINK: "2.3%"}),
        ("conversation", broken("en then", text="nothing of it"), {LINK: "2.3%"}),
        ("small talk", broken("small talk", links=frozenset({LINK})), {LINK: "2.3%"}),
        ("error", broken("refused", error="Bad Request"), {LINK: "2.3%"}),
    ],
)
def test_a_loss_is_seen(
    column: str, answers: dict[str, Shown], marked: dict[str, str | None]
) -> None:
    assert cells(answers, marked)[column] == NO


def test_citations_in_the_text_alone_are_told_apart() -> None:
    assert cells(broken("zh", cited=0), {LINK: "2.3%"})["citations"] == "text"


def test_links_are_read_from_the_text_and_from_citations() -> None:
    told = {"text": f"words [1]({LINK}), more.", "citations": [{"url": ELSEWHERE, "quote": "said"}]}
    read = shown(told)
    assert read.links == {LINK, ELSEWHERE}
    assert plain("words said") in plain(read.text + "words " + read.beside)
