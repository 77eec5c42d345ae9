"""The judge: whether texts of an answer agree with the known words of a case; pure functions.

It compares words, however the text was cut: spaces and full-width forms do not count, and a number
matches only as a whole number (5% is not in 15%).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rag.evaluation.cases import Case, Gold

# (words, the name of their document in the cases)
Located = tuple[str, str]

# A text that says 4% says "4%左右" too.
_ABOUT = re.compile(r"(?:左右|以上|以内|多)$")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_SPACE = re.compile(r"\s+")
# The share of a gold quotation's words that a sentence with its figure must hold.
SHARED_WORDS = 1 / 3
# A piece that two quotations share has at least so many characters.
SHARED_PIECE = 4
# Stops, brackets and quotation marks, as NFKC leaves them. A dash stays: it is part of a range.
_MARKS = re.compile(r"""[,.;:、。"'“”()]+""")


def covers(passage: str, quote: str) -> bool:
    """Whether `passage` holds `quote`, or at least half of it at its edge, where it was cut. Words
    of the quote elsewhere in the passage do not count: they may be the target, not the result."""
    given, wanted = _squeezed(passage), _squeezed(quote)
    if wanted in given:
        return True
    least = -(-len(wanted) // 2)
    return any(
        given.startswith(wanted[-size:]) or given.endswith(wanted[:size])
        for size in range(least, len(wanted))
    )


def meets(located: Located, gold: Gold) -> bool:
    """Whether a passage covers the gold words and is of the same document."""
    text, document = located
    return document == gold.document and covers(text, gold.quote)


def gold_ranks(case: Case, passages: Sequence[Located]) -> list[int | None]:
    """For each gold entry the rank, from 1, of the first passage that meets it or any alternative;
    None where no passage does."""
    return [
        next(
            (rank for rank, located in enumerate(passages, 1) if _meets_any(located, entry, case)),
            None,
        )
        for entry in case.gold
    ]


def says(text: str, fact: str, accepted: Sequence[str] = ()) -> bool:
    """Whether `text` says `fact` or an accepted form of it, however figures are written."""
    forms = [fact, *accepted]
    if _ABOUT.search(fact):
        forms.append(_ABOUT.sub("", fact))
    return any(_holds(text, form) for form in forms)


def facts_said(case: Case, text: str) -> list[bool]:
    """For each fact of the case whether `text` says it."""
    return [says(text, fact, case.accept.get(fact, ())) for fact in case.facts]


def shares_piece(text: str, quote: str) -> bool:
    """Whether `text` holds the words of `quote`, or one piece of at least half of them and four
    characters; white space, brackets and punctuation do not count. This is the rule of the natural
    questions. It is laxer than `covers`, so that a quotation may begin and end where it likes."""
    given, wanted = words_alone(text), words_alone(quote)
    size = max(SHARED_PIECE, -(-len(wanted) // 2))
    pieces = (wanted[start : start + size] for start in range(len(wanted) - size + 1))
    return bool(wanted) and (wanted in given or any(piece in given for piece in pieces))


def words_alone(text: str) -> str:
    """`text` without white space, brackets and punctuation."""
    return _MARKS.sub("", _squeezed(text))


def answers(case: Case, quotations: Sequence[str]) -> bool:
    """Whether a statement with these quotations is right: one of them shares a piece with known
    words, or together they say all facts. The document does not count. A statement with the figure
    of the trap in place of the facts is never right."""
    said = " ".join(quotations)
    if trapped(case, said):
        return False
    return (bool(case.facts) and all(facts_said(case, said))) or any(
        shares_piece(text, known.quote) for text in quotations for known in case.known_words
    )


def trapped(case: Case, text: str) -> bool | None:
    """Whether `text` gives the figure of the trap and not the right one; None without a trap."""
    if case.trap is None:
        return None
    return says(text, case.trap) and not all(facts_said(case, text))


def supports(case: Case, located: Located) -> bool:
    """Whether a cited sentence bears on the answer: it meets gold words, or it says a fact of the
    case and shares words with a gold quotation; in a case without facts, it shares a piece with
    one."""
    text, _ = located
    if any(meets(located, known) for known in case.known_words):
        return True
    if not case.facts:
        return any(shares_piece(text, known.quote) for known in case.known_words)
    return any(facts_said(case, text)) and any(
        _alike(text, known.quote) for known in case.known_words
    )


def _meets_any(located: Located, entry: Gold, case: Case) -> bool:
    return any(meets(located, gold) for gold in (entry, *case.alternatives))


def _squeezed(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _holds(text: str, form: str) -> bool:
    return any(
        re.search(_whole(needle), given)
        for given, needle in zip(_writings(text), _writings(form), strict=True)
    )


def _writings(text: str) -> Iterator[str]:
    """The text in three forms: as it is, without thousands separators, and also without spaces."""
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
    """The pairs of adjacent characters of `text`, without figures and punctuation."""
    words = re.sub(r"[\d\W_]+", " ", _squeezed(text))
    return {words[i : i + 2] for i in range(len(words) - 1) if " " not in words[i : i + 2]}
