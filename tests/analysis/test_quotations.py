"""Claims about the check of quotations: what stands is found, and what was altered is caught with
the words that differ."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from rag.analysis.folding import folded
from rag.analysis.quotation_files import read_quotations
from rag.analysis.quotations import LONGEST, check_quotations, is_short
from rag.index.index import Index
from rag.presentation.exports import FORMATS
from rag.presentation.quotations_json import quotation_check_json
from rag.types.quotations import CheckedQuotation, Quoted
from tests.analysis.quoting import altered, answer_of, sample_quotes
from tests.built import sample_engine

DUST = "PM2.5年均浓度为每立方米42微克，比上年的43微克下降2.3%"
MINGHU = "明湖区2026年政府工作报告"
YUNXI = "云溪市2026年政府工作报告"


@pytest.fixture
def index() -> Iterator[Index]:
    with sample_engine().index() as index:
        yield index


def checked(index: Index, words: str, before: str = "", behind: str = "") -> CheckedQuotation:
    (one,) = check_quotations(index, [Quoted(words, before, behind)]).quotations
    return one


def said(one: CheckedQuotation, kind: str) -> list[str]:
    """The pieces that only the quotation (`del`) or only the speech (`ins`) has."""
    return [piece.text for piece in one.differences if piece.kind == kind]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "gbt7714"])
def test_200_exported_quotations_stand_where_they_were_taken_from(name: str, index: Index) -> None:
    quotes = sample_quotes()
    data = FORMATS[name].exported(answer_of(quotes), "https://speeches.example")
    found = read_quotations(data, f"answer{FORMATS[name].suffix}")
    check = check_quotations(index, found.quoted, found.text)
    assert check.all_stand
    places = [one.at.quote for one in check.quotations if one.at]
    assert [place.passage.document.id for place in places] == [
        quote.passage.document.id for quote in quotes
    ]
    assert [place.span for place in places] == [quote.span for quote in quotes]


def test_200_altered_quotations_are_caught_without_a_reference(index: Index) -> None:
    chance = random.Random(1)
    for quote in sample_quotes():
        change = altered(quote, chance)
        assert checked(index, change.words).verdict == "altered", change


def test_200_altered_quotations_are_caught_with_the_words_that_differ(index: Index) -> None:
    chance = random.Random(2)
    for quote in sample_quotes():
        change = altered(quote, chance)
        link = quote.passage.document.permalink(quote.span)
        one = checked(index, change.words, behind=link)
        assert one.verdict == "altered", change
        assert folded(change.new).text in folded("".join(said(one, "del"))).text, change
        assert folded(change.old).text in folded("".join(said(one, "ins"))).text, change
        assert len(said(one, "del")) + len(said(one, "ins")) <= 2, change


def test_differences_put_together_are_the_quotation_and_the_speech(index: Index) -> None:
    chance = random.Random(3)
    for quote in sample_quotes()[:50]:
        change = altered(quote, chance)
        one = checked(index, change.words)
        assert one.at
        quoted = "".join(piece.text for piece in one.differences if piece.kind != "ins")
        spoken = "".join(piece.text for piece in one.differences if piece.kind != "del")
        assert folded(quoted).text == folded(change.words).trimmed().text
        assert folded(spoken).text == folded(one.at.quote.text).text


@pytest.mark.parametrize(
    "words",
    [
        DUST,
        "ＰＭ２.５年均濃度為每立方米４２微克，比上年的４３微克下降２.３％",
        "PM2.5年均浓度为 每立方米 42微克,\n比上年的43微克下降2.3%。",
        "與共建「一帶一路」國家的貿易占比達到48.5%",
        "“PM2.5 fell  from 50 to 46 micrograms per cubic metre”",
    ],
)
def test_what_a_printer_may_change_still_stands(words: str, index: Index) -> None:
    assert checked(index, words).verdict == "stands"


@pytest.mark.parametrize(
    ("words", "new", "old"),
    [
        (DUST.replace("2.3%", "2.30%"), "2.30%", "2.3%"),
        (DUST.replace("2.3%", "2.3个百分点"), "个百分点", ""),
        (DUST.replace("42", "四十二"), "四十二", "42"),
        (DUST.replace("下降2.3%", "下降-2.3%"), "-", ""),
        (DUST.replace("43微克", "4 3微克"), "3", "43"),
        ("5年均浓度为每立方米42微克", "", "2.5"),
        ("超过48%的计划，比2020年提高11", "", "11.3"),
        ("3%，没有达到41微克的年度目标", "", "2.3%"),
    ],
)
def test_a_figure_that_differs_or_is_cut_never_stands(
    words: str, new: str, old: str, index: Index
) -> None:
    one = checked(index, words)
    assert one.verdict == "altered"
    assert new in "".join(said(one, "del"))
    assert old in "".join(said(one, "ins"))


def test_a_word_that_is_cut_does_not_stand(index: Index) -> None:
    one = checked(index, "ell from 50 to 46 micrograms per cubic metre")
    assert (one.verdict, said(one, "ins")) == ("altered", ["fell"])


@pytest.mark.parametrize(
    ("before", "behind", "verdict"),
    [
        (f"{MINGHU}说：", "", "stands"),
        (f"{YUNXI}说：", "", "elsewhere"),
        ("", f"（《{MINGHU}》）", "stands"),
        ("", f"（《{YUNXI}》）", "elsewhere"),
        (f"{YUNXI}没有说，{MINGHU}说：", "", "stands"),
        ("", "\n\n" + YUNXI, "stands"),
        ("", "（/documents/0000000000000000?c=1-2&h=00000000#c）", "stands"),
    ],
)
def test_a_reference_to_another_speech_is_told(
    before: str, behind: str, verdict: str, index: Index
) -> None:
    one = checked(index, DUST, before, behind)
    assert one.verdict == verdict
    assert one.at
    assert one.at.quote.passage.document.title == MINGHU


def test_a_permalink_and_a_numbered_reference_name_the_speech(index: Index) -> None:
    ids = {entry.title: entry.id for entry in index.catalogue}
    link = f"（/documents/{ids[YUNXI]}?c=0-9&h=00000000#c）"
    assert checked(index, DUST, behind=link).verdict == "elsewhere"
    text = f"“{DUST}”[1]，“{DUST}”[2]。\n\n[1] {MINGHU}\n[2] {YUNXI}\n"
    found = read_quotations(text.encode(), "notes.txt")
    check = check_quotations(index, found.quoted, found.text)
    assert [one.verdict for one in check.quotations] == ["stands", "elsewhere"]
    assert check.quotations[1].named == (ids[YUNXI],)


def test_what_nobody_said_is_not_found(index: Index) -> None:
    for words in ("这句话从来没有任何人在任何地方说过", "Nobody ever said these words anywhere"):
        one = checked(index, words)
        assert (one.verdict, one.at, one.differences) == ("not_found", None, ())


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("一带一路", True),
        ("高质量发展", True),
        ("推动高质量发展", False),
        ("new quality", True),
        ("new quality forces", False),
        ("GDP增长5%", False),
        ("……！", True),
        ("，" * 2000, True),
        ("", True),
    ],
)
def test_short_quotations_are_skipped_and_counted(words: str, short: bool, index: Index) -> None:
    assert is_short(words) is short
    assert check_quotations(index, [Quoted(words)]).skipped == int(short)


def test_a_long_quotation_that_does_not_stand_is_checked_by_sentences(index: Index) -> None:
    document = next(d for d in index.documents() if len(d.text) > 2 * LONGEST)
    whole = document.text[: 2 * LONGEST].rsplit("\n", 1)[0]
    assert checked(index, whole).verdict == "stands"
    middle = len(whole) // 2
    check = check_quotations(index, [Quoted(whole[:middle] + "龘龘龘" + whole[middle:])])
    assert check.count("altered") == 1
    assert check.count("stands") == len(check.quotations) - 1 > 5


def test_json_counts_the_verdicts_and_links_the_places(index: Index) -> None:
    check = check_quotations(index, [Quoted(DUST), Quoted(DUST.replace("42", "24")), Quoted("短")])
    whole = quotation_check_json(check, "https://speeches.example")
    assert whole["counts"] == {"stands": 1, "altered": 1, "elsewhere": 0, "not_found": 0}
    assert whole["skipped"] == 1
    first, second = whole["quotes"]
    assert first["at"]
    assert first["at"]["quote"] == DUST
    assert first["at"]["permalink"].startswith("https://speeches.example/documents/")
    assert {"kind": "del", "text": "24"} in second["differences"]
    assert {"kind": "ins", "text": "42"} in second["differences"]
