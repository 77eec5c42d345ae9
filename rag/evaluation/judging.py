"""Texts that a system gave and words that are right in, whether they meet out; pure.

Judged by words, in any cutting: spaces and full-width forms do not count, and a number is met
only as a whole number (5% is not in 15%).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rag.evaluation.cases import Case, Gold

# (words, the cases' name of the document that they stand in)
Said = tuple[str, str]

# "4%左右" is said by whoever says 4%.
_ABOUT = re.compile(r"(?:左右|以上|以内|多)$")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_SPACE = re.compile(r"\s+")
# Of the words of a gold quotation, so many must come back in a sentence that says its figure.
SHARED_WORDS = 1 / 3


def covers(passage: str, quote: str) -> bool:
    """Whether `passage` holds `quote`, or was cut so that half of it or more stands at its edge.
    Words that merely come back elsewhere are no overlap: they may be the target, not the result."""
    given, wanted = _squeezed(passage), _squeezed(quote)
    if wanted in given:
        return True
    least = -(-len(wanted) // 2)
    return any(
        given.startswith(wanted[-size:]) or given.endswith(wanted[:size])
        for size in range(least, len(wanted))
    )


def meets(said: Said, gold: Gold) -> bool:
    """Whether a passage covers the gold words, and stands in the document that they stand in."""
    text, document = said
    return document == gold.document and covers(text, gold.quote)


def gold_ranks(case: Case, passages: Sequence[Said]) -> list[int | None]:
    """For each gold entry the rank, from 1, of the first passage that meets it, or an alternative
    that stands in for any; None where there is none."""
    return [
        next((rank for rank, said in enumerate(passages, 1) if _meets_any(said, entry, case)), None)
        for entry in case.gold
    ]


def says(text: str, fact: str, accepted: Sequence[str] = ()) -> bool:
    """Whether `text` says `fact` or one of its accepted forms, whatever the writing of figures."""
    forms = [fact, *accepted]
    if _ABOUT.search(fact):
        forms.append(_ABOUT.sub("", fact))
    return any(_holds(text, form) for form in forms)


def facts_said(case: Case, text: str) -> list[bool]:
    """For each fact of the case whether `text` says it."""
    return [says(text, fact, case.accept.get(fact, ())) for fact in case.facts]


def trapped(case: Case, text: str) -> bool | None:
    """Whether the trap's figure is given and not the right one; None where there is no trap."""
    if case.trap is None:
        return None
    return says(text, case.trap) and not all(facts_said(case, text))


def supports(case: Case, said: Said) -> bool:
    """Whether a cited sentence bears on the answer: it meets gold words, or says a fact of the
    case among words that the gold quotation has too."""
    entries = (*case.gold, *case.alternatives, *case.refute)
    if any(meets(said, entry) for entry in entries):
        return True
    text, _ = said
    return any(facts_said(case, text)) and any(_alike(text, entry.quote) for entry in entries)


def _meets_any(said: Said, entry: Gold, case: Case) -> bool:
    return any(meets(said, gold) for gold in (entry, *case.alternatives))


def _squeezed(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _holds(text: str, form: str) -> bool:
    return any(
        re.search(_whole(needle), given)
        for given, needle in zip(_writings(text), _writings(form), strict=True)
    )


def _writings(text: str) -> Iterator[str]:
    """As it is, without thousands separators, and without spaces as well."""
    plain = unicodedata.normalize("NFKC", text).lower()
    joined = _THOUSANDS.sub("", plain)
    yield plain
    yield joined
    yield _SPACE.sub("", joined)


def _whole(form: str) -> str:
    """A pattern for `form` that does not begin or end within a number."""
    before = r"(?<![\d.])" if form[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if form[-1:].isdigit() else ""
    return before + re.escape(form) + after


def _alike(text: str, quote: str) -> bool:
    given, wanted = _pairs(text), _pairs(quote)
    return bool(wanted) and len(given & wanted) >= SHARED_WORDS * len(wanted)


def _pairs(text: str) -> set[str]:
    """Pairs of characters that are no figures."""
    words = re.sub(r"[\d\W_]+", " ", _squeezed(text))
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]}
