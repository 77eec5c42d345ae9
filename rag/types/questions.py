"""What is asked, how it was understood, and what a search found for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from rag.types.documents import Document, Passage
from rag.types.figures import Figure
from rag.types.text import Language, Stance


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer; empty means all. A document passes if its date can lie within
    [since, until] and, where given, its region, speaker and id are among those named."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    regions: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.regions or self.speakers or self.documents)

    def accepts(self, document: Document) -> bool:
        """Whether `document` passes; an undated one passes no filter by date."""
        date = document.date
        return (
            (self.since is None or (date is not None and date.last_day >= self.since))
            and (self.until is None or (date is not None and date.first_day <= self.until))
            and (not self.regions or document.region in self.regions)
            and (not self.speakers or document.speaker in self.speakers)
            and (not self.documents or document.id in self.documents)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with the asker's own filters; what the text itself names is Understood."""

    text: str
    filters: Filters = Filters()
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to or from a language model, or of a conversation."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What kind of answer a question wants. `stance`: a result, work under way or a promise.
    `figure`: without a figure the question stays open. `rate`: that figure is a percentage.
    `share`: it is a share or a rate of growth. `rank`: it may be a place in an order. `more`: which
    of several is more. `product`: the gross product itself, not what is measured by it. `results`:
    what came of something. `mention`: who says something at all. `premises` are the shares and
    rates that the question takes for granted; `topic` is what its sentences are judged by."""

    topic: str = ""
    stance: Stance | None = None
    figure: bool = False
    rate: bool = False
    share: bool = False
    rank: bool = False
    more: bool = False
    product: bool = False
    results: bool = False
    mention: bool = False
    premises: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What the question was taken to name and to want. `text` is the question as it was asked, for
    those who show it; `topic` is the question without the words that became filters: every document
    that passes has those. `filters` (what is certain, joined with the asker's own) must hold;
    `preferred` (what is likely) only raises a score. `reports` are years of speeches, `years` those
    that are talked about, `terms` the words that tell passages apart, most telling first, and `key`
    the first of these that an answer must not miss; `compared` are the sides of a comparison (none,
    or two and more). `missing` are the places, years and reports that the question names and the
    index does not hold."""

    text: str
    language: Language
    topic: str
    filters: Filters
    preferred: Filters = Filters()
    regions: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    reports: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    intent: Intent = Intent()
    terms: tuple[str, ...] = ()
    key: str | None = None
    missing: tuple[str, ...] = ()
    compared: tuple[Filters, ...] = ()

    @property
    def stance(self) -> Stance | None:
        """What is asked for: a result, work under way or a promise; None if neither is."""
        return self.intent.stance

    @property
    def wants_figure(self) -> bool:
        """Whether nothing but a figure, or one of each side, answers."""
        return self.intent.figure or (bool(self.compared) and self.intent.more)

    @property
    def likes_figures(self) -> bool:
        """Whether a figure makes a better answer, though not the only one."""
        return self.wants_figure or self.intent.results or bool(self.compared)

    def prefers(self, document: Document) -> bool:
        """Whether the question leans to some documents, and to this one."""
        return bool(self.preferred) and self.preferred.accepts(document)

    def side(self, document: Document) -> int:
        """Which of the things that are compared `document` speaks for; 0 if nothing is."""
        sides = (i for i, side in enumerate(self.compared) if side.accepts(document))
        return next(sides, len(self.compared))


@dataclass(frozen=True, slots=True)
class Term:
    """One token of a question, its weight, and what it may meet in a document:
    (vocabulary id, strength), strength = weight x cosine; a document scores its best one, or the
    `floor` if it holds none. One that holds all ids of one of `meanings` scores the whole
    weight."""

    text: str
    weight: float
    alternatives: tuple[tuple[int, float], ...]
    meanings: tuple[tuple[int, ...], ...] = ()
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question and the word of the passage that it met."""

    query: str
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    matched: tuple[Match, ...] = ()
