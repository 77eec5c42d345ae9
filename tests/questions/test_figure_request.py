"""What a question asks of the table of figures, over an index that holds a few regions."""

from __future__ import annotations

import datetime

import pytest

from rag.language.detect import language_of
from rag.language.romanise import Spoken, spoken
from rag.questions.figure_request import figure_request
from rag.types.questions import FigureRequest, Filters, Understood

TODAY = datetime.date(2026, 11, 23)


class Held:
    """An index of two provinces."""

    def regions(self) -> tuple[str, ...]:
        return ("广东省", "浙江省")

    def spoken(self, name: str) -> Spoken:
        return spoken(name)


def asked(text: str, year: int = 2025) -> FigureRequest | None:
    """The request of a question about one year."""
    understood = Understood(text, language_of(text), text, Filters(), years=(year,))
    return figure_request(text, understood, Held(), today=TODAY)


@pytest.mark.parametrize(
    "question",
    [
        "2025年哪些省的GDP增速高于4%、低于5%？",
        "2025年有几个省的GDP增速高于4%，不超过5%？",
        "2025年哪些省的GDP超过5万亿元，增速高于6%？",
        "Which provinces had GDP growth above 4% and below 5% in 2025?",
    ],
)
def test_two_conditions_are_not_taken_for_one(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("2025年哪些省的GDP增速高于4%？", (4.0, 4.0)),
        ("2025年哪些省的GDP增速目标为5%—6%？", (5.0, 6.0)),
        ("2025年哪些省的GDP增速目标为5%到5.5%？", (5.0, 5.5)),
        ("Which provinces had a GDP growth target of 5 to 6 percent in 2025?", (5.0, 6.0)),
    ],
)
def test_one_number_or_one_range_is_a_condition(question: str, ends: tuple[float, float]) -> None:
    request = asked(question)
    assert request is not None
    assert request.threshold is not None
    assert (request.threshold.low, request.threshold.high) == ends


def test_a_length_is_a_condition_on_a_length() -> None:
    request = asked("2025年哪些地区高铁里程超过500公里？")
    assert request is not None
    assert (request.indicators, request.relation) == (("high_speed_rail",), "above")
    assert request.threshold is not None
    assert (request.threshold.low, request.threshold.unit) == (500.0, "kilometre")


@pytest.mark.parametrize(
    ("question", "top"),
    [
        ("2025年GDP增速前三名的省份是哪些？", 3),
        ("2025年GDP增速前十五名的省份是哪些？", 15),
        ("2025年GDP增速前二十名的省份是哪些？", 20),
        ("2025年GDP增速前15名的省份是哪些？", 15),
        ("Which are the top three provinces by GDP growth in 2025?", 3),
        ("Which are the top fifteen provinces by GDP growth in 2025?", 15),
        ("2025年GDP增速最高的是哪个省？", None),
    ],
)
def test_how_many_of_an_order_are_asked_for(question: str, top: int | None) -> None:
    request = asked(question)
    assert request is not None
    assert (request.operation, request.top) == ("rank", top)


def test_a_group_of_which_nothing_is_held_is_not_every_region() -> None:
    assert asked("2025年东北三省中GDP增速最高的是哪个？") is None
    some = asked("2025年华南三省中GDP增速最高的是哪个？")
    assert some is not None
    assert some.regions == ("广东省",)
    assert some.absent == ("广西壮族自治区", "海南省")
    assert not some.everywhere
