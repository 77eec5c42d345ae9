"""The offices by which records of debates call who speaks where they name nobody: The President,
主席, 财政司司长.
"""

from __future__ import annotations

import re

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
    r"(?: (?:FOR|OF) [A-Z ,-]{2,70})?)"
)
_HAN = r"[\u3400-\u9fff]"
HAN_OFFICE = (
    r"(?:(?:代理|署理|副|全[院委]會|全[院委]会|大會|大会|會議|会议)?主席|議長|议长|副議長|行政長官|行政长官|司長|司长|局長|局长|署長|部長|部长|處長|处长"
    r"|院長|院长|次長|秘書長|秘书长|召集人|召集委員|主任委員|委員長|市長|市长|縣長|县长|州长|省长|區長|区长|總統|总统|總理|总理|首相|發言人|发言人|主任|校长|行长)"
)
_NOBODY = re.compile(
    rf"(?:{OFFICE}|{_HAN}{{0,8}}{HAN_OFFICE}|Question|Reporter|Journalist|Interviewer|Host|Q"
    rf"|{_HAN}{{0,14}}(?:记者|記者)|主持人|提问|提問|问|問)"
)


def is_office(name: str) -> bool:
    """Whether `name` calls somebody by an office alone, which anybody may hold."""
    return _NOBODY.fullmatch(name) is not None
