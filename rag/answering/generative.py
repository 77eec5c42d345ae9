"""The generative answerer: it claims sentences that a language model writes from the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from rag.answering.prompts import claims_of, messages_for
from rag.models.llm import LanguageModel
from rag.types.answers import Claim, Source
from rag.types.questions import Understood

# The most characters of sources: about 12,000 tokens of Chinese, fewer of English.
SOURCE_CHARACTERS = 12_000


class GenerativeAnswerer:
    """Answers in the words of `llm`, in the question's language."""

    name = "llm"

    def __init__(self, llm: LanguageModel, *, characters: int = SOURCE_CHARACTERS) -> None:
        self._llm = llm
        self._characters = characters

    def claims(self, understood: Understood, sources: Sequence[Source]) -> Iterator[Claim]:
        """One claim for each line of the reply, as soon as the line is written.

        Raises AnswererUnavailable or AnswererInterrupted. Closing the iterator stops the model.
        """
        shown = fitting(sources, self._characters)
        if not shown or (understood.missing and not understood.regions):
            return  # a sentence about another place or year is no answer
        known = {pointer for source in shown for pointer in source.pointers()}
        with closing(self._llm.stream(messages_for(understood, shown))) as chunks:
            for claim in claims_of(chunks):
                yield claim if known.issuperset(claim.pointers) else _unproven(claim, known)


def fitting(sources: Sequence[Source], characters: int) -> list[Source]:
    """As many of the first sources as fit in `characters`, and always the first source."""
    kept: list[Source] = []
    room = characters
    for source in sources:
        room -= sum(len(span) for span in source.sentences)
        if kept and room < 0:
            break
        kept.append(source)
    return kept


def _unproven(claim: Claim, known: set[str]) -> Claim:
    """The claim with pointers that name no sentence: a source that exists, but that the model was
    not shown, proves nothing."""
    return Claim(
        claim.text, tuple(f"?{pointer}" for pointer in claim.pointers if pointer not in known)
    )
