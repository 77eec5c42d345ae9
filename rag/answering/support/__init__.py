"""Support: whether quotations prove a sentence that a language model wrote, and why not.

A sentence commits itself by few words: all, not, last year, first, because. These must stand in
the quotations, in either language; so must its names. What else it says must be near their words.
A heading proves nothing, and a promise proves no result.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answering.grounding import Grounding, is_verbatim, is_whole
from rag.answering.support.clauses import clauses
from rag.answering.support.coverage import uncovered
from rag.answering.support.frame import Frame
from rag.answering.support.headings import is_heading
from rag.answering.support.kept import unproven_commitment, what_it_leaves_out
from rag.answering.support.lists import mixes_up
from rag.answering.support.names import strange_name, strange_place
from rag.answering.support.promises import promise_told_as_result, result_told_as_promise
from rag.answering.support.region import Told, told
from rag.answering.support.word_evidence import Words
from rag.answering.support.years import strange_year
from rag.language.contrasts import contrary
from rag.language.number_words import number_words, numbers
from rag.language.vocabulary import Vocabulary
from rag.late_interaction.lexicon import Lexicon
from rag.models.table import TokenTable
from rag.types.answers import DropReason, Quote

# A claim whose words are no nearer than this to the quotations, on the whole, is of something else.
_NEAR = 0.42


class Support:
    """Judges sentences over one vocabulary and token table; safe between threads."""

    def __init__(self, vocabulary: Vocabulary, table: TokenTable, lexicon: Lexicon) -> None:
        self._words = Words(vocabulary, table, lexicon)
        self._grounding = Grounding(vocabulary, table, enough=_NEAR)

    def __call__(self, text: str, quotes: Sequence[Quote]) -> DropReason | None:
        """Why `quotes` do not prove `text`; None where they do, as far as words can tell."""
        proving = [quote for quote in quotes if not is_heading(quote)]
        if not proving:
            return "heading_only"
        if is_whole(text, proving):
            return None
        frame = Frame.of(proving)
        parts = told(text, frame.quoted, self._words)
        given = clauses(proving)
        if promise_told_as_result(parts, given, self._words) or result_told_as_promise(
            parts, given
        ):
            return "promise_told_as_result"
        if is_verbatim(text, proving):
            return what_it_leaves_out(text, parts, self._words)
        if strange_year(text, frame):
            return "time_not_in_quote"
        reason = unproven_commitment(text, parts, frame.quoted, self._words)
        if reason:
            return reason
        quoted, named = self._words.evidence(frame.quoted), self._words.evidence(frame.named)
        if any(mixes_up(part) or _is_of_another(part, frame) for part in parts):
            return "subject_not_in_quote"
        if strange_place(text, frame) or strange_name(text, frame, quoted, named):
            return "subject_not_in_quote"
        if not number_words(text) <= numbers(frame.quoted):
            return "not_supported"
        if uncovered(parts, self._words, named) or not self._grounding(text, proving):
            return "not_supported"
        return None


def _is_of_another(part: Told, frame: Frame) -> bool:
    return contrary(part.claim, f"{part.quoted}\n{frame.named}")
