"""The labels that begin a turn in records of debates: names, offices and both, as parliaments and
the press write them in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingestion.metadata.speaker import SURNAMES
from rag.language.leaders import leader
from rag.language.offices import HAN_OFFICE, OFFICE
from rag.language.simplified import simplified
from rag.language.vocabulary import Vocabulary

_LONGEST_LABEL = 140
_LONGEST_HAN = 3


@dataclass(frozen=True, slots=True)
class Label:
    """Who begins to speak: a `name`, or the words of an `office` where nobody is named, and how
    many characters of the line say so. `sure`: it is written as only speakers are. `answers`: it
    begins an answer, and names nobody."""

    name: str
    office: str | None
    length: int
    sure: bool
    answers: bool = False

    @property
    def named(self) -> bool:
        """Whether somebody's name stands in it, and not an office alone."""
        return self.name != self.office


_WORD = r"[^\W\d_a-zß-ÿ][\w'’.-]*"
_PARTICLE = r"(?:de|del|della|van|von|den|der|da|dos|du|la|le|bin|binti|al|el|ten|ter|of)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{0,4}}"
_FULL_NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}}"
_HONORIFIC = (
    r"(?:(?:The )?(?:(?:Rt\.?|Right|RT|RIGHT) )?(?:Hon|HON)(?:\.|ourable|orable|OURABLE|ORABLE)?"
    r"|Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Viscount|Earl"
    r"|Senator|SENATOR|Deputy|Ambassador|H\.E\.|MR|MRS|MS|MISS|DR|PROF|SIR|DAME|LORD|LADY|BARONESS)"
)
_ASIDE = r"(?:\s?[（(\[][^()（）\[\]\n]{1,80}[)）\]]){0,3}"
_ASIDES = r"(?:\s?[（(\[][^()（）\[\]\n]{1,80}[)）\]]){1,3}"
# A question on notice: 3. JANE DOE (Northfield) to the Minister of Housing: ...
_NUMBER = r"(?:\d{1,3}\. )?"
_ASKED = r"(?: to the [^:\n]{3,80})?"
_COLON = r"(?:\s?[:：](?![\d/])|\s?\.\s?[–—―])\s*"
_ENGLISH = (
    # The Minister for Finance (Mr Lawrence Example): and The SPEAKER (Ms Doe) (14:03):
    re.compile(
        rf"(?P<office>{OFFICE})(?: \((?P<holder>{_HONORIFIC}\.? {_NAME})\))?{_ASIDE}{_COLON}"
    ),
    # Mr SMITH (Northfield—Minister for Roads) (14:03): and Hon. Jane Doe (Northfield, Lib.):
    re.compile(rf"{_NUMBER}(?P<name>(?:{_HONORIFIC}\.? ){{1,3}}{_NAME}){_ASIDE}{_ASKED}{_COLON}"),
    # JANE DOE (Labour—Northfield): and Jane Doe (Norland):
    re.compile(rf"{_NUMBER}(?P<name>{_FULL_NAME}){_ASIDES}{_ASKED}{_COLON}"),
    # Elena Marchetti, on behalf of the Group. –
    re.compile(rf"(?P<name>{_FULL_NAME})(?:, [^.:\n]{{3,80}})?{_ASIDE}\s?\.\s?[–—―]\s*"),
)
_BARE_ENGLISH = re.compile(rf"(?P<name>{_FULL_NAME}):\s+(?=\S)")
_PRESS = re.compile(
    r"(?P<name>Question|Reporter|Journalist|Interviewer|Moderator|Host|Q|Answer|A)\s?[:：]\s*"
)
_ANSWERS = ("Answer", "A", "答")

