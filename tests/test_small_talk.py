"""Small talk and housekeeping on every face: one line and questions to try, no quotation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any, cast

import openai
import pytest
from starlette.testclient import TestClient

import speechrag
from rag.analysis.reception import Reception
from rag.cli.show import answer_lines
from rag.cli.terminal import Terminal
from rag.engine import Answered, Sources
from rag.presentation.small_talk_words import Holdings, talk_words
from rag.presentation.to_json import answer_json
from rag.retrieval.retriever import Retriever
from rag.serving.dialects import DIALECTS
from rag.types.answers import Answer, IndexState
from rag.types.questions import ANSWER_LIMIT, Filters, Housekeeping, Message, Question
from tests.built import ask, engine_over, sample_engine
from tests.questions.small_talk_examples import QUESTIONS, SMALL_TALK
from tests.questions.test_housekeeping import ASKED, PROMPTS
from tests.serving.apps import app_over
from tests.serving.conftest import running
from tests.serving.routes.test_chat import client_of

GREETINGS = ("你好！", "Hello!")


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever searches fails; the questions to try were found before."""
    for greeting in GREETINGS:
        ask(greeting)

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a search")

    monkeypatch.setattr(Retriever, "retrieve", refuse)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(app_over(sample_engine())) as address:
        yield address


@pytest.mark.usefixtures("no_search")
@pytest.mark.parametrize("said", SMALL_TALK)
def test_small_talk_is_answered_without_a_search(said: str) -> None:
    answer = ask(said)
    assert answer.status == "unsupported"
    assert answer.reason_code == "not_a_question"
    assert not answer.statements
    assert not answer.nearest
    assert "speechrag" in (answer.reason or "")
    assert "10" in (answer.reason or "")
    assert len(answer.suggestions) == 3


def test_questions_are_searched_as_before() -> None:
    answer = ask("你好，请问明湖区2025年PM2.5下降了多少？")
    assert answer.statements
    assert ask("Thanks. And the unemployment rate of Minghu?").reason_code != "not_a_question"


@pytest.mark.parametrize("greeting", GREETINGS)
def test_each_question_to_try_is_answered(greeting: str) -> None:
    for question in ask(greeting).suggestions:
        assert ask(question).status == "answered"


def test_questions_to_try_are_in_the_language_of_the_asker() -> None:
    chinese, english = (ask(greeting) for greeting in GREETINGS)
    assert all("\u4e00" <= question[0] <= "\u9fff" for question in chinese.suggestions)
    assert all(question.isascii() for question in english.suggestions)
    assert (chinese.reason or "").startswith("你好！")
    assert (english.reason or "").startswith("Hello!")


def test_an_index_without_figures_proposes_what_a_reader_answers(tmp_path: Path) -> None:
    (tmp_path / "speech.md").write_text(
        "---\ntitle: 2024年青川区政府工作报告\ndate: 2024-01-15\nregion: 青川区\n---\n\n"
        "# 2024年青川区政府工作报告\n\n## 一、2023年工作回顾\n\n"
        "我们完成了老旧小区改造工作，建成了滨河公园，居民出行更加方便。"
        "我们完成了乡村道路硬化工作，学校和医院面貌一新。\n",
        "utf-8",
    )
    engine = engine_over(tmp_path)
    answer = engine.ask(Question("你好", language="zh"), limit=ANSWER_LIMIT)
    assert answer.reason_code == "not_a_question"
    for question in answer.suggestions:
        again = engine.ask(Question(question, language="zh"), limit=ANSWER_LIMIT)
        assert again.status == "answered"


def test_events_are_the_sources_none_and_the_answer() -> None:
    events = list(sample_engine().ask_events(Question("hi"), limit=ANSWER_LIMIT))
    assert [type(event) for event in events] == [Sources, Answered]
    first = events[0]
    assert isinstance(first, Sources)
    assert first.hits == ()


def test_a_comparison_of_small_talk_quotes_nothing() -> None:
    compared = sample_engine().compare(Question("Hello!"), by="region", limit=ANSWER_LIMIT)
    assert all(cell.citation is None for cell in compared.cells)


def test_json_has_the_code_and_the_questions() -> None:
    told = answer_json(ask("Who are you?"))
    assert told["reason_code"] == "not_a_question"
    assert len(told["suggestions"]) == 3
    assert told["nearest"] == []
    assert answer_json(ask("月球上有多少居民？"))["reason_code"] in ("not_said", "not_named")


def test_the_command_line_shows_the_line_and_the_questions_and_no_status() -> None:
    answer = ask("Who are you?")
    shown = "\n".join(answer_lines(answer, Terminal()))
    assert "No support" not in shown
    assert "Questions to try:" in shown
    assert all(question in " ".join(shown.split()) for question in answer.suggestions)


