"""The offices by which records of debates call who speaks where they name nobody: The President,
主席, 财政司司长.
"""

from __future__ import annotations

import re

from rag.language.simplified import simplified

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
    r"|主任|校长|行长)"
)
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
    """Whether `name` calls somebody by an office alone."""
    return _NOBODY.fullmatch(simplified(name)) is not None


def is_anybody(name: str) -> bool:
    """Whether `name` is an office that every assembly has, or a part in a conversation: Speaker,
    主席, 记者; the Minister for Schools is one person."""
    return is_office(name) and _WHICH.search(simplified(name)) is None
