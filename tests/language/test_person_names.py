import pytest

from rag.language.leaders import leader
from rag.language.person_names import pinyin_name


@pytest.mark.parametrize(
    ("chinese", "pinyin"),
    [
        ("王小明", "Wang Xiaoming"),
        ("单长安", "Shan Chang'an"),
        ("欧阳青川", "Ouyang Qingchuan"),
        ("吕绿", "Lü Lü"),
        ("嘎玛泽登", "Gama Zedeng"),
        ("艾山·买买提", "Aishan Maimaiti"),
    ],
)
def test_a_name_is_read_family_name_first(chinese: str, pinyin: str) -> None:
    assert pinyin_name(chinese) == pinyin


def test_what_is_no_chinese_name_has_no_pinyin() -> None:
    assert pinyin_name("Ada Norland") is None


def test_persons_of_one_last_name_are_told_apart_by_the_year() -> None:
    elder, younger = leader("Bush", 1990), leader("Bush", 2005)
    assert elder is not None
    assert younger is not None
    assert elder != younger
    assert leader("Bush", 1970) is None


def test_an_office_is_told_only_for_its_years() -> None:
    person = leader("李克强", 2015)
    assert person is not None
    assert person.office(2015, "en") == "Premier of the State Council"
    assert person.office(1990, "en") is None
    assert person.office(None, "en") is None


def test_a_middle_initial_does_not_hide_a_person() -> None:
    assert leader("Gerald R. Ford", 1975) == leader("Gerald Ford", 1975)
