"""What must hold of what a client received; each check is a column of the table in README.md."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scripts.contracts.received import FACTS, Shown, plain

_MARK = re.compile(r"<mark[^>]*>(.*?)</mark>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
ANSWERS = ("en", "en streamed", "zh", "zh streamed")
YES, NO, NONE = "yes", "NO", "–"


@dataclass(frozen=True)
class Contract:
    """All that a client received, by conversation, and the address of the server that it asked."""

    shown: Mapping[str, Shown]
    base: str
    # The pages of the links, by address: the words that are marked, None if the link is dead.
    marked: Mapping[str, str | None]


def contract(shown: Mapping[str, Shown], base: str) -> Contract:
    """The same with the pages that its links open."""
    links = {link for one in shown.values() for link in one.links}
    return Contract(shown, base, {link: _marked(link) for link in links})


def _marked(link: str) -> str | None:
    try:
        with urllib.request.urlopen(link, timeout=30) as page:
            found = _MARK.findall(page.read().decode())
    except (urllib.error.URLError, ValueError):
        return None
    return plain(html.unescape(_TAG.sub("", "".join(found)))) or None


def text(received: Contract) -> str:
    """Each answer holds its fact."""
    return _word(all(_holds(received, name) for name in ANSWERS))


def quotation(received: Contract) -> str:
    """The words that a link marks on the reading page are words that the client shows."""
    pairs = [
        (received.marked[link], received.shown[name].words)
        for name in ANSWERS
        for link in received.shown[name].links
    ]
    return _word(bool(pairs) and all(marked and marked in words for marked, words in pairs))


def link(received: Contract) -> str:
    """Every answer has links, all are absolute, lead to this server and open marked words."""
    linked = all(received.shown[name].links for name in ANSWERS)
    here = all(link.startswith(received.base) for link in received.marked)
    return _word(linked and here and all(received.marked.values()))


def streamed(received: Contract) -> str:
    """The streamed answer comes in pieces, which together say the same as the whole one."""
    same = all(
        received.shown[f"{name} streamed"].words == received.shown[name].words
        for name in ("en", "zh")
    )
    return _word(same and received.shown["en streamed"].pieces > 1)


def citations(received: Contract) -> str:
    """Where the client gives citations: in a field of its own, or in the text alone."""
    return "own field" if all(received.shown[name].cited for name in ANSWERS) else "text"


def conversation(received: Contract) -> str:
    """A question that rests on the one before is answered."""
    return _word(all(_holds(received, name) for name in ("en then", "zh then")))


def small_talk(received: Contract) -> str:
    """Small talk is answered without a quotation."""
    said = received.shown["small talk"]
    return _word(_holds(received, "small talk") and not said.links)


def error(received: Contract) -> str:
    """The client shows why a question is refused."""
    said = received.shown["refused"]
    return _word(FACTS["refused"] in (said.error or said.text))


def _holds(received: Contract, name: str) -> bool:
    return plain(FACTS[name]) in received.shown[name].words


def _word(holds: bool) -> str:
    return YES if holds else NO


CHECKS: Mapping[str, Callable[[Contract], str]] = {
    "text": text,
    "quotation": quotation,
    "link": link,
    "streamed": streamed,
    "citations": citations,
    "conversation": conversation,
    "small talk": small_talk,
    "error": error,
}
