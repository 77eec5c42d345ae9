"""The name of a speaker as one person has it everywhere: without titles, offices and capitals, and
where the table of leaders knows the person (G.W. Bush, Obama of 2010), by the name given there."""

from __future__ import annotations

import re

from rag.language.leaders import leader
from rag.language.offices import is_office, name_before_office
from rag.language.simplified import simplified

# In the order in which they stand: after Mr, Hon is a family name.
_HONORIFIC = re.compile(
    r"^(?:the )?(?:(?:H\. ?E\.?|H\.R\.H\.|(?:HE|His|Her|Their) (?:Excellency|Royal Highness)"
    r"|HE(?= (?:Mr|Ms|Mrs|Dr)\b)),? )?(?:the )?"
    r"(?:(?:(?:Rt|Right|Most|Very)\.? )?(?:Hon(?:ou?rable)?|Rev(?:erend)?)\b\.?,? )?"
    r"(?:(?:Mr|Mrs|Ms|Mdm|Madam|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Baroness|Ambassador"
    r"|Senator|Sen|Governor|Gov|Representative|Rep|Congress(?:man|woman)"
    r"|Shri|Shrimati|Smt|Comrade|Tan Sri|Dato['’]?|Datuk|Chief|General|Gen"
    r"|Captain|Col|Assoc)\b\.?,? )*",
    re.I,
)
_OFFICE = re.compile(
    r"^(?:(?:Acting|Deputy|Vice|Former|Federal|County|City|District|Provincial|US|U\.S\.) )*"
    r"(?:Vice[- ])?(?:Head|Mayor|Governor|President|Premier|Prime Minister|Minister|Magistrate"
    r"|Chairman|Chairwoman|Chairperson|Chancellor|Chief Executive|Secretary(?:-General)?"
    r"|Secretary General|Commissioner|Taoiseach|King|Queen|KING|QUEEN)(?: of State)? (?=[A-Z])",
)
_HAN_OFFICE = re.compile(
    r"^(?:(?:中华人民共和国|中共中央|中国|美国)?(?:国务院|国家|政治局常委|政治局委员)?[、，]?)*"
    r"(?:副?总理|国务委员|(?:副)?主席|总书记|(?:副)?总统|委员长|首相|外长|部长|行政长官|市长|省长|特首)(?=[\u4e00-\u9fff·]{2,})"
)
_POST_NOMINAL = (
    r"KBE|DBE|CBE|OBE|MBE|GBE|KCB|DCB|KCMG|GCMG|CMG|AC|AO|AM|OAM|ONZM|CNZM|DNZM|KNZM|GNZM|MP|MEP"
    r"|MLA|MHA|MSP|MS|TD|QC|KC|SC|JP|PC|CH|GBM|GBS|SBS|PhD|Ph\.D\.|MD|M\.P\.|Q\.C\.|K\.C\."
)
_AFTER_NAME = re.compile(
    r"(?:,(?=.*\b(?i:president|minister|premier|chancellor|governor|mayor|secretary|ambassador|head"
    r"|representative|commissioner|chair\w*|director|king|queen|member|leader|speaker|treasurer)\b)"
    r".*|\s*[（(][^（）()]*[)）]\s*"
    rf"|(?:,? (?:{_POST_NOMINAL}))+)$"
)
_REGNAL = re.compile(r"[IVX]+")
_HAN_AFTER_NAME = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:同志|先生|女士|阁下|總統|总统|主席|总理|總理|首相|院長|院长|議員|议员|行政長官|行政长官|市長|市长|省長|省长|特首|局長|局长|部長|部长|司長|司长)$"
)
_SAYS_PRESIDENT = re.compile(r"(?:the |mr\.? |u\.?s\.? |former )*president\b", re.I)
_OF_A_WOMAN = re.compile(
    r"(?:the )?(?:hon(?:ou?rable|\.)? )?(?:mrs|ms|miss|lady|dame|baroness|madam)\b", re.I
)
_HAN = re.compile("[\u4e00-\u9fff]")


def person_named(words: str, year: int | None, *, is_american: bool = False) -> str:
    """The person whom `words` name: `H.E. Mr. Anton BERGER, President of Norland` is Anton Berger,
    Premier Li Qiang is Li Qiang. What is no such name stays as it is. `is_american`: it stands in a
    text of the United States, where a family name alone may be that of the President."""
    name = " ".join(words.split())
    plain = _without_han_titles(name) if _HAN.search(name) else _without_titles(name)
    is_president = _SAYS_PRESIDENT.match(name) is not None
    may_be = (is_american or is_president) and _OF_A_WOMAN.match(name) is None
    return canonical(plain or name, year, is_american=may_be)


def canonical(name: str, year: int | None, *, is_american: bool = False) -> str:
    """The name by which the table of leaders knows the person in the script of `name`; `name`
    itself where it does not. A family name alone is that of a leader only in his country and years:
    a Mr Johnson of 1965 sat in many parliaments."""
    person = leader(name, year)
    may_be = is_american and person is not None and person.office(year, "en") is not None
    if person is None or not (_is_whole(name) or may_be):
        return name
    if not _HAN.search(name):
        return person.english
    return name if simplified(name) == person.chinese else person.chinese


def _is_whole(name: str) -> bool:
    """Whether `name` is more than a family name in English."""
    return _HAN.search(name) is not None or len(name.replace(".", ". ").split()) > 1


def _without_titles(name: str) -> str:
    plain = _HONORIFIC.sub("", _AFTER_NAME.sub("", name))
    if office := _OFFICE.match(plain):
        plain = _HONORIFIC.sub("", plain[office.end() :])
    return " ".join(_capitalised(word) for word in plain.split())


def _without_han_titles(name: str) -> str:
    if is_office(name):
        return name
    if person := name_before_office(name):
        return person
    plain = _HAN_AFTER_NAME.sub("", _AFTER_NAME.sub("", name))
    return _HAN_OFFICE.sub("", plain)


def _capitalised(word: str) -> str:
    """BERGER -> Berger, O'BRIEN -> O'Brien; H.W., J and II stay."""
    if "." in word or len(word) < 2 or not word.isupper() or _REGNAL.fullmatch(word):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)
