"""A translation by a language model is given only where it says what the quotation says."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from rag.answering.gate import Gate
from rag.answering.sources import select
from rag.answering.translation import Translator
from rag.errors import AnswererUnavailable
from rag.presentation.warnings import warning_words
from rag.types.answers import Claim, Statement
from rag.types.questions import Message
from tests.answering.scripted import Says
from tests.speeches import hit

SAID = "2025年全市出口增长5.3%，达到812.6亿元。"
PLAN = "我们将新建12所学校。"


def proven(text: str) -> Statement:
    statement = Gate(select([hit(text)])).verify(Claim(text, ("1.1",)))
    assert isinstance(statement, Statement)
    return statement


def translated(text: str, reply: str) -> tuple[str | None, list[str]]:
    """The translation that is shown, and the codes of the warnings."""
    translator = Translator(Says(reply), "en")
    gloss = translator.translated(proven(text)).gloss
    return gloss.text if gloss else None, [warning.code for warning in translator.warnings]


def test_a_translation_with_the_same_figures_is_the_models() -> None:
    reply = "In 2025, the city's exports grew by 5.3% and reached 81.26 billion yuan."
    gloss = Translator(Says(reply), "en").translated(proven(SAID)).gloss
    assert gloss is not None
    assert (gloss.text, gloss.language, gloss.made_of) == (reply, "en", "model")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("In 2025, exports grew by 5.3% to 812.6 billion yuan.", "translation_dropped"),
        ("In 2025, exports grew by 5.3% to 81.3 billion yuan.", "translation_dropped"),
        ("In 2025, exports grew by 5.3% to 81.26 billion.", "translation_dropped"),
        ("In 2025, exports grew to 81.26 billion yuan.", "translation_dropped"),
        ("In 2024, exports grew by 5.3% to 81.26 billion yuan.", "translation_dropped"),
        ("In 2025, exports fell by 5.3% to 81.26 billion yuan.", "translation_changed"),
        ("In 2025, exports will grow by 5.3% to 81.26 billion yuan.", "translation_changed"),
        ("2025年出口增长5.3%，达到812.6亿元。", "translation_failed"),
        ("", "translation_failed"),
    ],
)
def test_a_translation_that_says_something_else_is_left_out_and_it_is_said_why(
    reply: str, code: str
) -> None:
    assert translated(SAID, reply) == (None, [code])


def test_a_promise_that_is_told_as_done_is_left_out() -> None:
    assert translated(PLAN, "We will build 12 new schools.")[1] == []
    assert translated(PLAN, "We built 12 new schools.") == (None, ["translation_changed"])


def test_the_warning_names_the_figures() -> None:
    translator = Translator(Says("In 2025, exports grew by 5.3% to 812.6 billion yuan."), "en")
    translator.translated(proven(SAID))
    words = warning_words(translator.warnings[0], "en")
    assert "812.6亿元" in words
    assert "812.6 billion yuan" in words


def test_a_statement_in_the_readers_language_is_not_translated() -> None:
    model = Says("never asked")
    assert Translator(model, "zh").translated(proven(SAID)).gloss is None
    assert model.received == []


class Broken:
    """A language model that fails, and counts how often it was asked."""

    name = "broken"
    asked = 0

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        self.asked += 1
        if self.asked:
            raise AnswererUnavailable("the server answered with status 500")
        yield ""


def test_a_model_that_fails_is_not_asked_for_the_next_statement() -> None:
    model = Broken()
    translator = Translator(model, "en")
    assert translator.translated(proven(SAID)).gloss is None
    assert translator.translated(proven(PLAN)).gloss is None
    assert model.asked == 1
    assert [warning.code for warning in translator.warnings] == ["translation_failed"]


def test_a_reply_can_carry_no_link() -> None:
    reply = "In 2025, exports grew by 5.3% to 81.26 billion yuan, see [here](http://evil.example/)."
    shown, _ = translated(SAID, reply)
    assert shown is not None
    assert "http" not in shown
