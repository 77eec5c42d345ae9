"""From files to every face: a quotation shows its official translation as a second citation."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest

from rag.assembly import assemble_engine
from rag.cli.show import answer_lines
from rag.cli.terminal import Terminal
from rag.engine import Answered, Engine, Stated
from rag.errors import AnswererUnavailable
from rag.presentation.exports.answer_csv import answer_csv
from rag.presentation.exports.contents import Export
from rag.presentation.exports.markdown import markdown
from rag.presentation.to_json import answer_json
from rag.serving.chat_text import ChatText
from rag.serving.dialects import DIALECTS
from rag.settings import Settings
from rag.types.answers import Answer
from rag.types.questions import Question
from tests.answering.scripted import serving, whole
from tests.bilingual import CHINESE, ENGLISH, GDP, OFFICIAL_GDP, write_reports
from tests.built import build_index, engine_over

ASKED = Question("青川区2025年地区生产总值达到多少？", language="zh")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_over(write_reports(tmp_path_factory.mktemp("reports") / "files"))


@pytest.fixture(scope="module")
def answer(engine: Engine) -> Answer:
    return engine.ask(ASKED, limit=5)


def test_the_official_words_are_a_citation_with_a_place_of_their_own(answer: Answer) -> None:
    statement = answer.statements[0]
    (quoted,), (official,) = statement.citations, statement.counterparts
    assert quoted.quote.text in GDP
    assert official.quote.text == OFFICIAL_GDP
    assert official.counterpart_of == quoted.number
    other = official.quote.passage.document
    assert other.file == "qingchuan-2026-en.txt"
    assert official.quote.span.slice(other.text) == OFFICIAL_GDP
    assert official.quote.passage.span.contains(official.quote.span)
    assert statement.figures
    assert all(figure.in_citation == quoted.number for figure in statement.figures)


def test_a_region_with_two_names_is_told_of_by_the_official_words(answer: Answer) -> None:
    assert set(answer.understood.regions) == {"青川区", "Qingchuan District"}
    assert (answer.status, answer.reason) == ("answered", None)


def test_json_names_the_citation_that_is_translated(answer: Answer) -> None:
    json = answer_json(answer)
    (official,) = [c for c in json["citations"] if "counterpart_of" in c]
    (statement,) = [s for s in json["statements"] if official["number"] in s["citations"]]
    assert official["counterpart_of"] in statement["citations"]
    assert official["counterpart_basis"] == "found"
    assert {n for s in json["statements"] for n in s["citations"]} == {
        c["number"] for c in json["citations"]
    }


def test_the_terminal_and_the_exports_say_what_it_is(answer: Answer) -> None:
    shown = "\n".join(answer_lines(answer, Terminal()))
    export = Export(answer, "", datetime.date(2026, 11, 23))
    for text in (shown, markdown(export)):
        assert "的官方英文文本（由逐句对照认定）" in text
        assert "81.26 billion yuan" in text
    rows = list(csv.DictReader(io.StringIO(answer_csv(answer, "").lstrip("\ufeff"))))
    assert [row["counterpart_of"] for row in rows if row["quote"] == OFFICIAL_GDP] == ["1"]


@pytest.mark.parametrize("name", DIALECTS)
def test_a_chat_shows_the_official_words_below_the_statement(name: str, answer: Answer) -> None:
    text = ChatText("http://host", DIALECTS[name], "en")
    written = text.statement(answer.statements[0])
    assert "Official English text of" in written
    assert "81.26 billion yuan" in written
    for annotation in text.annotations if name == "openai" else ():
        mark = annotation["url_citation"]
        assert written[mark["start_index"] : mark["end_index"]] in ("[1]", "[2]")
    assert len(text.annotations) in (0, 2)


def test_an_original_cited_in_one_statement_is_no_translation_in_the_next(engine: Engine) -> None:
    english = Question("How much was the district's GDP in 2025?", language="en")
    for question in (ASKED, english):
        numbers = [c.number for c in engine.ask(question, limit=5).citations]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({"indexes": tmp_path / "indexes"})


def counterparts(settings: Settings) -> list[str]:
    """The official words beside the answer to ASKED."""
    engine = assemble_engine(settings)
    try:
        answer = engine.ask(ASKED, limit=5)
        return [c.quote.text for s in answer.statements for c in s.counterparts]
    finally:
        engine.close()


def test_a_translation_that_changes_or_goes_takes_its_pairs_along(
    settings: Settings, tmp_path: Path
) -> None:
    files = write_reports(tmp_path / "files")
    build_index(settings, files)
    assert counterparts(settings) == [OFFICIAL_GDP]
    changed = ENGLISH.replace("81.26 billion", "81.27 billion")
    write_reports(files, english=changed)
    build_index(settings, files)
    assert counterparts(settings) == []
    write_reports(files, chinese=CHINESE + "各位代表，让我们共同努力。\n")
    build_index(settings, files)
    assert counterparts(settings) == [OFFICIAL_GDP]
    (files / "qingchuan-2026-en.txt").unlink()
    build_index(settings, files)
    assert counterparts(settings) == []


def test_a_sidecar_declares_a_translation(settings: Settings, tmp_path: Path) -> None:
    undated = ENGLISH.replace(", 2026", "").replace(", January 12", "").replace(" in 2025", "")
    files = write_reports(tmp_path / "files", english=undated)
    declared = "language: en\ntranslation_of: qingchuan-2026.txt\n"
    (files / "qingchuan-2026-en.txt").rename(files / "english.txt")
    build_index(settings, files)
    assert counterparts(settings) == []
    (files / "english.txt.yaml").write_text(declared)
    build_index(settings, files)
    engine = assemble_engine(settings)
    (official,) = engine.ask(ASKED, limit=5).statements[0].counterparts
    engine.close()
    assert official.counterpart_basis == "declared"


def test_a_translation_that_is_asked_for_stands_above_the_statement(
    settings: Settings, tmp_path: Path
) -> None:
    files = write_reports(tmp_path / "files")
    (files / "qingchuan-2026-en.txt").unlink()
    build_index(settings, files)
    asked = Question("How much was Qingchuan's GDP in 2025?", language="en", translate=True)
    reply = "Over the past year, the district's GDP reached 81.26 billion yuan."
    with serving(whole(reply)) as script:
        chosen = {"llm_base_url": script.address, "llm_model": "tiny", "llm_retries": 0}
        engine = assemble_engine(settings.model_copy(update=chosen))
        events = list(engine.ask_events(asked, limit=5))
        engine.close()
    stated = [event.statement for event in events if isinstance(event, Stated)]
    assert any(s.gloss and s.gloss.made_of == "model" for s in stated)
    assert isinstance(events[-1], Answered)
    assert "GDP reached" in str(answer_json(events[-1].answer)["statements"])


def test_a_translation_without_a_model_says_what_to_set(engine: Engine) -> None:
    asked = Question(ASKED.text, language="en", translate=True)
    with pytest.raises(AnswererUnavailable, match="SPEECHRAG_LLM_BASE_URL"):
        engine.ask(asked, limit=5)
