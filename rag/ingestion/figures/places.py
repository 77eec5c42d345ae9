"""Where a sentence of a report stands, what its part says of time and stance, and what follows for
a figure in it."""

from __future__ import annotations

from dataclasses import dataclass

from rag.ingestion.figures.frames import Frame
from rag.types.figures import Period
from rag.types.text import Span, Stance


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a document: its region, whether that is the nation, the year of the speech
    and the last whole year before it."""

    region: str | None
    national: bool
    year: int | None
    reviewed: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, and what its part of the report says of it; `stance` is for
    sentences that no frame holds, `lead` the words that lead into the list that it is of."""

    offset: int
    heading: tuple[str, ...]
    frame: Frame | None
    stance: Stance | None
    known: Known
    lead: str = ""


def stance_of(period: Period | None, place: Place) -> Stance | None:
    """What the part of the report says, unless the year of the figure tells otherwise."""
    stance = place.frame.stance if place.frame else place.stance
    if period is None or place.known.year is None or place.known.reviewed is None:
        return stance
    if period.end.year > place.known.year:
        return "target"
    if period.end.year <= place.known.reviewed and period.basis in ("explicit", "counted"):
        return "achieved"
    if period.start.year > place.known.reviewed and (
        place.known.reviewed < place.known.year or period.start.year > place.known.year
    ):
        return "target"
    return stance


def agree(period: Period | None, stance: Stance | None, known: Known) -> bool:
    """Whether a result lies before the speech and a target does not, and both were read, not
    assumed."""
    if period is None or known.year is None or known.reviewed is None:
        return period is not None and period.basis == "explicit"
    if period.basis == "assumed":
        return False
    if stance == "achieved":
        return period.end.year <= known.reviewed or period.basis == "explicit"
    return stance != "target" or period.end.year >= known.year


def of_nation(head: str, place: Place) -> bool:
    return not place.known.national and ("全国" in head[:4] or "我国" in head[:4])


def clause_span(text: str, start: int, end: int, offset: int) -> Span:
    while start < end and text[start] in " \x00、，　—":
        start += 1
    return Span(start + offset, end + offset)
