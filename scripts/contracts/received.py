"""What a client received in each conversation, and the conversations themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# Name -> the user's turns, whether the last answer is streamed, and a fact that it must hold.
QUESTIONS = {
    "en": "How much illegal construction did Chengchuan demolish in 2025?",
    "zh": "明湖区2025年PM2.5下降了多少？",
}
CONVERSATIONS: dict[str, tuple[list[str], bool]] = {
    "en": ([QUESTIONS["en"]], False),
    "en streamed": ([QUESTIONS["en"]], True),
    "zh": ([QUESTIONS["zh"]], False),
    "zh streamed": ([QUESTIONS["zh"]], True),
    "en then": ([QUESTIONS["en"], "What was the target?"], False),
    "zh then": ([QUESTIONS["zh"], "目标是多少？"], True),
    "small talk": (["hello, who are you?"], True),
    "refused": (["what? " * 500], False),
}
FACTS = {
    "en": "970,000 square metres",
    "en streamed": "970,000 square metres",
    "zh": "2.3%",
    "zh streamed": "2.3%",
    "en then": "90万平方米",
    "zh then": "41微克",
    "small talk": "speechrag",
    "refused": "2000",
}
_ADDRESS = re.compile(r"https?://[^\s)\]>\"']+")
# What Markdown adds to the words of a speech, and white space.
_NO_WORDS = re.compile(r"\*\*|\\|\s")


@dataclass(frozen=True)
class Shown:
    """One answer as the client shows it: words, how many pieces they came in, links by address,
    and the words of citations that stand beside the text. `error` is what it shows instead."""

    text: str
    pieces: int
    links: frozenset[str]
    cited: int
    beside: str
    error: str | None

    @property
    def words(self) -> str:
        """All that is shown, without what Markdown adds."""
        return plain(self.text + self.beside)


def plain(text: str) -> str:
    """The words alone, to be compared."""
    return _NO_WORDS.sub("", text)


def shown(received: dict[str, Any]) -> Shown:
    """One answer, as a program in programs/ printed it."""
    text: str = received.get("text", "")
    cited: list[dict[str, str | None]] = received.get("citations", [])
    addresses = [one.get("url") for one in cited] + received.get("links", [])
    links = {*_ADDRESS.findall(text), *filter(None, addresses)}
    beside = "".join(one.get("quote") or "" for one in cited)
    pieces = received.get("pieces", 0)
    return Shown(text, pieces, frozenset(links), len(cited), beside, received.get("error"))
