"""Coverage: whether each word of a claim that says something is near a word of its quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.support.content import content
from rag.answering.support.region import Told
from rag.answering.support.word_evidence import Evidence, Word, Words
from rag.language.detect import language_of
from rag.language.verbs import is_verb

# A verb of this weight is the name of a thing too: education, consumption. Of other words of less
# than the second weight there are many for one thing.
_VERB_AND_THING = 6.0
_WEIGHTY = 4.8


@dataclass(frozen=True, slots=True)
class Enough:
    """The least evidence of a weighty word, of a lighter one, and of one that says what is done."""

    weighty: float
    light: float
    deed: float

    def of(self, word: Word, weight: float) -> float:
        """The least evidence of this word."""
        if is_verb(word.text) and weight < _VERB_AND_THING:
            return self.deed
        return self.weighty if weight >= _WEIGHTY else self.light


# Measured on own claims of one language and of two (scripts/bench lies).
ALIKE = Enough(0.46, 0.36, 0.12)
ACROSS = Enough(0.2, 0.2, 0.1)


def uncovered(parts: Sequence[Told], words: Words, named: Evidence) -> str | None:
    """A word of the claim that is far from all words of the quotations; None where there is
    none."""
    for part in parts:
        quoted = words.evidence(part.so_far)
        enough = ALIKE if language_of(part.claim) == quoted.language else ACROSS
        for word, strength in strengths(part.claim, words, quoted, named):
            if strength < enough.of(word, words.weight(word)):
                return word.text
    return None


def strengths(
    claim: str, words: Words, quoted: Evidence, named: Evidence
) -> list[tuple[Word, float]]:
    """The words of the claim that say something, each with its evidence."""
    return [
        (word, max(quoted.of(word), named.literal(word), quoted.beside(word)))
        for word in content(claim, words)
    ]