_SMALL = ("FOR", "OF", "AND", "THE", "TO")
_HAN = r"[\u3400-\u9fff]"
_HAN_COLON = r"\s?[:：]\s*"
_HAN_ASIDE = r"(?:\s?[（(][^（）()\n]{1,24}[)）])?"
_CHINESE = (
    # 陳委員大文： and 蘇院長安國：
    re.compile(
        rf"(?P<surname>{_HAN}{{1,2}}?)(?:副)?(?:委員|委员|院長|部長|次長|署長|局長|主任委員|市長|議員|主席)"
        rf"(?P<given>{_HAN}{{1,3}}){_HAN_ASIDE}{_HAN_COLON}"
    ),
    # 陳大文議員： and 高大明委员：
    re.compile(
        rf"(?P<name>{_HAN}{{2,4}}?(?:·{_HAN}{{1,8}}){{0,2}})(?:議員|议员|委員|委员|女士|先生){_HAN_ASIDE}{_HAN_COLON}"
    ),
    # 主席（陳大文）： and 財政司司長：
    re.compile(
        rf"(?P<office>{_HAN}{{0,8}}{HAN_OFFICE})(?:\s?[（(](?P<holder>{_HAN}{{2,4}})[)）])?{_HAN_ASIDE}{_HAN_COLON}"
    ),
    re.compile(
        rf"[\[【（(]?(?P<press>{_HAN}{{0,14}}记者|{_HAN}{{0,14}}記者|主持人|提问|提問|问|問|答)[\]】）)]?{_HAN_COLON}"
    ),
)
_BARE_HAN = re.compile(rf"(?P<name>{_HAN}{{2,4}}(?:·{_HAN}{{1,8}}){{0,2}}){_HAN_ASIDE}{_HAN_COLON}")
# How speakers greet, and how lists begin.
_NOBODY = re.compile(
    r"各位|尊敬|同志|全体|全體|[们們][:：]|女士们|先生们|来宾|負責|负责|出席|列席|缺席|記錄|记录"
    r"|联系|聯絡|分管|牵头"
)
# Words of somebody whom a speech quotes.
_QUOTES = re.compile(
    r"(?:说过?|說過?|讲过?|講過?|指出|强调|強調|认为|認為|表示|教导|教導|问|問|答)\s?[:：]\s*$"
)
_QUOTED = re.compile(r"[“「『\"《]")
# A line of its own that brings in who speaks: Jane Doe (Northfield) (Lab), an office and a name.
_INTRODUCED = re.compile(
    rf"(?:{OFFICE} \((?P<holder>(?:{_HONORIFIC}\.? )*{_FULL_NAME})\)"
    rf"|(?P<name>(?:{_HONORIFIC}\.? )*{_FULL_NAME}) ?\([^()]{{2,60}}\)"
    r" ?\((?:[A-Z][\w/&. -]{0,24})\))"
)


def label_of(line: str) -> Label | None:
    """The label with which a line begins; None where it begins with none."""
    head = line[:_LONGEST_LABEL]
    if not re.search(r"[:：]|\.\s?[–—―]", head):
        return None
    found = _han_label(head) if re.match(rf"[\[【（(]?{_HAN}", head) else _english_label(head)
    return found if found and not _is_nobody(line, found) else None


def _is_nobody(line: str, label: Label) -> bool:
    words = line[: label.length]
    is_quoted = _QUOTED.match(line, label.length) or (len(label.name) > 1 and _QUOTES.search(words))
    return bool(is_quoted or _NOBODY.search(words))


def introduced(line: str) -> str | None:
    """The name on a line that brings in a speaker and holds nothing else."""
    match = _INTRODUCED.fullmatch(line) if line.endswith(")") else None
    return (match["holder"] or match["name"]) if match else None


def _english_label(head: str) -> Label | None:
    for pattern in _ENGLISH:
        if match := pattern.match(head):
            return _label(match, sure=True)
    if match := _PRESS.match(head):
        return _press(match["name"], match.end())
    match = _BARE_ENGLISH.match(head)
    return _label(match, sure=False) if match else None


def _press(name: str, length: int) -> Label:
    return Label(name, None, length, sure=len(name) > 1, answers=name in _ANSWERS)


def _han_label(head: str) -> Label | None:
    for pattern in _CHINESE:
        if match := pattern.match(head):
            parts = match.groupdict()
            if parts.get("surname"):
                if not _is_surname(parts["surname"]):
                    continue
                return Label(parts["surname"] + parts["given"], None, match.end(), sure=True)
            if parts.get("press"):
                return _press(parts["press"], match.end())
            if parts.get("name") and not _is_surname(parts["name"]):
                continue
            return _label(match, sure=True)
    match = _BARE_HAN.match(head)
    return _label(match, sure=False) if match and _is_han_name(match["name"]) else None


def _label(match: re.Match[str], *, sure: bool) -> Label:
    parts = match.groupdict()
    office = parts.get("office")
    plain = _plain(office) if office else None
    name = parts.get("holder") or parts.get("name") or plain or ""
    return Label(name.strip(), plain, match.end(), sure=sure)


def _plain(office: str) -> str:
    """The office without article and address, and not in capitals alone: `The SPEAKER` and
    `Mr Speaker` are Speaker."""
    plain = re.sub(r"^(?:the|an?|madam|mr|mrs|ms)\.? ", "", " ".join(office.split()), flags=re.I)
    if not plain.isupper():
        return plain
    return " ".join(word.lower() if word in _SMALL else word.title() for word in plain.split())


def _is_han_name(words: str) -> bool:
    """Whether `words` may be the name of a person, and are no word: 方向 is one, 方大明 none."""
    name = simplified(words)
    if not _is_surname(name) or (len(name) > _LONGEST_HAN and "·" not in name):
        return False
    return len(Vocabulary.bundled().encode(name)) > 1 or leader(name, None) is not None


def _is_surname(name: str) -> bool:
    return simplified(name)[:1] in SURNAMES or "·" in name
