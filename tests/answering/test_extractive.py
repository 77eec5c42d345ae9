"""The extractive answerer over the sample speeches: the right sentence, region and year."""

from __future__ import annotations

import pytest

from tests.built import ask, quoted


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How much illegal construction did Minghu demolish in 2024?", "43.8万平方米"),
        ("明湖区2024年拆除了多少违法建设？", "43.8万平方米"),
        ("明湖区去年拆除了多少违法建设？", "31.2万平方米"),
        ("What was Yunxi's PM2.5 in 2025?", "39微克"),
    ],
)
def test_a_figure_comes_from_the_region_and_year_that_were_asked_for(
    question: str, words: str
) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert words in answer.citations[0].quote.text


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("明湖区2025年计划拆除多少违法建设？", "target"),
        ("明湖区2025年实际拆除了多少违法建设？", "achieved"),
    ],
)
def test_a_promise_is_not_given_for_a_result(question: str, stance: str) -> None:
    answer = ask(question)
    assert answer.statements
    assert {statement.stance for statement in answer.statements} == {stance}


@pytest.mark.parametrize(
    "question",
    [
        "How many airports does Minghu have?",
        "冥王星上有多少所小学？",
        "香港2025年建了多少套公屋？",
        "What did Shenzhen's Nanshan district achieve?",
        "月球基地何时建成？",
    ],
)
def test_what_the_speeches_do_not_say_is_not_answered(question: str) -> None:
    answer = ask(question)
    assert answer.status == "unsupported"
    assert answer.statements == ()
    assert answer.reason


def test_titles_and_date_lines_are_no_answer() -> None:
    answer = ask("澄川市轻轨什么时候通车？")
    assert "虚构" not in quoted(answer)
    assert all(citation.quote.text[-1] in "。；！？.!?" for citation in answer.citations)


@pytest.mark.parametrize("question", ["明湖区2024年拆除了多少违法建设？", "What did Yunxi build?"])
def test_a_statement_is_its_quotation_to_the_letter(question: str) -> None:
    for statement in ask(question).statements:
        (citation,) = statement.citations
        document = citation.quote.passage.document
        assert statement.text == citation.quote.span.slice(document.text)


def test_sides_of_a_comparison_each_have_their_say() -> None:
    answer = ask("明湖区和云溪市2025年的PM2.5分别是多少？")
    regions = {citation.quote.passage.document.region for citation in answer.citations}
    assert "明湖区" in regions
    assert regions & {"云溪市", "Yunxi City"}


@pytest.mark.parametrize("question", ["哪些报告提到了PM2.5？", "Which reports mention PM2.5?"])
def test_each_speech_that_mentions_the_topic_has_a_sentence(question: str) -> None:
    answer = ask(question)
    speeches = [citation.quote.passage.document.id for citation in answer.citations]
    assert len(speeches) > 2
    assert len(speeches) == len(set(speeches))
    assert all("PM2.5" in citation.quote.text for citation in answer.citations)


def test_two_questions_in_one_are_answered_in_turn() -> None:
    answer = ask("明湖区2024年拆除了多少违法建设，2025年计划拆除多少？")
    assert [part.stance for part in answer.understood.parts] == ["achieved", "target"]
    by_part = {part: each for each in reversed(answer.statements) for part in each.parts}
    assert "43.8万平方米" in by_part[0].text
    assert by_part[0].stance == "achieved"
    assert by_part[1].stance == "target"
