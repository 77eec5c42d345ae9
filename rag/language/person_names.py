"""A Chinese person's name in pinyin, family name first: Wang Xiaoming for 王小明; names of other
peoples of China, written with a dot, are read syllable by syllable."""

from __future__ import annotations

import re

from rag.language.pinyin import characters_read, one_word
from rag.language.wordlists import words

_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,6})*")
# Family names of two characters; a name of three that begins so has a short given name.
_DOUBLE = words(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 东方 端木 呼延 南宫 西门 独孤"
)
_LONGEST = 4
# Family names that are read otherwise than the character is elsewhere.
_READ = {"单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao",
         "区": "ou", "乐": "yue", "盖": "ge", "翟": "zhai", "任": "ren", "华": "hua", "覃": "qin",
         "尉": "yu", "长": "zhang", "万": "wan", "盛": "sheng", "重": "chong", "宁": "ning",
         "缪": "miao", "晁": "chao", "冼": "xian", "逄": "pang", "娄": "lou", "石": "shi",
         "沈": "shen", "柏": "bai", "谌": "chen", "隗": "wei", "都": "du", "贾": "jia",
         "车": "che", "卜": "bu"}  # fmt: skip
# Given names: where a character is read one way in names.
_GIVEN = {"长": "chang", "重": "chong", "乐": "le", "行": "xing", "都": "du", "朝": "chao",
          "会": "hui", "参": "shen", "曾": "zeng", "召": "zhao", "叶": "ye"}  # fmt: skip


def pinyin_name(name: str) -> str | None:
    """The name in pinyin; None for what is no Chinese name."""
    if not _NAME.fullmatch(name):
        return None
    first, *others = re.split("[·•]", name)
    if others:
        return " ".join(_word(part) for part in (first, *others))
    # Four characters without a double family name are a name of another people: two and two.
    is_double = first[:2] in _DOUBLE and len(first) > 2
    length = 2 if is_double or len(first) == _LONGEST else 1
    family, given = first[:length], first[length:]
    read = _READ.get(family)
    return f"{read.capitalize() if read else _word(family)} {_word(given)}"


def _word(han: str) -> str:
    read = zip(han, characters_read(han), strict=True)
    return one_word(_GIVEN.get(character, syllable) for character, syllable in read)
