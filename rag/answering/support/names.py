"""Whether the places, plans and other names of a claim are those of its quotations."""

from __future__ import annotations

import re

from rag.answering.support.frame import Frame
from rag.answering.support.word_evidence import Evidence
from rag.language.leaders import all_leaders
from rag.language.places import Place, place_named, places_in, unknown_places
from rag.language.word_glosses import is_common
from rag.types.text import Language

_CAPITAL = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]+(?:['’][A-Za-z]+)?")
# Short forms that English has for Chinese words.
_SHORT_FORMS = {
    "sino": "中", "gdp": "生产总值", "ai": "人工智能", "cpc": "党", "npc": "人大", "cppcc": "政协",
    "party": "党", "yangtze": "长江", "pm": "PM", "us": "美", "yuan": "元", "eu": "欧",
    "ev": "电动", "evs": "电动",
    "ngo": "社会组织", "smes": "中小", "sme": "中小", "ict": "信息", "it": "信息",
}  # fmt: skip
# A word with a capital is known from this evidence on.
_NAMED = 0.4
_SHORT = 0.75
# Within one language a name is written as it is; the table finds other names close.
_NAMED_ALIKE = 0.6
# A sentence of reports says 全国 and "the country" for it.
_OUR_COUNTRY = re.compile(
    r"全国|我国|国家|国内|\b(?:country|national|nation|nationwide|domestic)\b"
)
_CHINA = "中华人民共和国"
_AMERICA = "美利坚合众国"


def strange_place(claim: str, frame: Frame) -> str | None:
    """A place that the claim names and neither its quotations nor their documents do."""
    said, known = places_in(claim), _known(frame)
    for mention in said:
        if not _is_known(mention.place, known, frame):
            return mention.span.slice(claim)
    around = f"{frame.quoted}\n{frame.named}"
    for unknown in unknown_places(claim):
        if not claim.isascii() and unknown.name not in around and around_is_chinese(around):
            return unknown.name
    return None


def around_is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


def _known(frame: Frame) -> set[str]:
    found = places_in(f"{frame.quoted}\n{frame.named}")
    places = {mention.place.name for mention in found}
    parents = {
        place.name for m in found if m.place.parent and (place := place_named(m.place.parent))
    }
    return places | parents


def _is_known(place: Place, known: set[str], frame: Frame) -> bool:
    if place.name in known:
        return True
    if place.name == _CHINA:
        return bool(_OUR_COUNTRY.search(frame.quoted)) and _AMERICA not in known
    return False


def strange_name(claim: str, frame: Frame, quoted: Evidence, named: Evidence) -> str | None:
    """A word with a capital that neither side writes or sounds like, or a person who is not the
    speaker."""
    places = [mention.span for mention in places_in(claim)]
    for match in _CAPITAL.finditer(claim):
        name = match.group()
        if any(span.start <= match.start() < span.end for span in places):
            continue
        if _begins_a_sentence(claim, match.start()) and is_common(name.lower()):
            continue
        short = _SHORT_FORMS.get(name.lower())
        if short and short in frame.quoted:
            continue
        if max(quoted.name(name), named.name(name)) < _needed(name, quoted.language):
            return name
    return _other_leader(claim, frame)


def _needed(name: str, language: Language) -> float:
    if name.isupper():
        return _SHORT
    return _NAMED_ALIKE if language == "en" else _NAMED


def _other_leader(claim: str, frame: Frame) -> str | None:
    """A head of state or government whom the claim names, and the speech does not."""
    known = f"{frame.quoted}\n{frame.named}"
    for person in all_leaders():
        surname = person.english.split()[-1]
        forms = [form for form in (*person.names, person.chinese.split("·")[-1]) if len(form) > 1]
        said = any(form in claim for form in forms)
        if said and not any(form in known for form in (*forms, surname)):
            return person.chinese
    return None


def _begins_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?:;。！？：；"
