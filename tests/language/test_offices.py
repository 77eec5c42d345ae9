"""Claims about offices: alone they name nobody, and behind a name they do not hide it."""

from __future__ import annotations

import pytest

from rag.ingestion.metadata.person import person_named
from rag.language.offices import is_office


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("拜登总统", "拜登"),
        ("温家宝总理", "温家宝"),
        ("陳水扁總統", "陳水扁"),
        ("王大明市长", "王大明"),
        ("陳大文主席", "陳大文"),
        ("林安國局長", "林安國"),
        ("李家超行政長官", "李家超"),
        ("特首林大明", "林大明"),
        ("市长王大明", "王大明"),
        ("艾山·青川主席", "艾山·青川"),
    ],
)
def test_a_name_with_an_office_is_the_person(words: str, name: str) -> None:
    assert not is_office(words)
    assert person_named(words, None) == name


@pytest.mark.parametrize(
    "words",
    [
        "市长",
        "江苏省省长",
        "石家庄市长",
        "温州市市长",
        "财政司司长",
        "金融局局長",
        "常委会主任",
        "常务副市长",
        "青川区区长",
        "国务院总理",
        "高等法院院长",
        "康复局长",
        "韩国总统",
        "代理主席",
        "全会主席",
        "行政長官",
        "特首",
    ],
)
def test_an_office_of_a_place_or_a_body_is_nobodys_name(words: str) -> None:
    assert is_office(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sir John Roe KCB KC MP", "John Roe"),
        ("Jane Roe, AO, MP", "Jane Roe"),
        ("Jane Doe, MP, Minister for Finance", "Jane Doe"),
        ("KING ABDULLAH II", "Abdullah II"),
        ("King Charles III", "Charles III"),
        ("Sen. Jane Roe", "Jane Roe"),
        ("Gov. J. B. ROE", "J. B. Roe"),
        ("John Q. Adams", "John Quincy Adams"),
        ("John Adams", "John Adams"),
    ],
)
def test_honours_and_titles_are_no_part_of_a_name(words: str, name: str) -> None:
    assert person_named(words, None) == name
