"""Which documents the words around a quotation name: by a permalink, a number in a list of
references, or a title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rag.analysis.folding import folded
from rag.analysis.quoted_words import unescaped
from rag.index.store import Entry
from rag.types.quotations import Mention, Quoted

_PERMALINK = re.compile(
    r"/documents/(?P<id>[0-9a-f]{8,64}(?:-\d+)?)(?:[?#]c=(?P<start>\d{1,9})-\d{1,9})?"
)
# The numbers behind a quotation, such as [1] or [1][2].
_NUMBERS = re.compile(r"[，。,.；;]?\s*((?:\[\d{1,4}\])+)")
_ENTRY = re.compile(r"^[ \t]*\\?\[(\d{1,4})\\?\](?!\()(.+)$", re.M)
# Shorter titles may be ordinary words.
_SHORTEST_TITLE = 6


class SourcesNamed:
    """The documents of an index by title, and the list of references of one text."""

    def __init__(self, catalogue: Iterable[Entry], text: str = "") -> None:
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._held: set[str] = set()
        for entry in catalogue:
            self._held.add(entry.id)
            title = folded(entry.title).text
            if len(title) >= _SHORTEST_TITLE:
                self._ids[title].append(entry.id)
        self._references = dict(_references(text))

    def of(self, quoted: Quoted) -> tuple[Mention, ...]:
        """The documents that are named: those of the surest kind of reference that names one. A
        document that the index does not hold names nothing."""
        mentions = (
            self._linked(quoted.behind, first_only=True)
            or self._numbered(quoted.behind)
            or self._titled(quoted)
        )
        return tuple(dict.fromkeys(mentions))

    def _linked(self, text: str, *, first_only: bool = False) -> list[Mention]:
        found = list(permalinks(text))
        held = [mention for mention in found if mention.document in self._held]
        return held[:1] if first_only else held

    def _numbered(self, behind: str) -> list[Mention]:
        """What the entries of the numbers behind the quotation link to, or else their titles."""
        numbers = _NUMBERS.match(behind)
        if numbers is None:
            return []
        entries = [self._references.get(n, "") for n in re.findall(r"\d+", numbers[1])]
        linked = [mention for entry in entries for mention in self._linked(entry)]
        return linked or [m for entry in entries for m in self._by_title(folded(entry).text, 1)]

    def _titled(self, quoted: Quoted) -> list[Mention]:
        """The last title before the quotation and the first behind it, in one paragraph."""
        behind = quoted.behind.partition("\n")[0]
        before = self._by_title(folded(quoted.before).text, -1)
        return [*before, *self._by_title(folded(behind).text, 1)]

    def _by_title(self, text: str, direction: int) -> list[Mention]:
        """The documents of the first title in `text`, or of the last where `direction` is -1; of
        titles that hold each other the longest."""
        find = text.find if direction > 0 else text.rfind
        places = [(find(title), title) for title in self._ids]
        found = [(at, title) for at, title in places if at >= 0]
        if not found:
            return []
        if direction > 0:
            _, title = min(found, key=lambda one: (one[0], -len(one[1])))
        else:
            _, title = max(found, key=lambda one: (one[0] + len(one[1]), len(one[1])))
        return [Mention(id) for id in self._ids[title]]


def permalinks(text: str) -> Iterator[Mention]:
    """The documents to which `text` links, with the position where the marked words begin."""
    for match in _PERMALINK.finditer(text):
        start = match["start"]
        yield Mention(match["id"], int(start) if start else None)


def _references(text: str) -> Mapping[str, str]:
    """The lines that begin with a number in brackets, by number; several of one number together."""
    entries: dict[str, str] = defaultdict(str)
    for match in _ENTRY.finditer(text):
        entries[match[1]] += unescaped(match[2]) + "\n"
    return entries
