"""Finds the speaker in the head of an English speech: after `by`, before `'s address`, or on a line
of its own, with titles and offices or above one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from rag.language.wordlists import words

_WORD = r"(?:[^\W\d_a-zß-ÿ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:de|del|della|di|da|dos|du|van|von|den|der|la|le|bin|binti|al|el|ten|ter)"
_NAME = rf"(?:(?:{_PARTICLE} )+{_WORD}|{_WORD}(?:,? (?:{_PARTICLE} )*{_WORD}){{1,4}})"
_HONORIFIC = (
    r"(?:(?:(?:the|rt\.?|right|most|very) )*hon(?:\.|ou?rable)?|mr|mrs|ms|mdm|miss|mx"
    r"|dr|prof(?:essor)?|sir|dame|lord|lady|baroness|ambassador|senator|h\.\s?e\.?|h\.r\.h\."
    r"|he(?= (?:mr|ms|mrs|dr)\b)"
    r"|(?:his|her|their) (?:excellency|royal highness|majesty)|datuk|dato)"
)
_TITLED = rf"(?i:(?:(?:the )?{_HONORIFIC}\b\.?,? )+)"
_OFFICE_WORD = (
    r"(?:president|prime minister|premier|chancellor|governor(?:[- ]general)?|mayor|minister"
    r"|secretary|secretary-general|chief executive|chair(?:man|woman|person)?|commissioner"
    r"|ambassador|speaker"
    r"|representative|treasurer|magistrate|director(?:[- ]general)?|head|king|queen|taoiseach"
    r"|taoiseach|attorney[- ]general|envoy|delegate|chargé d['’]affaires|head of delegation)"
)
_OFFICE = re.compile(rf"\b{_OFFICE_WORD}\b", re.I)
# The office before a name: President, the Deputy Prime Minister, Federal Minister, Chief Executive.
_BEFORE = (
    r"(?i:(?:the )?(?:(?:acting|deputy|vice|former|federal|county|city|district|provincial|u\.?s\.?"
    r"|chinese)[ -])*(?:vice[ -])?(?:president|prime minister|premier|chancellor"
    r"|governor(?:[- ]general)?|mayor|minister|secretary-general|secretary general|chief executive"
    r"|chair(?:man|woman|person)"
    r"|commissioner|treasurer|magistrate|head|king|queen)) "
)
_SAID = (
    r"(?:given|delivered|made|presented|statement|speech|address|remarks|lecture|message|report)"
)
_BY = re.compile(rf"(?:^|\b{_SAID},? )(?:as (?:given|delivered) )?by:? (?P<who>\S.*)$", re.I)
_ENDS_WITH_BY = re.compile(r"\bby:?$", re.I)
# What stands behind a speaker in a line that goes on.
_REST = re.compile(
    r"\s(?:at|on|to|before|in|for|during|under|from|before|as|upon|entitled|with|and)\b.*$", re.I
)
_OWNER = re.compile(
    rf"^(?:{_TITLED})?(?:{_BEFORE})(?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{0,3}}?)['’]s\b"
)
_PRESIDENTIAL = re.compile(r"PRESIDENT ([A-Z][A-Z. ]+?)['’]S\b")
_TITLED_LINE = re.compile(
    rf"(?P<who>{_TITLED}(?P<name>{_NAME}|{_WORD}))(?:,? (?:MP|MEP|MLA|MHA|TD|KC|SC|QC|JP))*"
    r"(?:\s?\([^()]{3,80}\)|, [^.]{3,80})?"
)
_OFFICE_LINE = re.compile(rf"(?:{_BEFORE})(?:{_TITLED})?(?P<name>{_NAME}|{_WORD})")
_BY_LINE = re.compile(rf"By (?P<name>{_NAME})")
_NAME_LINE = re.compile(rf"(?P<name>{_NAME})")
_NAME_AND_OFFICE = re.compile(rf"(?P<name>{_NAME}), (?P<office>[^.]{{3,80}})")
_LONGEST_OFFICE = 110
# Capitalised words that no person is called.
_NO_NAME = words(
    "the of for general assembly nations united parliament congress house senate council state "
    "union budget speech statement address remarks report debate session government national "
    "policy minister ministry president office committee commission people annual work city county "
    "district province january february march april june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday day delivery members hall "
    "forum bank university world new north south east west republic chamber chambers press release "
    "embassy mission check against volume official record records opening ceremony summit "
    "conference table contents first second third nation throne party central international "
    "foreign affairs environment"
)


def english_speaker(lines: Sequence[str]) -> tuple[str, str] | None:
    """(the name with what stands before it, the words it was read from)."""
    after = [*lines[1:], ""]
    joined = [
        f"{line} {following}" if _ENDS_WITH_BY.search(line) else line
        for line, following in zip_longest(lines, after, fillvalue="")
    ]
    for find in (_by, _owner):
        for line in joined:
            if name := find(line):
                return name, line[:_LONGEST_OFFICE]
    for line, following in zip(lines, after, strict=True):
        if name := _alone(line, following):
            return name, line
    return None


def _by(line: str) -> str | None:
    """`by the Prime Minister of Norland, Hon. John Roe MP, at the opening` -> Hon. John Roe MP."""
    match = _BY.search(line)
    if match is None:
        return None
    parts = [_REST.sub("", part).strip() for part in match["who"].split(", ")]
    for part in parts[:3]:
        if name := _person(part):
            return name
    return None


def _person(words: str) -> str | None:
    """`President Jane Doe`, `H.E. Mr. Anton BERGER`, `Jane Doe` without the office; None for the
    words of an office or an institution alone."""
    for pattern in (_OFFICE_LINE, _TITLED_LINE, _NAME_LINE):
        if (match := pattern.fullmatch(words)) and _may_be_a_name(match["name"]):
            return _who(match)
    return None


def _owner(line: str) -> str | None:
    for pattern in (_PRESIDENTIAL, _OWNER):
        if match := pattern.search(line):
            return match[1] if pattern is _PRESIDENTIAL else match["name"]
    return None


def _alone(line: str, following: str) -> str | None:
    """A line that is nothing but a person: with a title or an office, or above an office."""
    for pattern in (_BY_LINE, _TITLED_LINE, _OFFICE_LINE):
        if (match := pattern.fullmatch(line)) and _may_be_a_name(match["name"]):
            return _who(match)
    match = _NAME_AND_OFFICE.fullmatch(line)
    if match and _is_office(match["office"]) and _may_be_a_name(match["name"]):
        return match["name"]
    is_name = _NAME_LINE.fullmatch(line) and _may_be_a_name(line)
    return line if is_name and _is_office(following) else None


def _who(match: re.Match[str]) -> str:
    """The name, with the titles where these stand right before it: one may be a family name."""
    return match.groupdict().get("who") or match["name"]


def _is_office(words: str) -> bool:
    return len(words) <= _LONGEST_OFFICE and _OFFICE.match(_OFFICE_LEAD.sub("", words)) is not None


_OFFICE_LEAD = re.compile(
    r"^(?:(?:the|acting|deputy|vice|former|federal|first|second|senior|permanent|union|cabinet)"
    r"[ -])*",
    re.I,
)


def _may_be_a_name(name: str) -> bool:
    return not any(part.lower().strip(".,") in _NO_NAME for part in name.split())
