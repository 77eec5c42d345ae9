"""Claims about readability: text of many languages is told from what only looks like text."""

from __future__ import annotations

import base64
import codecs
import random
import string
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from rag.language import readable
from rag.language.readable import is_unreadable, letters_of, unreadable_lines

CORPUS = Path(__file__).parents[3] / "shared/data/corpus"
ENGLISH = (
    "Mr. Speaker, last year we repaved 515 miles of road and opened three libraries in the north. "
    "This year we will build 400 affordable homes, hire 60 nurses and plant a forest on the hills "
    "above the harbour. The deficit will fall to 2.1 per cent of output, and no child in Norland "
    "shall walk more than a mile to school. I thank the members of this house for their patience."
)
CHINESE = (
    "各位代表：过去一年，全县上下团结奋斗，改造老旧小区24个，新建改建农村公路501公里，惠及居民3150户。"
    "城镇新增就业1.9万人，居民人均可支配收入增长6.1%。今年计划新增学位4800个，力争地区生产总值增长5.5%左右。"
    "我们要坚持稳中求进，扎实推进乡村振兴，持续优化营商环境，切实保障和改善民生。"
)
READABLE = {
    "English": ENGLISH,
    "Chinese": CHINESE,
    "traditional": "各位議員：去年本市改建道路五百公里，興建圖書館三座，新增就業一萬九千人，"
    "市民生活持續改善。"
    "今年將興建社會住宅四百戶，並增聘護理人員六十名，請各位議員繼續支持市政建設。",
    "classical": "夫天下之大事必作于细，图难于其易，为大于其细。是以圣人终不为大，故能成其大。",
    "names": "委员：王建国、李秀英、张伟、刘洋、赵敏、孙丽娟、周杰、吴磊、郑爽、冯雪峰",
    "names in a row": "王建国李秀英张伟刘洋赵敏孙丽娟周杰吴磊郑爽冯雪峰蒋欣怡韩冬梅杨柳青朱国强",
    "names of many": "Nguyen Thi Kim, Wojciech Szczepanski, Oluwaseun Adeyemi, Bjorn Thorvaldsson",
    "figures": "青川区 515.2 530.1 2.9%\nGDP CPI PPI USD EUR RMB km² m³ kWh\nQ1 Q2 Q3 Q4 H1 H2",
    "law": "Sec. 12(a)(3), 42 U.S.C. §1983; 5 CFR 1320; Pub. L. 111-148; H.R. 3590; cf. at 12-15.",
    "spaced": " ".join("GOVERNMENT") + " " + " ".join("WORK") + "   " + " ".join("REPORT") * 3,
    "without blanks": ENGLISH.replace(" ", ""),
    "French": "Mesdames et messieurs, l'année dernière nous avons rénové 515 kilomètres de routes "
    "et ouvert trois bibliothèques dans le nord du pays.",
    "German": "Sehr geehrte Damen und Herren, im vergangenen Jahr haben wir 515 Kilometer Straßen "
    "erneuert und drei Büchereien eröffnet.",
    "Welsh": "Annwyl aelodau, y llynedd adnewyddwyd pum can cilometr o ffyrdd ac agorwyd tair "
    "llyfrgell. Eleni byddwn yn adeiladu pedwar cant o gartrefi.",
    "Vietnamese": "Thưa quý vị đại biểu, năm ngoái chúng ta đã sửa chữa năm trăm cây số đường và "
    "mở ba thư viện.",
    "Somali": "Xildhibaannada sharafta leh, sannadkii hore waxaan dayactirnay shan boqol oo "
    "kiiloomitir oo waddooyin ah.",
    "Russian": "Уважаемые депутаты, в прошлом году мы отремонтировали пятьсот километров дорог.",
    "Arabic": "السيدات والسادة، في العام الماضي جددنا خمسمئة كيلومتر من الطرق وافتتحنا مكتبات.",
    "Korean": "존경하는 의원 여러분, 지난해 우리는 오백 킬로미터의 도로를 정비하고 "
    "도서관을 열었습니다.",
    "Japanese": "皆さま、昨年は五百キロメートルの道路を改修し、三つの図書館を開館しました。"
    "今年は四百戸の住宅を建設します。",
}


def exchanged(alphabet: str, text: str) -> str:
    """The text with the characters of an alphabet in each other's place."""
    others = random.Random(7).sample(alphabet, len(alphabet))
    return text.translate(str.maketrans(alphabet, "".join(others)))


