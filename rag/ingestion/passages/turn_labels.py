"""The labels that begin a turn in records of debates: names, offices and both, as parliaments and
the press write them in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.ingestion.passages.topic_words import is_topic
from rag.language.leaders import leader
from rag.language.offices import HAN_OFFICE, OFFICE, is_chinese_name
from rag.language.simplified import simplified
from rag.language.surnames import begins_with_surname

_LONGEST_LABEL = 140


@dataclass(frozen=True, slots=True)
class Label:
    """Who begins to speak: a `name`, or the words of an `office` where nobody is named, and how
    many characters of the line say so. `sure`: it is written as only speakers are; `styled`: as
    speakers are, and headings too. `salutes`: it may greet the chair (`Mr. Speaker:`). `press`: it
    is a part in a conversation (`Question:`). `answers`: it begins an answer, and names nobody.
    `mark` is the sign that ends it."""

    name: str
    office: str | None
    length: int
    sure: bool
    answers: bool = False
    styled: bool = False
    salutes: bool = False
    press: bool = False
    mark: str = ":"

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
    r"|Senator|SENATOR|Shri|Shrimati|Smt|SHRI|SHRIMATI|SMT|Deputy|Ambassador|H\.E\.|MR|MRS|MS|MISS|DR|PROF|SIR|DAME|LORD|LADY|BARONESS)"
)
_HOLDER = rf"(?:{_HONORIFIC}\.? )+{_NAME}|{_FULL_NAME}"
_ASIDE = r"(?:\s?[（(\[][^()（）\[\]\n]{1,80}[)）\]]){0,3}"
_ASIDES = r"(?:\s?[（(\[][^()（）\[\]\n]{1,80}[)）\]]){1,3}"
# A question on notice: 3. JANE DOE (Northfield) to the Minister of Housing: ...
_NUMBER = r"(?:\d{1,3}\. )?"
_ASKED = r"(?: to the [^:\n]{3,80})?"
_COLON = r"(?:\s?[:：](?![\d/])|\s?\.\s?[–—―])\s*"
_ENGLISH = (
    # The Minister for Finance (Mr Lawrence Example): and The SPEAKER (Ms Doe) (14:03):
    re.compile(rf"(?P<office>{OFFICE})(?: \((?P<holder>{_HOLDER})\))?{_ASIDE}{_COLON}"),
    # Mr SMITH (Northfield—Minister for Roads) (14:03): and Hon. Jane Doe (Northfield, Lib.):
    re.compile(rf"{_NUMBER}(?P<name>(?:{_HONORIFIC}\.? ){{1,3}}{_NAME}){_ASIDE}{_ASKED}{_COLON}"),
    # JANE DOE (Labour—Northfield): and Jane Doe (Norland):
    re.compile(rf"{_NUMBER}(?P<name>{_FULL_NAME}){_ASIDES}{_ASKED}{_COLON}"),
    # Elena Marchetti, on behalf of the Group. –
    re.compile(rf"(?P<name>{_FULL_NAME})(?:, [^.:\n]{{3,80}})?{_ASIDE}\s?\.\s?[–—―]\s*"),
)
_SURE = _ENGLISH[:2]
_BARE_ENGLISH = re.compile(rf"(?P<name>{_FULL_NAME}):\s+(?=\S)")
_PRESS = re.compile(
    r"(?P<name>Question|Reporter|Journalist|Interviewer|Moderator|Host|Q|Answer|A)\s?[:：]\s*"
)
_ANSWERS = ("Answer", "A", "答")

_SMALL = ("FOR", "OF", "AND", "THE", "TO")
_HAN = r"[\u3400-\u9fff]"
_HAN_COLON = r"\s?[:：]\s*"
_HAN_ASIDE = r"(?:\s?[（(][^（）()\n]{1,24}[)）])?"
# A title between or behind a name: 陈委员大文, 王大明部长.
_HAN_TITLE = (
    r"(?:副?(?:委员长|委员|院长|部长|次长|署长|局长|主任|市长|省长|主席|总理|总统|书记)|议员|外长"
    r"|秘书长|发言人|女士|先生)"
)
_HAN_NAME = rf"{_HAN}{{2,4}}?(?:·{_HAN}{{1,8}}){{0,2}}"
# These read simplified characters.
_CHINESE = (
    # 陈委员大文： and 苏院长安国：
    re.compile(
        rf"(?P<surname>{_HAN}{{1,2}}?){_HAN_TITLE}(?P<given>{_HAN}{{1,2}}){_HAN_ASIDE}{_HAN_COLON}"
    ),
    # 陈大文议员： and 王大明外长：
    re.compile(rf"(?P<name>{_HAN_NAME}){_HAN_TITLE}{_HAN_ASIDE}{_HAN_COLON}"),
    # 主席（陈大文）： and 财政司司长：
    re.compile(
        rf"(?P<office>{_HAN}{{0,12}}{HAN_OFFICE})(?:\s?[（(](?P<holder>{_HAN}{{2,6}})[)）])?"
        rf"{_HAN_ASIDE}{_HAN_COLON}"
    ),
    # 立法会主席高大明：
    re.compile(rf"(?:{_HAN}{{0,12}}{HAN_OFFICE})(?P<name>{_HAN}{{2,3}}){_HAN_ASIDE}{_HAN_COLON}"),
    re.compile(rf"[\[【（(]?(?P<press>{_HAN}{{0,14}}记者|主持人|提问|问|答)[\]】）)]?{_HAN_COLON}"),
)
_TITLED_HAN = re.compile(rf"(?P<surname>{_HAN}{{1,2}}?){_HAN_TITLE}(?P<given>{_HAN}{{1,2}})")
_BARE_HAN = re.compile(rf"(?P<name>{_HAN}{{2,4}}(?:·{_HAN}{{1,8}}){{0,2}}){_HAN_ASIDE}{_HAN_COLON}")
# 林长制, 农业率: what is measured or set up.
_NO_NAME_ENDS = re.compile(r"[制率性类化]$")
# How speakers greet, and how lists begin.
_NOBODY = re.compile(
    r"各位|尊敬|同志|全体|们[:：]|女士们|先生们|来宾|负责|出席|列席|缺席|记录|联系|联络|分管|牵头"
)
# Words of somebody whom a speech quotes.
_QUOTES = re.compile(r"(?:说过?|讲过?|指出|强调|认为|表示|教导|问|答)\s?[:：]\s*$")
_SALUTES = re.compile(r"(?:Mr|Mrs|Ms|Madam|MR|MRS|MS|MADAM)\b")
# A roster, a list of duties or tasks, and what stands in brackets behind a programme.
_LISTED = re.compile(
    rf"(?:{_HONORIFIC}\.? )*{_FULL_NAME}"
    rf"(?:(?:,|;| and| &|, and) (?:{_HONORIFIC}\.? )*{_FULL_NAME})*\.?"
)
_DUTIES = re.compile(
    r"(?:负责(?!的|人|任)|負責(?!的|人|任)|分管|主管|协管|協管|协助|協助|主持(?!人)|牵头|牽頭|统筹|統籌)|[a-z]"
)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|^\d{1,3}\. ")
_AMOUNT = re.compile(r"[\d$€£¥%]")
_MAY_BE_TOPIC = re.compile(r"(?:Ambassador|Deputy|Lady|Lord|Earl|Prof(?:essor)?)\b")
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
    head, rest = line[: label.length], line[label.length :]
    words = simplified(head)
    is_quoted = _QUOTED.match(rest) or (len(label.name) > 1 and _QUOTES.search(words))
    if is_quoted or _NOBODY.search(words) or _LISTED.fullmatch(rest):
        return True
    if not label.named:
        return _DUTIES.match(rest) is not None or _is_list_of_names(rest)
    return _is_heading(head, label)


def _is_heading(head: str, label: Label) -> bool:
    """Whether a label in English is the heading of a programme: `Healthy Schools (2025):`."""
    if label.press or not label.name.isascii() or label.office:
        return False
    if not label.sure and _AMOUNT.search(_HOUR.sub("", head)):
        return True
    return (not label.sure or _MAY_BE_TOPIC.match(head) is not None) and is_topic(label.name)


def _is_list_of_names(rest: str) -> bool:
    """王大明、李小明: behind an office, those who hold it."""
    names = re.split(r"[、，,；;\s]+", rest.rstrip("。.； "))
    return bool(rest) and all(is_chinese_name(name) for name in names)


def introduced(line: str) -> str | None:
    """The name on a line that brings in a speaker and holds nothing else."""
    match = _INTRODUCED.fullmatch(line) if line.endswith(")") else None
    return (match["holder"] or match["name"]) if match else None


def _english_label(head: str) -> Label | None:
    for pattern in _ENGLISH:
        if match := pattern.match(head):
            return _label(match, sure=pattern in _SURE)
    if match := _PRESS.match(head):
        return _press(match["name"], match.end())
    match = _BARE_ENGLISH.match(head)
    return _label(match, sure=False) if match else None


def _press(name: str, length: int) -> Label:
    return Label(name, None, length, sure=len(name) > 1, answers=name in _ANSWERS, press=True)


def _han_label(head: str) -> Label | None:
    plain = simplified(head)
    for pattern in _CHINESE:
        if (match := pattern.match(plain)) and (label := _han_label_of(match, head)):
            return label
    match = _BARE_HAN.match(plain)
    if match is None or not _is_han_name(match["name"]):
        return None
    return Label(_said("name", match, head), None, match.end(), sure=False)


def _han_label_of(match: re.Match[str], head: str) -> Label | None:
    """What a match in simplified characters says, in the characters of `head`."""
    found = {name: _said(name, match, head) for name, part in match.groupdict().items() if part}
    if "surname" in found:
        name = found["surname"] + found["given"]
        return Label(name, None, match.end(), sure=True) if begins_with_surname(name) else None
    if "press" in found:
        return _press(found["press"], match.end())
    if "name" in found:
        is_name = begins_with_surname(found["name"])
        return Label(found["name"], None, match.end(), sure=True) if is_name else None
    office = found["office"]
    name = _without_title(found["holder"]) if "holder" in found else office
    return Label(name, office, match.end(), sure=True)


def _without_title(holder: str) -> str:
    """陳委員大文 -> 陳大文."""
    match = _TITLED_HAN.fullmatch(simplified(holder))
    return _said("surname", match, holder) + _said("given", match, holder) if match else holder


def _said(group: str, match: re.Match[str], head: str) -> str:
    return head[slice(*match.span(group))]


def _label(match: re.Match[str], *, sure: bool) -> Label:
    parts = match.groupdict()
    office = parts.get("office")
    plain = _plain(office) if office else None
    name = (parts.get("holder") or parts.get("name") or plain or "").strip()
    written = match.group().rstrip()
    return Label(
        name,
        plain,
        match.end(),
        sure=sure,
        styled=not sure and match.re is not _BARE_ENGLISH,
        salutes=name == plain and _SALUTES.match(written) is not None,
        mark=":" if written[-1] in ":：" else "–",
    )


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
    is_name = is_chinese_name(name) and _NO_NAME_ENDS.search(name) is None
    return is_name or leader(name, None) is not None
