from itertools import pairwise

import pytest

from rag.language.leaders import all_leaders, every_form, holder, leader, same_person
from rag.language.official_reports import on_record
from rag.language.person_names import pinyin_name
from rag.types.text import PartialDate


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


@pytest.mark.parametrize(
    ("date", "president"),
    [("1969-01-19", "Lyndon B. Johnson"), ("1969-01-20", None), ("1969-01-21", "Richard Nixon"),
     ("1969", None), ("1970", "Richard Nixon"), ("2090", None)],
)  # fmt: skip
def test_an_office_is_held_for_sure_but_for_the_day_of_change(
    date: str, president: str | None
) -> None:
    person = holder("President of the United States", PartialDate.parse(date))
    assert (person.english if person else None) == president


def test_terms_end_after_they_begin() -> None:
    for person in all_leaders():
        for term in person.terms:
            assert term.since <= term.until, (person.english, term)
            if term.first and term.last:
                assert term.first.first_day <= term.last.last_day, (person.english, term)


def test_reporters_on_record_are_known_persons_of_years_apart() -> None:
    for kind in ("government", "congress"):
        lines = [line for line in on_record() if line.kind == kind]
        assert all(leader(line.speaker, line.since) for line in lines)
        assert all(a.until < b.since for a, b in pairwise(lines))


def test_a_person_is_the_same_by_any_name() -> None:
    assert same_person("奥巴马", "Barack Obama")
    assert same_person("陳大文", "陈大文")
    assert not same_person("George W. Bush", "George H. W. Bush")
    assert not same_person("Jane Doe", "John Roe")
    assert "Barack Obama" in every_form("奥巴马")
    assert every_form("Jane Doe") == ("Jane Doe",)
    assert "Barack Obama" in every_form("Obama")
    assert every_form("Johnson") == ("Johnson",)


@pytest.mark.parametrize(
    ("name", "year", "office"),
    [
        ("普京", 2010, None),
        ("普京", 2014, "President of Russia"),
        ("Shinzo Abe", 2010, None),
        ("Winston Churchill", 1948, None),
        ("Goh Keng Swee", 1966, None),
        ("胡耀邦", 1981, "Chairman of the CPC Central Committee"),
        ("John Quincy Adams", 1827, "President of the United States"),
        ("李先念", 1984, "President of China"),
    ],
)
def test_years_out_of_office_are_known(name: str, year: int, office: str | None) -> None:
    person = leader(name, year)
    assert person is not None
    assert person.office(year, "en") == office
