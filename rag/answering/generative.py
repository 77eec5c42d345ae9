"""A question and its sources in, claims in a language model's words out; it proves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from rag.answering.prompts import claims_of, messages_for
from rag.models.llm import LanguageModel
from rag.types.answers import Claim, Source
from rag.types.questions import Understood

# Room for the sources: about 12,000 tokens of Chinese, less of English.
SOURCE_CHARACTERS = 12_000


class GenerativeAnswerer:
    """Answers in the words of `llm`, in the question's language."""

    name = "llm"

    def __init__(self, llm: LanguageModel, *, characters: int = SOURCE_CHARACTERS) -> None:
        self._llm = llm
        self._characters = characters

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """One claim for each line of the reply, as soon as the line is written.

        Raises AnswererUnavailable or AnswererInterrupted. Closing it ends the model's work.
        """
        shown = fitting(sources, self._characters)
        if not shown or (understood.missing and not understood.regions):
            return  # a neighbour's sentence is no answer about a place or year that is not held
        known = {pointer for source in shown for pointer in source.pointers()}
        with closing(self._llm.stream(messages_for(understood, shown))) as chunks:
            for claim in claims_of(chunks):
                yield claim if known.issuperset(claim.pointers) else _unproven(claim, known)


def fitting(sources: Sequence[Source], characters: int) -> list[Source]:
    """The first sources that fit together, and always the first."""
    kept: list[Source] = []
    room = characters
    for source in sources:
        room -= sum(len(span) for span in source.sentences)
        if kept and room < 0:
            break
        kept.append(source)
    return kept


def _unproven(claim: Claim, known: set[str]) -> Claim:
    """The claim pointing only at what was not shown: a source that the model did not see proves
    nothing, though it exists."""
    return Claim(claim.text, tuple(f"?{p}" for p in claim.pointers if p not in known))
