"""The gate: it proves a Claim by quotes of the speeches, as a Statement, or drops it.

Only this file makes the Quotes of an Answer. The gate proves that each citation is a sentence that
the answerer was shown; that each figure of the statement stands in a quote, or is worked out from
two figures that do; that words between quotation marks stand in a quote; and that a promise is not
told as done. `support` judges what a language model wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.answering.counterparts import FindCounterpart
from rag.answering.figure_attribution import attribute_figures
from rag.answering.grounding import invents_a_quotation, is_verbatim
from rag.language.dates import resolve_years
from rag.language.stance import says_it_is_done, stance
from rag.types.answers import (
    Citation,
    Claim,
    Dropped,
    DropReason,
    MeantYears,
    Quote,
    Source,
    Statement,
)
from rag.types.text import Span, Stance

# In a report of January 2026 去年 means 2025. But its 比上年 compares 2025 with 2024, and 本年 or a
# half-year may belong to any year under review: these are not counted from the date of the speech.
COUNTED_FROM_ELSEWHERE = re.compile(r"上一?年|本年|半年|previous|before|preceding", re.IGNORECASE)

# Why the quotes do not prove a sentence; None where they do.
WhyUnproven = Callable[[str, Sequence[Quote]], DropReason | None]


class Gate:
    """Verifies the claims of an answer; numbers citations in the order of their first use."""

    def __init__(
        self,
        sources: Sequence[Source],
        support: WhyUnproven | None = None,
        counterpart: FindCounterpart | None = None,
    ) -> None:
        """`counterpart` finds the official translation of a quotation."""
        self._support = support
        self._counterpart = counterpart
        self._sentences = {
            pointer: (source, span)
            for source in sources
            for pointer, span in zip(source.pointers(), source.sentences, strict=True)
        }
        self._citations: dict[tuple[str, Span], Citation] = {}

    def verify(self, claim: Claim) -> Statement | Dropped:
        """The statement that the claim's sources prove, or the reason why there is none."""
        if not claim.pointers:
            return Dropped(claim.text, "no_citation")
        places = [self._shown(pointer) for pointer in dict.fromkeys(claim.pointers)]
        shown = [place for place in places if place]
        if len(shown) < len(places):
            return Dropped(claim.text, "unknown_source")
        quotes = [Quote(source.hit.passage, span) for source, span in shown]
        if attribute_figures(claim.text, quotes, range(len(quotes))) is None:
            return Dropped(claim.text, "figure_not_in_quote")
        reason = self._why_unproven(claim, quotes)
        if reason:
            return Dropped(claim.text, reason)
        judgement = claim.judgement
        answering = judgement.answering if judgement else None
        citations = tuple(self._cite(source, span, answering) for source, span in shown)
        numbers = [citation.number for citation in citations]
        return Statement(
            text=claim.text,
            citations=citations,
            stance=_common_stance(quotes),
            figures=attribute_figures(claim.text, quotes, numbers) or (),
            chance=judgement.chance if judgement else None,
            parts=judgement.parts if judgement else (),
            counterparts=tuple(filter(None, map(self._cite_counterpart, citations))),
        )

    def _shown(self, pointer: str) -> tuple[Source, Span] | None:
        """The source and the span that `2.3` or `2.3-4` names; None where nothing has this name."""
        first, _, last = pointer.partition("-")
        begin = self._sentences.get(first)
        end = self._sentences.get(f"{first.partition('.')[0]}.{last}") if last else begin
        if begin is None or end is None or end[1] < begin[1]:
            return None
        return begin[0], Span(begin[1].start, end[1].end)

    def _why_unproven(self, claim: Claim, quotes: Sequence[Quote]) -> DropReason | None:
        """A claim with a judgement is chosen from the speech, not written: its words may be a part
        of the quotation."""
        chosen = claim.judgement is not None or self._support is None
        if chosen and is_verbatim(claim.text, quotes):
            return None
        if invents_a_quotation(claim.text, quotes):
            return "not_supported"
        if self._support:
            return self._support(claim.text, quotes)
        is_promised = says_it_is_done(claim.text) and _common_stance(quotes) == "target"
        return "promise_told_as_result" if is_promised else None

    def _cite(self, source: Source, span: Span, answering: Span | None) -> Citation:
        passage = source.hit.passage
        document = passage.document
        key = (document.id, span)
        if key not in self._citations:
            quote = Quote(passage, span)
            self._citations[key] = Citation(
                number=len(self._citations) + 1,
                quote=quote,
                published=document.alignment.published(span),
                page=document.page(span.start),
                score=source.hit.score,
                matched=tuple(match for match in source.hit.matched if match.source in quote.text),
                warnings=tuple(dict.fromkeys(warning.code for warning in document.warnings)),
                years=_meant_years(quote),
                highlight=(answering,) if answering and span.contains(answering) else (),
            )
        return self._citations[key]

    def _cite_counterpart(self, citation: Citation) -> Citation | None:
        """The official translation of a quotation, as a citation of its own; None where there is
        none, or where it is cited for itself."""
        quote = citation.quote
        find, document = self._counterpart, quote.passage.document
        words = find(document, quote.span) if find and not citation.counterpart_of else None
        if words is None:
            return None
        other = words.passage.document
        key = (other.id, words.span)
        if key not in self._citations:
            official = Quote(words.passage, words.span)
            self._citations[key] = Citation(
                number=len(self._citations) + 1,
                quote=official,
                published=other.alignment.published(words.span),
                page=other.page(words.span.start),
                score=citation.score,
                warnings=tuple(dict.fromkeys(warning.code for warning in other.warnings)),
                years=_meant_years(official),
                counterpart_of=citation.number,
                counterpart_basis=words.basis,
            )
        found = self._citations[key]
        return found if found.counterpart_of == citation.number else None


def _meant_years(quote: Quote) -> tuple[MeantYears, ...]:
    """The relative years of a quote; none where the date of the speech is unknown or uncertain."""
    document = quote.passage.document
    uncertain = any(warning.code == "dates_disagree" for warning in document.warnings)
    if document.date is None or uncertain:
        return ()
    return tuple(
        MeantYears(mention.text, mention.since, mention.until, document.date)
        for mention in resolve_years(quote.text, document.date)
        if mention.basis == str(document.date) and not COUNTED_FROM_ELSEWHERE.search(mention.text)
    )


def _common_stance(quotes: Sequence[Quote]) -> Stance | None:
    """The stance that all quotes share; None where they differ or have none."""
    stances = {stance(quote.text, quote.passage.heading) for quote in quotes}
    return stances.pop() if len(stances) == 1 else None
