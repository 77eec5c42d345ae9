"""Institutions in the reader's language: 广东省人民政府 is the People's Government of Guangdong
Province."""

from __future__ import annotations

import re

from rag.language.english_places import full_english_place
from rag.language.word_glosses import phrase_in
from rag.presentation.frame.words import FrameWords
from rag.types.text import Language

# What an institution is and how its English goes round the place; {} is the place.
_KINDS: tuple[tuple[str, str], ...] = (
    ("人民代表大会常务委员会", "Standing Committee of the People's Congress of {}"),
    ("人大常委会", "Standing Committee of the People's Congress of {}"),
    ("人民代表大会", "People's Congress of {}"),
    ("人民政府办公厅", "General Office of the People's Government of {}"),
    ("人民政府办公室", "General Office of the People's Government of {}"),
    ("人民政府", "People's Government of {}"),
    ("政府", "Government of {}"),
    ("政协", "CPPCC Committee of {}"),
    ("委员会", "{} Committee"),
    ("委", "CPC Committee of {}"),
)
_WHOLE = {
    "中国共产党中央委员会": "Central Committee of the Communist Party of China",
    "中共中央": "CPC Central Committee",
    "全国人民代表大会": "National People's Congress",
    "全国人民代表大会常务委员会": "Standing Committee of the National People's Congress",
    "国务院": "State Council",
    "国务院办公厅": "General Office of the State Council",
    "中央军委办公厅": "General Office of the Central Military Commission",
    "中央军委": "Central Military Commission",
    "中共中央办公厅": "General Office of the CPC Central Committee",
    "中华人民共和国": "China",
}
_AND = re.compile("[、和]")


def institution_in(name: str, language: Language) -> FrameWords | None:
    """The institution in `language`; None where no table or rule has it."""
    if language == "zh":
        chinese = phrase_in(name, "zh")
        return FrameWords(chinese, "names") if chinese else None
    english = english_institution(name)
    return FrameWords(english, "names") if english else None


def english_institution(name: str) -> str | None:
    """The English of a Chinese institution."""
    parts = _AND.split(name)
    if len(parts) > 1:
        known = [english_institution(part) for part in parts]
        return " and ".join(part for part in known if part) if all(known) else None
    return _WHOLE.get(name) or _of_a_place(name) or _listed(name)


def _of_a_place(name: str) -> str | None:
    for ending, around in _KINDS:
        place = name.removesuffix(ending)
        if place != name and place[-1:] in "省市区县州盟旗镇乡":
            english = full_english_place(place.removeprefix("中共"))
            return around.format(english) if english else None
    return None


def _listed(name: str) -> str | None:
    """A name of the table of report terms: institutions begin with a capital there."""
    english = phrase_in(name, "en")
    return english if english and english[0].isupper() else None