def test_the_plugin_shows_the_same() -> None:
    from speechrag.results import answer_of

    answer = ask("你是谁？")
    told = answer_of(answer_json(answer))
    assert told.reason_code == "not_a_question"
    assert told.suggestions == answer.suggestions
    assert isinstance(told, speechrag.Answer)
    assert "未找到依据" not in str(told)
    assert all(question in str(told) for question in answer.suggestions)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_chat_says_it_whole_and_streamed(address: str, dialect: str) -> None:
    body: dict[str, Any] = {"citation_format": dialect}
    turns: list[Any] = [
        {"role": "user", "content": "明湖区2025年PM2.5下降了多少？"},
        {"role": "assistant", "content": "[1]"},
        {"role": "user", "content": "谢谢！"},
    ]
    with client_of(address) as client:
        whole = client.chat.completions.create(model="speechrag", messages=turns, extra_body=body)
        stream = client.chat.completions.create(
            model="speechrag", messages=turns, extra_body=body, stream=True
        )
        streamed = "".join(
            chunk.choices[0].delta.content or "" for chunk in stream if chunk.choices
        )
    text = whole.choices[0].message.content or ""
    assert text == streamed
    assert text.startswith("不客气。")
    assert text.count("\n- ") == 3
    assert "[1]" not in text
    assert "documents/" not in text
    assert (whole.model_extra or {})["speechrag"]["reason_code"] == "not_a_question"


@pytest.mark.parametrize(
    ("messages", "as_json"),
    [(prompt[1], prompt[3]) for prompt in PROMPTS],
    ids=[prompt[0] for prompt in PROMPTS],
)
def test_a_front_end_gets_what_its_prompt_asks_for(
    address: str, messages: list[Message], as_json: bool
) -> None:
    sent: Any = [{"role": message.role, "content": message.text} for message in messages]
    with client_of(address) as client:
        reply = said(client, sent)
        assert said(client, sent, stream=True) == reply
    if as_json:
        assert len(json.loads(reply)) <= 2
    else:
        assert len(reply) <= 60
        assert "\n" not in reply
    assert "[1]" not in reply


def said(client: openai.OpenAI, messages: Any, *, stream: bool = False) -> str:
    if not stream:
        whole = client.chat.completions.create(model="speechrag", messages=messages)
        return whole.choices[0].message.content or ""
    chunks = client.chat.completions.create(model="speechrag", messages=messages, stream=True)
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_a_prompt_may_be_longer_than_a_question(address: str) -> None:
    answer = "很长的回答。" * 2_000
    prompt = f'{{"title": "x"}}\n<chat_history>\nUSER: {ASKED}\nASSISTANT: {answer}\n'
    with client_of(address) as client:
        assert json.loads(said(client, [{"role": "user", "content": prompt}]))["title"] in ASKED


def replied(keeping: Housekeeping) -> Any:
    """The reply of the engine, read as JSON where it is."""
    question = Question(keeping.questions[-1], language="zh", housekeeping=keeping)
    answer = sample_engine().ask(question, limit=ANSWER_LIMIT)
    assert answer.reason_code == "housekeeping"
    return json.loads(answer.reason or "") if keeping.as_json else answer.reason


@pytest.mark.usefixtures("no_search")
def test_tags_are_the_region_and_the_subject() -> None:
    questions = ("明湖区2025年地区生产总值增长多少？", "那PM2.5呢？")
    tags = replied(Housekeeping("tags", True, questions, 20))["tags"]
    assert tags == ["明湖区", "PM2.5平均浓度"]


def test_a_region_of_two_names_is_one_tag() -> None:
    questions = ("How much illegal construction did Chengchuan demolish in 2025?",)
    tags = replied(Housekeeping("tags", True, questions, 20))["tags"]
    assert tags == ["Chengchuan"]


def test_further_questions_are_of_the_same_region_and_answered() -> None:
    asked = "明湖区2025年地区生产总值增长多少？"
    further = replied(Housekeeping("follow_ups", True, (asked,), 20))["follow_ups"]
    assert further
    assert all("明湖区" in question for question in further)
    assert asked not in further
    assert all(ask(question).status == "answered" for question in further)


def test_a_query_is_the_question_completed() -> None:
    questions = ("明湖区2025年地区生产总值增长多少？", "那PM2.5呢？")
    (query,) = replied(Housekeeping("queries", True, questions, 20))["queries"]
    assert "明湖区" in query
    assert "PM2.5" in query


@pytest.mark.parametrize(
    ("question", "characters", "title"),
    [
        ("明湖区2025年PM2.5下降了多少？", 20, "明湖区2025年PM2.5下降了多少"),
        ("明湖区2025年PM2.5下降了多少？", 11, "明湖区2025年…"),
        ("How much did Minghu District demolish in 2024?", 20, "How much did Minghu…"),
    ],
)
def test_a_title_is_the_question_cut_between_words(
    question: str, characters: int, title: str
) -> None:
    assert replied(Housekeeping("title", False, (question,), characters)) == title


