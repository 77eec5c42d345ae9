"""The offices by which records of debates call who speaks where they name nobody: The President,
主席, 财政司司长.
"""

from __future__ import annotations

import re

from rag.language.leaders import leader
from rag.language.places import place_named
from rag.language.simplified import simplified
from rag.language.surnames import begins_with_surname
from rag.language.vocabulary import Vocabulary

OFFICE = (
    r"(?:(?:THE|The|An?|Madam|Mr|Mrs|Ms|MADAM|MR|MRS|MS)\.? )?"
    r"(?:(?:Acting|Deputy|Vice|Temporary|Assistant|Honourable|Hon\.|ACTING|DEPUTY|VICE|TEMPORARY"
    r"|HONOURABLE)[ -]){0,2}"
    r"(?:President|Speaker|Chair(?:man|woman|person)?|Co-Chair|Prime Minister|Premier|Chancellor"
    r"|Secretary-General|Secretary General|Governor|Mayor|Clerk|Moderator|Rapporteur|Commissioner"
    r"|Attorney General|Chief Executive|Leader of the (?:House|Opposition)|Convener"
    r"|Presiding Officer"
    r"|(?:(?:Parliamentary|Permanent|Financial|First|Chief|Lord|Senior) ){0,2}(?:Under-)?"
    r"(?:Minister|Secretary)(?:(?: of State)?(?: (?:for|of|to) [^:：\n()]{1,70}[^:：\n() ])?)"
    r"|PRESIDENT|SPEAKER|CHAIR(?:MAN|WOMAN|PERSON)?|PRIME MINISTER|PREMIER|CHIEF EXECUTIVE|CLERK"
    r"|(?:(?:PARLIAMENTARY|FINANCIAL|CHIEF) )?(?:UNDER)?(?:MINISTER|SECRETARY)"
    r"(?: (?:FOR|OF) [A-Z ,-]{1,69}[A-Z])?)"
)
_HAN = r"[\u3400-\u9fff]"
# In simplified characters.
HAN_OFFICE = (
    r"(?:(?:代理|署理|副|全[院委]会|大会|会议)?主席|副?议长|行政长官|司长|局长|署长|部长|处长|院长"
    r"|次长|秘书长|召集人|召集委员|主任委员|委员长|市长|县长|州长|省长|区长|总统|总理|首相|发言人"
    r"|主任|校长|行长|特首)"
)
_TITLED = re.compile(
    rf"(?P<name>{_HAN}{{2,4}}|{_HAN}{{1,8}}·{_HAN}{{1,8}})(?P<office>{HAN_OFFICE})"
)
_LONGEST_NAME = 3
# The last characters of bodies and districts, which no given name has before an office.
_OF_A_BODY = re.compile(r"[省市区县州局署部司厅院会委办处科组镇乡旗盟副务]$")
# What tells an office from others of its kind.
_WHICH = re.compile(
    rf" (?:for|of) |^{_HAN}{{2,}}(?<!代理)(?<!会议)(?<!大会)(?:司长|局长|部长|署长|秘书长)$"
)
_NOBODY = re.compile(
    rf"(?:{OFFICE}|(?:Hon(?:ourable|\.)? )?(?:Members?|Senators?|Delegates?)"
    rf"|{_HAN}{{0,12}}{HAN_OFFICE}|Question|Reporter|Journalist|Interviewer|Host|Q"
    rf"|{_HAN}{{0,14}}记者|主持人|提问|问)"
)


def is_office(name: str) -> bool:
    """Whether `name` calls somebody by an office alone: 市长 does, 王大明市长 does not."""
    return _NOBODY.fullmatch(simplified(name)) is not None and name_before_office(name) is None


def name_before_office(words: str) -> str | None:
    """王大明 of 王大明市长, as it is written; None for 江苏省省长, an office alone."""
    match = _TITLED.fullmatch(simplified(words))
    if match is None:
        return None
    name = match["name"]
    is_name = leader(name, None) is not None or is_chinese_name(name)
    return words[: len(name)] if is_name else None


def is_chinese_name(name: str) -> bool:
    """Whether a Chinese person may be called so: 王大明; but no word, place or body."""
    plain = simplified(name)
    if "·" in plain:
        return True
    is_long = len(plain) > _LONGEST_NAME
    if is_long or not begins_with_surname(plain) or _OF_A_BODY.search(plain):
        return False
    return place_named(plain) is None and len(Vocabulary.bundled().encode(plain)) > 1


def is_anybody(name: str) -> bool:
    """Whether `name` is an office that every assembly has, or a part in a conversation: Speaker,
    主席, 记者; the Minister for Schools is one person."""
    return is_office(name) and _WHICH.search(simplified(name)) is None
