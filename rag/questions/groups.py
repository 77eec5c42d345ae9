"""The groups of a comparison: regions, years, speakers or documents.

They are those that the asker's filters let pass, and where the question names several, only these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.errors import InvalidQuestion
from rag.index.index import Index
from rag.language.leaders import same_person
from rag.language.places import place_named
from rag.questions.times import expected_reports
from rag.types.comparison import By, Group
from rag.types.questions import Filters, Question, Understood
from rag.types.text import Language, PartialDate

# Each group costs one answer, and nobody reads a longer table.
MOST_GROUPS = 500


def groups(index: Index, question: Question, understood: Understood, by: By) -> tuple[Group, ...]:
    """The rows of the table, in the order of their names. A group that is named has its row even
    if nothing of it is held; another only if some document passes. InvalidQuestion if there are
    more than anyone can read."""
    named = _named(question.filters, understood, by)
    found = [
        group
        for group in _all(index, question, by, named)
        if group.name in named or _has_documents(index, group)
    ]
    if len(found) > MOST_GROUPS:
        raise InvalidQuestion(
            f"there are {len(found)} groups by {by}, and at most {MOST_GROUPS} are compared: "
            "narrow them with a filter by date, region or speaker"
        )
    return tuple(found)


def _named(own: Filters, understood: Understood, by: By) -> tuple[str, ...]:
    """The names in the asker's filters, or else those in the question if there are several."""
    if by == "region":
        return own.regions or _several(understood.filters.regions)
    if by == "speaker":
        return own.speakers or _several(understood.filters.speakers)
    if by == "document":
        return own.documents or _several(understood.filters.documents)
    reports = understood.reports
    if len(reports) < 2 and len(understood.years) > 1:
        reports = tuple(expected_reports(understood.years, understood.stance))
    return _several([str(year) for year in sorted(set(reports))])


def _several(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names) if len(names) > 1 else ()


def _all(index: Index, question: Question, by: By, named: Sequence[str]) -> Iterator[Group]:
    own, language = question.filters, question.language
    if by == "region":
        for region in named or index.regions():
            yield Group(region, _region(region, language), replace(own, regions=(region,)))
    elif by == "speaker":
        for speaker in named or _distinct_persons(index.speakers()):
            yield Group(speaker, speaker, replace(own, speakers=(speaker,)))
    elif by == "year":
        for year in map(int, named or index.years()):
            filters = _within(own, year)
            if filters is not None:
                yield Group(str(year), str(year), filters)
    else:
        titles = {entry.id: entry.title for entry in index.catalogue}
        for id in named or titles:
            yield Group(id, titles.get(id, id), replace(own, documents=(id,)))


def _distinct_persons(speakers: Sequence[str]) -> list[str]:
    """The speakers, a person who is named in both languages by the first of the names."""
    kept: list[str] = []
    for name in speakers:
        if not any(same_person(name, other) for other in kept):
            kept.append(name)
    return kept


def _region(region: str, language: Language) -> str:
    """The region as the question's language calls it."""
    place = place_named(region)
    return place.english[0] if place and place.english and language == "en" else region


def _within(own: Filters, year: int) -> Filters | None:
    """The part of the asker's stretch of time that lies in `year`; None if none does."""
    whole = PartialDate(year)
    since = max(own.since or whole.first_day, whole.first_day)
    until = min(own.until or whole.last_day, whole.last_day)
    return replace(own, since=since, until=until) if since <= until else None


def _has_documents(index: Index, group: Group) -> bool:
    rows = index.rows(group.filters)
    return rows is None or len(rows) > 0