def test_a_title_is_of_the_first_question_not_of_the_greeting() -> None:
    assert replied(Housekeeping("title", False, ("你好", "拆违成果？"), 20)) == "拆违成果"


def test_questions_to_try_are_sought_once_for_a_generation() -> None:
    asked: list[str] = []

    def table(_: Any, question: Question) -> Answer | None:
        asked.append(question.text)
        return None

    def read(_: Any, question: Question) -> Answer:
        asked.append(question.text)
        return ask("月球上有多少居民？")

    engine = sample_engine()
    with engine.index() as index:
        reception = Reception(ask_table=table, ask=read, understand=refuse)
        assert reception.suggestions(index, "zh") == ()
        assert asked
        sought = len(asked)
        assert reception.suggestions(index, "zh") == ()
        assert len(asked) == sought
        reception.suggestions(index, "zh", Filters(regions=("明湖区",)))
        assert len(asked) > sought


class Elsewhere:
    """The sample index, as if it were another one, or a generation of one."""

    def __init__(self, index: Any, name: str, generation: int = 1) -> None:
        self._index = index
        self.state = IndexState(name, generation)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


def test_questions_to_try_of_one_index_outlive_those_of_another() -> None:
    asked: list[IndexState] = []

    def table(index: Any, _: Question) -> None:
        asked.append(index.state)

    reception = Reception(
        ask_table=table, ask=lambda *_: ask("月球上有多少居民？"), understand=refuse
    )
    with sample_engine().index() as index:
        laws, news, newer = (
            cast(Any, Elsewhere(index, *state)) for state in (("laws", 1), ("news", 1), ("news", 2))
        )
        for one in (laws, news, newer):
            reception.suggestions(one, "zh")
        asked.clear()
        reception.suggestions(laws, "zh")
        reception.suggestions(newer, "zh")
        assert asked == []
        reception.suggestions(news, "zh")
        assert set(asked) == {news.state}


def test_one_index_does_not_wait_for_the_questions_to_try_of_another() -> None:
    begun, go_on = Event(), Event()

    def table(index: Any, _: Question) -> None:
        if index.state.name == "slow":
            begun.set()
            assert go_on.wait(30)

    reception = Reception(
        ask_table=table, ask=lambda *_: ask("月球上有多少居民？"), understand=refuse
    )
    with sample_engine().index() as index, ThreadPoolExecutor(2) as threads:
        slow, other = (cast(Any, Elsewhere(index, name)) for name in ("slow", "other"))
        waits = threads.submit(reception.suggestions, slow, "zh")
        try:
            assert begun.wait(30)
            assert threads.submit(reception.suggestions, other, "zh").result(30) == ()
            assert not waits.done()
        finally:
            go_on.set()


def test_talk_is_counted_apart_and_pushes_no_answer_out() -> None:
    keeping = [Message("user", "Please give this conversation a name.\n```\n失业率？\n```")]
    app = app_over(sample_engine())
    with TestClient(app) as client:
        for said in ("你好", "谢谢", keeping[0].text, "明湖区2025年PM2.5下降了多少？"):
            messages = [{"role": "user", "content": said}]
            body = {"messages": messages, "citation_format": "openai"}
            reply = client.post("/v1/chat/completions", json=body).json()
        metrics = client.get("/metrics").text
        id = reply["speechrag"]["id"]
        assert client.get(f"/v1/answers/{id}/export?format=md").status_code == 200
        told = client.post("/v1/ask", json={"question": "你好"}).json()
        assert client.get(f"/v1/answers/{told['id']}/export?format=md").status_code == 404
    assert 'speechrag_answers_total{status="small_talk"} 2.0' in metrics
    assert 'speechrag_answers_total{status="housekeeping"} 1.0' in metrics
    assert 'status="unsupported"' not in metrics


def refuse(*_: Any) -> Any:
    raise AssertionError


@pytest.mark.parametrize(
    ("held", "chinese", "english"),
    [
        (Holdings(0, (), ()), "现在没有收录任何文件。", "It holds no document yet."),
        (Holdings(1, (), ()), "现收录1份文件。", "It holds 1 document."),
        (
            Holdings(2, ("青川区",), (2024, 2025)),
            "现收录2份文件：青川区，2024–2025年。",
            "It holds 2 documents of Qingchuan District, 2024–2025.",
        ),
    ],
)
def test_the_line_says_what_is_held(held: Holdings, chinese: str, english: str) -> None:
    assert talk_words("identity", held, "zh").endswith(chinese)
    assert talk_words("identity", held, "en").endswith(english)


def test_the_examples_are_sixty_of_each_side_in_both_languages() -> None:
    for examples in (SMALL_TALK, QUESTIONS):
        chinese = [said for said in examples if any("一" <= c <= "鿿" for c in said)]
        assert len(examples) == 60
        assert len(chinese) >= 28
