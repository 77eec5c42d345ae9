"""Claims about `speechrag.open` and `speechrag.index`: which index, which options, which errors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import speechrag
from rag.settings import Settings
from speechrag.opening import Options
from tests.answering.scripted import serving, whole
from tests.built import SAMPLES

# Settings of the service and the command line, which are no options of an engine.
NOT_FOR_AN_ENGINE = {
    "language", "indexes", "name", "host", "port", "hosts", "citation_format", "api_keys",
    "search_timeout_seconds", "body_bytes", "chat_body_bytes", "upload_bytes",
    # of the service alone
    "root_path", "admin_keys", "cors_origins", "trusted_proxies", "connections", "header_seconds",
    "idle_seconds", "body_seconds", "read_seconds", "streams", "rate_limits", "rate_asks",
    "rate_changes", "rate_reads", "recheck_seconds", "metrics", "log_format", "log_level",
    "open_indexes",
    # of what changes a corpus
    "corpus", "job_memory_bytes", "watch_seconds",
}  # fmt: skip
ASKED = "2025年明湖区拆除违法建设多少？"


def test_an_index_is_opened_by_its_folder(folder: Path) -> None:
    with speechrag.open(str(folder)) as engine:
        assert engine.index == speechrag.IndexState("samples", 1)
        assert engine.folder == folder


def test_an_index_is_opened_by_its_name_among_others(folder: Path) -> None:
    with speechrag.open("samples", indexes=folder.parent) as engine:
        assert engine.index.name == "samples"


def test_a_relative_folder_is_one_of_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with speechrag.open(".") as here, speechrag.open("../samples/") as beside:
        assert here.index == beside.index == speechrag.IndexState("samples", 1)


def test_without_a_place_the_environment_says_which(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHRAG_INDEXES", str(folder.parent))
    monkeypatch.setenv("SPEECHRAG_NAME", "samples")
    with speechrag.open() as engine:
        assert engine.folder == folder


def test_where_there_is_no_index_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(speechrag.IndexUnavailable, match=r"speechrag\.index\(\['your/speeches'\]"):
        speechrag.open(tmp_path / "nowhere")


def test_a_name_without_its_folder_is_led_to_the_index_of_that_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent.parent)
    monkeypatch.setenv("SPEECHRAG_INDEXES", folder.parent.name)
    with pytest.raises(speechrag.IndexUnavailable) as raised:
        speechrag.open("samples")
    assert f"speechrag.open('{folder.parent.name}{os.sep}samples')" in str(raised.value)


def test_the_folder_of_all_indexes_is_led_to_one_of_them(folder: Path) -> None:
    with pytest.raises(speechrag.IndexUnavailable, match="holds the indexes samples: open one"):
        speechrag.open(folder.parent)


def test_an_empty_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(speechrag.IndexUnavailable):
        speechrag.open(tmp_path)


def test_a_damaged_index_says_so_when_it_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    speechrag.index(SAMPLES / "minghu-2026.txt", to=folder)
    for vectors in folder.glob("gen-*/vectors.faiss"):
        vectors.chmod(0o644)
        vectors.write_bytes(b"nothing")
    with pytest.raises(speechrag.IndexDamaged):
        speechrag.open(folder)


def test_a_file_env_in_the_current_folder_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SPEECHRAG_PUBLIC_URL=https://elsewhere.example\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with speechrag.open(folder) as engine:
        assert engine.ask(ASKED).citations[0].permalink.startswith("/documents/")


def test_environment_variables_count_and_keywords_win(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHRAG_PUBLIC_URL", "https://one.example/")
    with speechrag.open(folder) as engine:
        link = engine.ask(ASKED).citations[0].permalink
    assert link.startswith("https://one.example/documents/")
    with speechrag.open(folder, public_url="https://two.example") as engine:
        link = engine.search("拆违").hits[0].permalink
    assert link.startswith("https://two.example/documents/")


def test_an_option_that_there_is_not_is_a_type_error(folder: Path) -> None:
    with pytest.raises(TypeError, match=r"no keyword 'anwserer'.*answerer"):
        speechrag.open(folder, anwserer="llm")  # type: ignore[call-arg]


def test_a_bad_option_is_named_without_its_value(folder: Path) -> None:
    with pytest.raises(speechrag.InvalidOption, match=r"^batch_size: ") as raised:
        speechrag.open(folder, batch_size=-7)
    assert "-7" not in str(raised.value)


def test_a_bad_environment_variable_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHRAG_LLM_RETRIES", "many")
    with pytest.raises(speechrag.InvalidOption, match=r"^SPEECHRAG_LLM_RETRIES: "):
        speechrag.open(folder)


def test_every_setting_that_an_engine_uses_is_an_option() -> None:
    options, settings = set(Options.__annotations__), set(Settings.model_fields)
    assert options <= settings
    assert settings - options <= NOT_FOR_AN_ENGINE


def test_a_language_model_is_set_up_by_keywords(folder: Path) -> None:
    with (
        serving(whole("NOT_STATED")) as script,
        speechrag.open(folder, llm_base_url=script.address, llm_model="tiny") as engine,
    ):
        assert engine.ask(ASKED, answerer="llm").status == "unsupported"
        assert engine.ask(ASKED).status == "answered"
    assert len(script.requests) == 1


def test_a_model_that_is_to_answer_and_is_not_set_up_is_refused(
    folder: Path, speeches: speechrag.Engine
) -> None:
    with pytest.raises(speechrag.AnswererUnavailable):
        speechrag.open(folder, answerer="llm")
    with pytest.raises(speechrag.AnswererUnavailable):
        speeches.ask(ASKED, answerer="llm")


def test_a_closed_engine_says_so_and_closing_twice_does_nothing(folder: Path) -> None:
    engine = speechrag.open(folder)
    started = engine.stream(ASKED)
    engine.close()
    engine.close()
    for ask in (lambda: engine.ask(ASKED), engine.documents, lambda: next(started)):
        with pytest.raises(speechrag.EngineClosed):
            ask()
    assert "closed" in repr(engine)


def test_refresh_takes_up_what_was_indexed_since(tmp_path: Path) -> None:
    folder, growing = tmp_path / "index", tmp_path / "speeches"
    growing.mkdir()
    shutil.copy(SAMPLES / "minghu-2026.txt", growing)
    first = speechrag.index(growing, to=folder)
    assert (first.added, first.folder) == (1, folder)
    with speechrag.open(folder) as engine:
        assert not engine.refresh()
        shutil.copy(SAMPLES / "minghu-2024.md", growing)
        second = speechrag.index([str(growing)], to=str(folder))
        assert (second.added, second.unchanged, second.generation) == (1, 1, 2)
        assert len(engine.documents()) == 1
        assert engine.refresh()
        assert len(engine.documents()) == 2


def test_a_build_reports_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("我们完成了拆除违法建设120万平方米。" * 5, "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    report = speechrag.index(tmp_path, to=tmp_path.parent / "reported")
    assert [skipped.file for skipped in report.skipped] == ["broken.pdf"]
    assert report.to_dict()["documents"]["added"] == 1


def test_other_sources_are_refused_until_it_is_said_what_is_meant(tmp_path: Path) -> None:
    folder, other = tmp_path / "index", SAMPLES / "minghu-2024.md"
    speechrag.index(SAMPLES / "minghu-2026.txt", to=folder)
    with pytest.raises(speechrag.SourcesDiffer):
        speechrag.index(other, to=folder)
    added = speechrag.index([other, SAMPLES / "songling-2026.md"], to=folder, sources="add")
    assert (added.added, added.unchanged) == (2, 1)
    with pytest.raises(speechrag.WouldShrink):
        speechrag.index(other, to=folder, sources="replace")
    alone = speechrag.index(other, to=folder, sources="replace", allow_shrink=True)
    assert (alone.removed, alone.unchanged) == (2, 1)


def test_a_path_that_is_not_there_is_named_before_anything_is_built(tmp_path: Path) -> None:
    with pytest.raises(speechrag.NothingToIndex, match=r"no file or folder.*lost"):
        speechrag.index([SAMPLES, tmp_path / "lost"], to=tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_threads_share_an_engine_and_get_the_answers_of_one(speeches: speechrag.Engine) -> None:
    questions = [ASKED, "What share of Yunxi's trade was with Belt and Road countries in 2025?"] * 6
    alone = {question: speeches.ask(question).text for question in questions}
    found: list[tuple[str, str]] = []
    threads = [
        threading.Thread(target=lambda q=question: found.append((q, speeches.ask(q).text)))
        for question in questions
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(questions)
    assert all(text == alone[question] for question, text in found)


def test_neither_importing_nor_asking_loads_a_server_or_a_neural_framework(folder: Path) -> None:
    heavy = ["fastapi", "uvicorn", "starlette", "torch", "openai", "sentence_transformers"]
    heavy += ["transformers", "typer", "rich", "pypdf"]
    program = (
        "import sys, speechrag\n"
        f"early = {[*heavy, 'faiss', 'numpy', 'pydantic', 'tantivy']!r}\n"
        "print([name for name in early if name in sys.modules])\n"
        f"with speechrag.open({str(folder)!r}) as speeches:\n"
        f"    answer = speeches.ask({ASKED!r})\n"
        "    answer._repr_html_(), answer.rows(), str(answer)\n"
        "    speeches.compare('PM2.5下降多少？', by='region')._repr_html_()\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    run = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(run, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("[]\n[]\n", 0), done.stderr
