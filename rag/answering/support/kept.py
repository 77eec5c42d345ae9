"""Whether the words that a claim commits itself by stand in its quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answering.support.content import full_words
from rag.answering.support.region import SAME, Told, parts_of, share_told
from rag.answering.support.word_evidence import Words
from rag.language.commitments import KINDS, Kind, of_claim, of_quotation
from rag.language.sentences import sentences
from rag.types.answers import DropReason

REASONS: dict[str, DropReason] = {
    "totality": "totality_not_in_quote",
    "negation": "negation_not_in_quote",
    "time": "time_not_in_quote",
    "direction": "direction_not_in_quote",
    "rank": "rank_not_in_quote",
    "cause": "cause_not_in_quote",
    "degree": "degree_not_in_quote",
    "certainty": "certainty_not_in_quote",
}
_TURNING = frozenset({"negation", "rank", "cause", "certainty"})
_WORD_BEHIND = re.compile(
    r"(?:能够?|曾|再|有效)?\s*(?:(?:been|be|yet|to|a|the) )*"
    r"(?P<word>[\u4e00-\u9fff]{2}|[A-Za-z]{3,})"
)
# A part of a quotation is left out of a claim unless so much of it is told.
_TOLD = 0.5
# Of these words, one part of the quotations must hold the claim's word and what it is said of.
_SAID_OF_ONE = frozenset({"totality", "negation"})
_OPPOSITE = {"rise": "fall", "fall": "rise"}


def unproven_commitment(
    claim: str, parts: Sequence[Told], quoted: str, words: Words
) -> DropReason | None:
    """The kind of the first commitment of a claim, given in its parts, that its quotations do not
    share."""
    for kind in KINDS:
        for part in parts:
            if not _is_proven(part.claim, _given(part, quoted, kind), kind):
                return REASONS[kind.name]
            if _carries_over(part, quoted, kind, words) or _leaves_out(part, claim, kind, words):
                return REASONS[kind.name]
    return None


def what_it_leaves_out(claim: str, parts: Sequence[Told], words: Words) -> DropReason | None:
    """The kind of the first word that a part of the quotations hangs on, and the claim lacks."""
    for kind in KINDS:
        if any(_leaves_out(part, claim, kind, words) for part in parts):
            return REASONS[kind.name]
    return None


def turns(claim: str, quoted: str) -> bool:
    """Whether a claim denies, ranks, explains or is sure where the words of a speech are not, or
    the other way round: for translations, whose other words are free."""
    return any(not _is_proven(claim, quoted, kind) for kind in KINDS if kind.name in _TURNING)


def _given(part: Told, quoted: str, kind: Kind) -> str:
    """Where the words of a kind must stand: in the parts that are spoken of, where these have any
    of them."""
    if kind.near and (of_quotation(kind.name, part.quoted) or kind.name != "direction"):
        return part.quoted
    return quoted


def _is_proven(claim: str, quoted: str, kind: Kind) -> bool:
    said, given = of_claim(kind.name, claim).labels, of_quotation(kind.name, quoted)
    outright = of_claim(kind.name, quoted).labels
    denies = "not" in said if not claim.isascii() else "not" in said - outright
    if denies and _denies_what_is_said(claim, quoted):
        return False
    for label in said:
        opposite = _OPPOSITE.get(label)
        if opposite in outright and label not in outright and opposite not in said:
            return False
        if not given & {label, *kind.proven_by.get(label, ())}:
            return False
    return True


def _denies_what_is_said(claim: str, quoted: str) -> bool:
    """Whether the word behind a "not" of the claim stands in the quotations, and nowhere behind a
    "not"."""
    return any(
        (word := _WORD_BEHIND.match(claim, span.end)) and _is_said(word["word"].lower(), quoted)
        for span in of_claim("negation", claim).spans
    )


def _is_said(word: str, quoted: str) -> bool:
    """Whether a word stands in the quotations, and in no part of them behind a "not"."""
    holding = [part for part in parts_of(quoted.lower()) if word in part]
    return bool(holding) and not any(
        of_quotation("negation", part[: part.index(word)]) for part in holding
    )


def _carries_over(part: Told, quoted: str, kind: Kind, words: Words) -> bool:
    """Whether the claim says of one thing the "all" or "not" that its quotations say of another."""
    said = of_claim(kind.name, part.claim).labels if kind.name in _SAID_OF_ONE else frozenset()
    units = [_unit(given, quoted) for given in part.parts]
    return any(_is_of_another(part.claim, units, label, kind, words) for label in said)


def _is_of_another(claim: str, units: Sequence[str], label: str, kind: Kind, words: Words) -> bool:
    """Whether each of the quotations with the word lacks a word of the claim that one without
    has."""
    proving = {label, *kind.proven_by.get(label, ())}
    holding = {unit for unit in units if of_quotation(kind.name, unit) & proving}
    held = [words.evidence(unit) for unit in holding]
    others = [words.evidence(unit) for unit in units if unit not in holding]
    elsewhere = [w for w in full_words(claim, words) if any(o.of(w) >= SAME for o in others)]
    return bool(held) and all(any(one.of(w) < SAME for w in elsewhere) for one in held)


def _unit(given: str, quoted: str) -> str:
    """What a word for all or none is said of: in Chinese the clause, in English the sentence, whose
    marks set off words of one clause too (nor, as some say, of tax cuts)."""
    if not given.isascii():
        return given
    around = (span.slice(quoted) for span in sentences(quoted))
    return next((sentence for sentence in around if given in sentence), given)


def _leaves_out(part: Told, claim: str, kind: Kind, words: Words) -> bool:
    """Whether the claim tells a part of a quotation without the word that it hangs on: its own
    "not", or an "if" beside it."""
    said = of_quotation(kind.name, claim)
    beside = of_claim(kind.name, part.so_far).labels & kind.kept_beside
    return any(
        ((of_claim(kind.name, given).labels & kind.kept) | beside) - said
        and share_told(given, part.claim, words) >= _TOLD
        for given in part.parts
    )