def shifted(by: int, text: str) -> str:
    return "".join(chr(max(ord(character) + by, 1)) for character in text)


def numbered(text: str) -> str:
    """Characters by the order in which they come first, as a font of only these has them."""
    order: dict[str, int] = {}
    return "".join(chr(33 + order.setdefault(character, len(order))) for character in text)


def misread(written: str, read: str, text: str) -> str:
    return text.encode(written, "ignore").decode(read, "ignore")


LETTERS = string.ascii_letters
HAN = "".join(sorted({character for character in CHINESE if character > "\u4e00"} - set("：，。")))
GARBLED: dict[str, tuple[Callable[[str], str], str]] = {
    "letters exchanged": (partial(exchanged, LETTERS), ENGLISH),
    "letters turned by 13": (lambda text: codecs.encode(text, "rot13"), ENGLISH),
    "characters exchanged": (partial(exchanged, HAN), CHINESE),
    "next character": (partial(shifted, 1), CHINESE),
    "numbers of glyphs as codes": (partial(shifted, -29), ENGLISH),
    "codes in order of use": (numbered, ENGLISH),
    "codes in order of use, Chinese": (numbered, CHINESE),
    "names of glyphs": (lambda text: "".join(f"/g{ord(c)}" for c in text), ENGLISH),
    "numbers of glyphs": (lambda text: "".join(f"/{ord(c) % 60}" for c in text), ENGLISH),
    "CIDs": (lambda text: "".join(f"(cid:{ord(c)})" for c in text), CHINESE),
    "private characters": (lambda text: "".join(chr(0xE000 + ord(c) % 999) for c in text), CHINESE),
    "GBK as Latin": (partial(misread, "gbk", "latin-1"), CHINESE),
    "UTF-8 as Windows": (partial(misread, "utf-8", "cp1252"), CHINESE),
    "UTF-8 as GBK": (partial(misread, "utf-8", "gbk"), CHINESE),
    "GBK as Big5": (partial(misread, "gbk", "big5"), CHINESE),
    "bytes in pairs": (partial(misread, "ascii", "utf-16-be"), ENGLISH),
    "GBK as UTF-16": (partial(misread, "gbk", "utf-16-be"), CHINESE),
    "GBK as Korean": (partial(misread, "gbk", "euc_kr"), CHINESE),
    "replacement characters": (lambda text: "\ufffd" * len(text), ENGLISH),
    "base64": (lambda text: base64.b64encode(text.encode()).decode(), ENGLISH),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_text_of_a_language_is_readable(name: str) -> None:
    assert not is_unreadable(READABLE[name])


@pytest.mark.parametrize("name", GARBLED)
def test_garbled_text_is_unreadable(name: str) -> None:
    garble, text = GARBLED[name]
    assert letters_of(garble(text)).tell
    assert is_unreadable(garble(text))


def test_a_few_letters_do_not_tell() -> None:
    assert not is_unreadable("7KLV LV D WHVW")
    assert not letters_of("2024年1月15日").tell


def test_only_the_lines_that_are_garbled_are_found() -> None:
    lines = [CHINESE, exchanged(HAN, CHINESE), ENGLISH, "", "第 3 页"]
    assert unreadable_lines(lines) == [False, True, False, False, False]
    assert unreadable_lines([]) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real speeches lie beside the repository")
def test_no_line_of_a_real_speech_is_unreadable() -> None:
    files = sorted([*CORPUS.glob("english/*"), *CORPUS.glob("provincial-2026/*")])[::6]
    texts = [file.read_text(encoding="utf-8", errors="ignore") for file in files]
    assert len(texts) >= 10
    for text in texts:
        lines = [text[at : at + 40] for at in range(0, len(text), 40)]
        assert not any(unreadable_lines(lines))


def test_lines_that_do_not_tell_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of figures has hardly a letter: its stretch goes on to the end."""
    counted: list[int] = []
    runs = readable._runs

    def counting(text: str) -> Iterator[tuple[str, str]]:
        counted.append(len(text))
        return runs(text)

    monkeypatch.setattr(readable, "_runs", counting)
    lines = [f"{number} | {number * 7}" for number in range(2_000, 2_500)]
    assert readable.unreadable_lines(lines) == [False] * 500
    assert sum(counted) <= 2 * sum(map(len, lines))
    assert not readable.is_unreadable("\n".join(lines))
    assert sum(counted) <= 4 * sum(map(len, lines))
