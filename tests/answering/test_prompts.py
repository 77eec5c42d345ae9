"""The prompts: what a model is told, and how replies of every kind are read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.prompts import NOT_STATED, claims_of, messages_for
from rag.answering.sources import select
from rag.language.sanitise import as_data, as_prose
from rag.types.answers import Claim
from rag.types.questions import Filters, Question, Understood
from tests.speeches import PLANS, hit

ZH = Question("拆除了多少违法建设？", language="zh")
EN = Question("How much was torn down?", language="en")


def understood(question: Question) -> Understood:
    return Understood(question.text, question.language, question.text, Filters())


def read(*chunks: str) -> list[Claim]:
    return list(claims_of(chunks))


def read_line(line: str) -> tuple[str, tuple[str, ...]]:
    (claim,) = read(line)
    return claim.text, claim.pointers


def test_sources_are_shown_sentence_by_sentence_under_their_ids() -> None:
    system, user = messages_for(understood(EN), select([hit(), hit(PLANS, id="d2")]))
    assert "[1.1] 我们完成了拆除违法建设120万平方米。\n[1.2] 全区PM2.5" in user.text
    assert "[2.1] 2026年，我们将拆除违法建设80万平方米。" in user.text
    assert user.text.index("[2.1]") < user.text.index("Question: How much")
    assert NOT_STATED in system.text
    assert "明湖" not in system.text


def test_the_rules_are_in_the_language_of_the_question() -> None:
    assert "Write in English" in messages_for(understood(EN), select([hit()]))[0].text
    assert "都用中文回答" in messages_for(understood(ZH), select([hit()]))[0].text


def test_a_claim_is_read_as_soon_as_its_line_is_complete() -> None:
    given: list[str] = []

    def chunks() -> Iterator[str]:
        for chunk in ("拆了120万", "平方米。[1", ".1]\n下降", "了21.8%。[1.2]"):
            given.append(chunk)
            yield chunk

    claims = claims_of(chunks())
    assert next(claims) == Claim("拆了120万平方米。", ("1.1",))
    assert len(given) == 3
    assert list(claims) == [Claim("下降了21.8%。", ("1.2",))]


@pytest.mark.parametrize(
    ("line", "text", "pointers"),
    [
        ("It fell. [1.2]", "It fell.", ("1.2",)),
        ("It fell [1.2].", "It fell.", ("1.2",)),
        ("- It fell. [1.2] [4.1]", "It fell.", ("1.2", "4.1")),
        ("3. It fell. [1.2, 1.3]", "It fell.", ("1.2", "1.3")),
        ("2、下降了。【1.2】", "下降了。", ("1.2",)),
        ("（3）下降了。［１．２］", "下降了。", ("1.2",)),
        ("**下降了21.8%** [1.2；1.3]", "下降了21.8%", ("1.2", "1.3")),
        ("> • It fell. [Source 1.2]", "It fell.", ("1.2",)),
        ("下降了。[来源1.2、1.3]", "下降了。", ("1.2", "1.3")),
        ("[1.2] It fell", "It fell", ("1.2",)),
        ("It fell. [1.2][1.2]", "It fell.", ("1.2",)),
        ("It rose to 1.2 million. [3.4]", "It rose to 1.2 million.", ("3.4",)),
        ("1.2 million homes. [3.4]", "1.2 million homes.", ("3.4",)),
        ("21. Homes were built. [3.4 and 3.5]", "Homes were built.", ("3.4", "3.5")),
        ("It fell. [99.1]", "It fell.", ("99.1",)),
    ],
)
def test_ids_are_read_however_a_small_model_writes_them(
    line: str, text: str, pointers: tuple[str, ...]
) -> None:
    assert read_line(line) == (text, pointers)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Here is the answer:", "Here is the answer:"),
        ("It fell. [1]", "It fell."),
        ("It fell. [^2]", "It fell."),
        ("It fell.【1†source】", "It fell."),
        ("It fell. [1.2", "It fell. (1.2"),
        ("It fell (1.2).", "It fell (1.2)."),
    ],
)
def test_what_names_no_sentence_points_at_none_and_looks_like_no_citation(
    line: str, text: str
) -> None:
    assert read_line(line) == (text, ())


def test_two_sentences_on_a_line_are_two_claims() -> None:
    assert read("A fell by 5%. [1.1] B rose by 3% [2.1]. C stayed.") == [
        Claim("A fell by 5%.", ("1.1",)),
        Claim("B rose by 3%.", ("2.1",)),
        Claim("C stayed.", ()),
    ]


def test_ids_inside_a_sentence_do_not_cut_it() -> None:
    assert read_line("The area [1.1] and the share [1.2] grew.") == (
        "The area and the share grew.",
        ("1.1", "1.2"),
    )


@pytest.mark.parametrize(
    "reply", ["", "\n \n", "NOT_STATED", "- **NOT_STATED**.", "not_stated\n", "---", "[1.1]"]
)
def test_a_reply_that_states_nothing_makes_no_claim(reply: str) -> None:
    assert read(reply) == []


def test_thoughts_are_no_claims() -> None:
    reply = "<think>\nMaybe it fell. [1.1]\n</think>It rose. [1.2]\n<think>no</think>"
    assert read(reply) == [Claim("It rose.", ("1.2",))]


@given(st.text(max_size=80), st.integers(1, 9))
def test_a_reply_reads_the_same_in_whatever_pieces_it_comes(reply: str, size: int) -> None:
    pieces = [reply[start : start + size] for start in range(0, len(reply), size)]
    assert read(*pieces) == read(reply)


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("See [here](https://evil.example/a?b=c).", "See here."),
        ("![x](http://evil.example/p.png) fell", "x fell"),
        ("![x][ref] fell", "!(x)(ref) fell"),
        ("fell https://evil.example/?q=1, then", "fell then"),
        ("fell HTTPS://EVIL.EXAMPLE", "fell"),
        ("fell //evil.example/x", "fell"),
        ("fell www.evil.example", "fell"),
        ("ask me@evil.example now", "ask now"),
        ("javascript:alert(1)", "(1)"),
        ("<img src=x onerror=alert(1)>fell", "fell"),
        ("<a href='http://e.example'>fell</a>", "fell"),
        ("ht\u200btps://evil.example/x fell", "fell"),
        ("evil.example fell", "evil. example fell"),
        ("\u202efell\U000e0041", "fell"),
        ("5 < 7 `x` \\(y\\)", "5 ‹ 7 x (y)"),
        ("PM2.5 fell by 21.8% in the U.S.", "PM2.5 fell by 21.8% in the U.S."),
    ],
)
def test_a_models_words_carry_no_link_image_or_tag(text: str, prose: str) -> None:
    assert as_prose(text) == prose


@given(st.text(alphabet="[](){}<>!/:.?htpswevilcom 1[【】］\\`\u200b", max_size=60))
def test_no_mixture_of_marks_leaves_a_link_or_a_tag(text: str) -> None:
    prose = as_prose(text)
    assert "](" not in prose
    assert "<" not in prose
    assert "//" not in prose
    assert not any(marker in prose for marker in "[]【】［］")


@given(st.text())
def test_a_sources_words_hold_no_bracket_line_or_bar(text: str) -> None:
    shown = as_data(text)
    assert not set(shown) & set("[]【】［］<>|\n\r\u2028\u2029\u200b\u202e")
    assert shown == shown.strip()
