"""The types of a question: filters, intent, the question as understood, and its hits."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from rag.types.documents import Document, Passage
from rag.types.figures import Amount, Figure, FigureKind
from rag.types.text import Direction, Language, Stance

# The kind of answer that a question wants; `mention`: which speeches say something at all; `open`:
# none of the others, or nothing tells which.
Kind = Literal[
    "figure", "rate", "rank", "date", "person", "place", "reason", "manner", "definition", "list",
    "yes_no", "results", "targets", "comparison", "mention", "summary", "open", "not_a_question",
]  # fmt: skip
# What is said that asks nothing of speeches: to be polite, about the program itself, or a task that
# no speech can do.
SmallTalk = Literal[
    "greeting", "thanks", "goodbye", "assent", "identity", "ability", "usage", "holdings", "test",
    "compliment", "abuse", "weather", "time", "arithmetic", "translation", "writing", "code",
]  # fmt: skip
# What a front end asks for on its own account: a title of the conversation, tags, further
# questions, queries for a search, the rest of a line, an emoji, a prompt for a picture, a choice
# among its tools, a summary of the conversation.
Chore = Literal[
    "title", "tags", "follow_ups", "queries", "completion", "emoji", "picture", "tools", "summary"
]
NameKind = Literal["person", "country", "place", "work", "organisation"]
# held: speeches of it, or it itself, are in the index; met: some speech names it; unknown: none.
NameStatus = Literal["held", "met", "unknown"]

# What is done with the figures of a table: one is given, some stand side by side, are put in
# order, counted, or chosen by a limit, those of many years follow each other, a target meets its
# result, a mean is taken, or the figure of the question is held against what is stated.
FigureOperation = Literal[
    "value", "compare", "rank", "count", "filter", "trend", "ledger", "average", "check"
]
# How a figure must lie to a threshold; whether a target was reached, missed, or never set; whether
# the figure of the second year is more or less than that of the first.
Relation = Literal[
    "above", "at_least", "below", "at_most", "equal", "about", "met", "missed", "not_stated",
    "raised", "lowered",
]  # fmt: skip

# How many passages a search shows where nobody says; how many an answer, or a group's answer, may
# draw on; and at most.
DEFAULT_LIMIT = 8
ANSWER_LIMIT = 16
LARGEST_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """A choice of documents; empty means all. A document passes if its date can lie within
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
            and (not self.speakers or not set(self.speakers).isdisjoint(document.speakers))
            and (not self.documents or document.id in self.documents)
        )


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """A prompt of a front end: the `chore` that it asks for, as JSON or as a line of text, and the
    questions of the conversation that it is about, oldest first. `characters`: how long a title
    may be."""

    chore: Chore
    as_json: bool
    questions: tuple[str, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the user's own filters; Understood holds what its text names."""

    text: str
    filters: Filters = Filters()
    language: Language = "en"
    # Whether a language model is to translate statements into the question's language.
    translate: bool = False
    # Where no person asks, but the front end on its own account.
    housekeeping: Housekeeping | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a conversation, or to or from a language model."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a question, as `text` writes it. `held`: a region, a speaker or a title of the
    index has it; `met`: some speech says it, or one of its `forms`; `unknown`: none does. `forms`
    are its other names in both languages."""

    text: str
    kind: NameKind
    status: NameStatus
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenAs:
    """A misspelling: the words of the question and the words that they were taken as."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """A question that the table of figures answers, since nothing else is said in it. `indicators`
    are keys; `kinds` what its words tell (none: the usual kind of the indicator); `years` those
    that the figures speak of (none: the newest). `regions` are named and held; none where all are
    meant (`everywhere`), or where nobody is named. `level`: of all, only provinces or only cities.
    `absent` are members of a named group that no document speaks for. `order`: of regions, of a
    trend the years. `top`: that many of the order. `relation` is the condition of a count, a
    choice or a check, to the `threshold`."""

    indicators: tuple[str, ...]
    operation: FigureOperation
    kinds: tuple[FigureKind, ...] = ()
    years: tuple[int, ...] = ()
    stances: tuple[Stance, ...] = ()
    regions: tuple[str, ...] = ()
    everywhere: bool = False
    level: Literal["province", "city"] | None = None
    absent: tuple[str, ...] = ()
    order: Literal["highest", "lowest"] | None = None
    top: int | None = None
    relation: Relation | None = None
    threshold: Amount | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """The kind of answer that a question wants. `stances`: results, work under way, promises; none
    where it does not matter, several where the question asks for several. `asked`: the question as
    a reader of sentences reads it, without preamble and misspellings. `figure`: without a figure
    the question stays open. `rate`: the figure is a percentage. `share`: it is a share or a rate of
    growth. `rank`: it may be a rank. `more`: which of several is more. `product`: the gross product
    itself, not a quantity that is measured by it. `results`: the results of a policy. `mention`:
    which speeches say something at all. `premises`: the shares and rates that the question takes
    for granted, and `presumes` the direction. `topic`: the words that sentences are scored by.
    `figures`: what the table of figures is asked, None where sentences must be read. `ranks`: the
    question puts all regions in order, or counts them, which sentences cannot tell."""

    topic: str = ""
    kind: Kind = "open"
    stances: tuple[Stance, ...] = ()
    asked: str = ""
    figure: bool = False
    rate: bool = False
    share: bool = False
    rank: bool = False
    more: bool = False
    product: bool = False
    results: bool = False
    mention: bool = False
    premises: tuple[Figure, ...] = ()
    presumes: Direction | None = None
    figures: FigureRequest | None = None
    ranks: bool = False

    @property
    def stance(self) -> Stance | None:
        """The stance that the question asks for, where it asks for exactly one."""
        return self.stances[0] if len(self.stances) == 1 else None


@dataclass(frozen=True, slots=True)
class Understood:
    """The names and the intent of a question, as they were understood. `text` is the question as it
    was asked, to be shown; `topic` is the question without the words that became filters, since
    every document that passes has those words. `filters` must hold: they are certain, joined with
    the user's own. `preferred` is likely, and only raises a score. `reports` are the years of
    speeches, `years` the years that the question asks about. `terms` are the discriminative terms,
    the most discriminative first, and `key` is the first of them that an answer must not miss.
    `compared` are the sides of a comparison: none, or two and more. `missing` are the regions,
    years and reports that the question names and the index does not hold. `names` are the persons,
    countries, places, works and organisations that it names, `taken_as` its misspellings. `newest`:
    it names no time, so the newest reports are preferred, which an answer must say. `parts` are the
    questions that it consists of, in the order in which they are asked, each understood by itself;
    none where it is one question."""

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
    names: tuple[Name, ...] = ()
    taken_as: tuple[TakenAs, ...] = ()
    newest: bool = False
    parts: tuple[Understood, ...] = ()

    @property
    def each(self) -> tuple[Understood, ...]:
        """The questions to be answered one by one."""
        return self.parts or (self,)

    @property
    def figure_requests(self) -> tuple[tuple[int, FigureRequest, Filters], ...]:
        """What the table of figures is asked, with the number of the part and its filters; nothing
        where some part must be read."""
        if self.intent.figures:
            return ((0, self.intent.figures, self.filters),)
        asked = [(part.intent.figures, part.filters) for part in self.parts]
        if not all(request for request, _ in asked):
            return ()
        return tuple(
            (number, request, filters)
            for number, (request, filters) in enumerate(asked)
            if request is not None
        )

    @property
    def unknown_names(self) -> tuple[Name, ...]:
        """The names that no speech says."""
        return tuple(name for name in self.names if name.status == "unknown")

    @property
    def asked(self) -> str:
        """The question as a reader of sentences reads it: what is asked, without misspellings."""
        return self.intent.asked or self.text

    @property
    def stance(self) -> Stance | None:
        """The stance that the question asks for: a result, work under way or a promise."""
        return self.intent.stance

    @property
    def wants_figure(self) -> bool:
        """Whether only a figure, or a figure of each side, answers."""
        return self.intent.figure or (bool(self.compared) and self.intent.more)

    @property
    def likes_figures(self) -> bool:
        """Whether a figure makes a better answer."""
        return self.wants_figure or self.intent.results or bool(self.compared)

    def prefers(self, document: Document) -> bool:
        """Whether the question prefers some documents, and this document is among them."""
        return bool(self.preferred) and self.preferred.accepts(document)

    def side(self, document: Document) -> int:
        """The number of the side of a comparison that `document` belongs to; 0 without a
        comparison."""
        sides = (number for number, side in enumerate(self.compared) if side.accepts(document))
        return next(sides, len(self.compared))


@dataclass(frozen=True, slots=True)
class Term:
    """A token of a question with its weight and the tokens that it may match in a document:
    `alternatives` are (vocabulary id, strength), strength = weight x cosine. A document scores the
    strength of its best alternative, or the `floor` if it holds none; it scores the whole weight if
    it holds all ids of one of the `meanings`."""

    text: str
    weight: float
    alternatives: tuple[tuple[int, float], ...]
    meanings: tuple[tuple[int, ...], ...] = ()
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question and the word of the passage that it matched."""

    query: str
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    matched: tuple[Match, ...] = ()
