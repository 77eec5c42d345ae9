"""The step over the whole collection: which documents are translations of each other, and which of
their sentences stand for each other.

It comes after all files are read. Two documents that the build before compared are not compared
again: an id is a digest of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from rag.ingestion.translations.align import AlignedTexts, align
from rag.ingestion.translations.candidates import Candidate, TextFacts, candidates
from rag.ingestion.translations.closeness import Embed
from rag.types.translations import AlignedSentences, Basis, ComparedDocuments

# Of how sentences are aligned; a new number makes every build align them anew.
ALIGNER = 1
# The least share of the shorter text's sentences that must have a counterpart. Addresses of
# presidents and reports of premiers of one year reach .13, translations with a fifth left out on
# each side .74 (scripts/bench alignment). A declared one is believed sooner.
LEAST_SHARE: Mapping[Basis, float] = {"declared": 0.25, "found": 0.5}
# The least share of sentences that must meet before two texts that nobody declares are aligned.
LEAST_MET = 0.25
# In shorter texts anything is nearest to something: only a declaration tells there.
LEAST_PAIRS: Mapping[Basis, int] = {"declared": 1, "found": 5}
_TEXTS_HELD = 8


def find_translations(
    texts: Sequence[TextFacts],
    text: Callable[[str], str],
    embed: Embed,
    earlier: Sequence[ComparedDocuments] = (),
) -> list[ComparedDocuments]:
    """Every pair of documents that was compared, the one written first named first, those that are
    no translations too. `text` gives the text of an id; `earlier` are pairs that need not be
    compared again."""
    known = {frozenset((pair.document, pair.other)): pair for pair in earlier}
    read = lru_cache(_TEXTS_HELD)(text)
    found = []
    for pair in candidates(texts):
        before = known.get(frozenset((pair.one.id, pair.two.id)))
        if before is not None and _is_good(before, pair):
            found.append(_in_order(before, pair))
        else:
            least = LEAST_MET if pair.basis == "found" else 0.0
            aligned = align(read(pair.one.id), read(pair.two.id), embed, least_met=least)
            found.append(_compared(pair, aligned))
    return found


def _is_good(before: ComparedDocuments, pair: Candidate) -> bool:
    """Whether the comparison would come out as before: a declaration lowers what is asked of it."""
    return before.basis == pair.basis or (before.basis is None and pair.basis == "found")


def _compared(pair: Candidate, aligned: AlignedTexts) -> ComparedDocuments:
    is_too_short = len(aligned.pairs) < LEAST_PAIRS[pair.basis]
    if is_too_short or aligned.share < LEAST_SHARE[pair.basis]:
        return ComparedDocuments(pair.one.id, pair.two.id, None)
    return ComparedDocuments(pair.one.id, pair.two.id, pair.basis, aligned.pairs)


def _in_order(before: ComparedDocuments, pair: Candidate) -> ComparedDocuments:
    """The comparison, seen from the document that is written first now."""
    if before.document == pair.one.id:
        return before
    turned = tuple(AlignedSentences(each.there, each.here) for each in before.sentences)
    return ComparedDocuments(pair.one.id, pair.two.id, before.basis, turned)
