import random

import pytest

from rag.language.figures import figures
from rag.language.word_glosses import cut, glosses, stem, word_for_word
from rag.types.text import Language


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("澄川市新增1000处信号灯联网", "Chengchuan added 1000 traffic lights networked"),
        ("贫困发生率由10.2%下降到3.1%", "poverty headcount ratio from 10.2% fell to 3.1%"),
        ("高标准农田1000万亩", "high-standard cropland 10 million mu (1/15 hectare)"),
        ("增速居全国第2位", "growth rate ranking national no. 2"),
        ("下降５％左右", "fell 5% about"),
        ("一九七八年", "1978"),
        ("增长百分之五十点八", "grew 50.8%"),
        ("四十七点三万亿元", "47.3 trillion yuan"),
        ("2019年6月底前完成", "June 2019 end before completed"),
        ("2019年6月前完成", "June 2019 before completed"),
        ("2016—2020年", "2016–2020"),
        ("2016年至2020年", "2016–2020"),
        ("2025年前三季度", "2025 first three quarters"),
        ("2025年前完成", "2025 before completed"),
        ("2000年前", "2000 years before"),
        ("2023，2024年", "2023, 2024"),
        ("1，234，567人", "1.234567 million people"),
        ("七八万人", "七八万人"),
        ("二三十万亩", "二三十万亩"),
        ("增长百分之三五", "grew 百分之三五"),
    ],
)
def test_chinese_is_told_word_for_word_with_its_figures(chinese: str, english: str) -> None:
    assert word_for_word(chinese, "en") == english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("We will cut the deficit by $200 billion.", "我们 将 削减 赤字 2000亿美元"),
        ("We're not raising taxes.", "我们 不 提高 税收"),
        ("Unemployment fell to 5.3 percent", "失业 下降 5.3%"),
        ("the Soviet Union", "苏联"),
        ("2023,2024", "2023，2024"),
        ("$1,234,567", "123.4567万美元"),
    ],
)
def test_english_is_told_word_for_word(english: str, chinese: str) -> None:
    assert word_for_word(english, "zh") == chinese


@pytest.mark.parametrize(
    ("text", "language", "negation"),
    [("不得收费", "en", "not"), ("无污染", "en", "without"), ("We do not wait", "zh", "不")],
)
def test_a_negation_is_never_left_out(text: str, language: Language, negation: str) -> None:
    assert negation in word_for_word(text, language)


def test_a_year_is_no_number_of_years() -> None:
    for text in ("2025年来", "2025年间", "2016—2020年间", "2023，2024年"):
        assert "years" not in word_for_word(text, "en")


def test_particles_are_left_out() -> None:
    assert word_for_word("发展的成果", "en") == word_for_word("发展成果", "en")


def test_where_nothing_is_known_there_is_no_gloss() -> None:
    assert word_for_word("……", "en") == ""


def test_every_figure_of_a_gloss_is_that_of_its_source() -> None:
    """Amounts of random size, in the units that reports use; below those that look like years."""
    chosen = random.Random(15)
    for _ in range(300):
        number = f"{chosen.uniform(1, 1800):.{chosen.choice((0, 1, 2))}f}"
        written = number + chosen.choice(("", "万", "亿", "万亿")) + chosen.choice("元人吨")
        source, told = figures(written), figures(word_for_word(f"达到{written}", "en"))
        assert [f.value for f in told] == pytest.approx([f.value for f in source]), written


def test_words_stand_where_their_glosses_say() -> None:
    text = "明湖区建成公园12座，投资3.5亿元。"
    found = list(glosses(text, "en"))
    assert "".join(word.span.slice(text) for word in found) == text


def test_a_clause_is_cut_into_few_words() -> None:
    assert list(cut("生产总值", {"生产", "总值", "生产总值", "生"})) == ["生产总值"]
    assert list(cut("研究生命", {"研究", "研究生", "生命"})) == ["研究", "生命"]


def test_endings_are_no_other_word() -> None:
    assert stem("developing") == stem("development") == "develop"
    assert stem("red") == "red"
