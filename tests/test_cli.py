"""Claims about the command line: its text, its JSON and its exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

import rag.assembly
from rag import cli
from rag.cli import main
from rag.cli.show import answer_lines, hit_lines
from rag.cli.terminal import Terminal, columns, cut, printable
from rag.presentation.to_json import answer_json, document_json
from rag.serving.dialects import DIALECTS
from rag.settings import Settings
from rag.types.questions import Question
from tests.built import sample_engine
from tests.serving.engines import (
    DEMOLISHED,
    HIT,
    INDEX,
    SPEECH,
    FakeEngine,
    FakeIndex,
    answer_to,
    understood,
)

SPEECHES = Path(rag.__file__).parent / "samples" / "speeches"
ENGLISH = Question("What was demolished?", language="en")
CHINESE = Question("拆违取得了哪些成果？", language="zh")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(rag.assembly, "assemble_engine", lambda settings, **_: fake)
    monkeypatch.chdir(tmp_path)
    return fake


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command line."""
    result = CliRunner().invoke(cli.app, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def run_main(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """The same through `main`, which writes the error messages."""
    monkeypatch.setattr(sys, "argv", ["speechrag", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_json_is_one_document_and_the_same_as_over_http(engine: FakeEngine) -> None:
    code, out, err = run("ask", CHINESE.text, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == answer_json(answer_to(CHINESE))


DUST = "PM2.5年均浓度为每立方米42微克，比上年的43微克下降2.3%"


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command line over the sample speeches, whose index stays open for other tests."""
    monkeypatch.setattr(sample_engine(), "close", lambda: None)
    monkeypatch.setattr(rag.assembly, "assemble_engine", lambda settings, **_: sample_engine())
    monkeypatch.chdir(tmp_path)


def test_quotations_that_stand_exit_0(samples: None, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(f"“{DUST}”，“短”\n", "utf-8")
    code, out, err = run("verify-quotes", "notes.md")
    assert (code, err) == (0, "")
    assert "1 quotations: 1 stand" in out
    assert "1 more are too short" in out
    assert "/documents/" in out


def test_a_quotation_that_does_not_stand_exits_1_and_shows_the_words_that_differ(
    samples: None,
) -> None:
    text = f"“{DUST.replace('2.3%', '3.2%')}”".encode()
    result = CliRunner().invoke(cli.app, ["verify-quotes", "-"], input=text)
    assert result.exit_code == 1
    assert "下降[-3.2%-][+2.3%+]" in result.stdout
    result = CliRunner().invoke(cli.app, ["verify-quotes", "-", "--json"], input=text)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["counts"]["altered"] == 1


@pytest.mark.parametrize("name", ["answer.md", "answer.docx", "answer.csl.json"])
def test_an_answer_is_exported_in_the_format_of_the_files_name(
    engine: FakeEngine, tmp_path: Path, name: str
) -> None:
    code, out, err = run("ask", CHINESE.text, "--export", name, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == answer_json(answer_to(CHINESE))
    assert (tmp_path / name).stat().st_size > 0


def test_a_file_of_another_format_is_refused_before_anything_is_asked(engine: FakeEngine) -> None:
    code, _, err = run("ask", CHINESE.text, "--export", "answer.pdf")
    assert code == 2
    assert ".docx" in err
    assert engine.asked == []


def test_filters_are_read_as_over_http(engine: FakeEngine) -> None:
    run("ask", "拆违？", "--since", "2018", "--until", "2018-02", "--region", "青禾区")
    filters = engine.asked[-1].filters
    assert (str(filters.since), str(filters.until)) == ("2018-01-01", "2018-02-28")
    assert filters.regions == ("青禾区",)


def test_an_address_before_permalinks_may_end_in_a_slash(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHRAG_PUBLIC_URL", "https://speeches.example/")
    _, out, _ = run("ask", CHINESE.text, "--json")
    links = [citation["permalink"] for citation in json.loads(out)["citations"]]
    assert links
    assert all(link.startswith("https://speeches.example/documents/") for link in links)


def test_ways_to_choose_otherwise_are_listed_in_the_language_of_the_question() -> None:
    shown = "\n".join(hit_lines([HIT], understood(CHINESE), INDEX, 2.0, Terminal()))
    assert "（可用 --region、--since、--until 另行指定）" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "x", "--since", "soon"],
        ["ask", "x", "--since", "2020", "--until", "2019"],
        ["ask", "x", "--limit", "0"],
        ["ask", "x", "--limit", "51"],
        ["ask", "x", "--answerer", "oracle"],
        ["search", "x", "--region", ""],
        ["index", "no/such/folder"],
        ["index"],
        ["index", ".", "--add", "--replace"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--port", "70000"],
        ["nonsense"],
    ],
)
def test_wrong_usage_exits_2_and_says_why(engine: FakeEngine, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err


def test_an_empty_question_is_wrong_usage(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run_main(monkeypatch, capsys, "ask", "  ", "--json")
    assert (code, out, err) == (2, "", "speechrag: question: is empty: write a question\n")


def test_a_failure_exits_1_in_plain_words(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.holds = None
    code, out, err = run_main(monkeypatch, capsys, "ask", "x", "--json")
    assert (code, out) == (1, "")
    assert err == "speechrag: there is no index `default`; run `speechrag index`\n"


def test_a_file_that_cannot_be_written_is_named(
    engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def asked(*_: object, **__: object) -> None:
        (tmp_path / "missing" / "page.html").write_text("")

    monkeypatch.setattr(engine, "ask", asked)
    code, _, err = run_main(monkeypatch, capsys, "ask", "x")
    assert code == 1
    assert err == f"speechrag: {tmp_path}/missing/page.html: No such file or directory\n"


def test_no_answer_is_an_answer(engine: FakeEngine) -> None:
    code, out, _ = run("ask", "上海去年如何？")
    assert code == 0
    assert out.startswith("未找到依据\n没有找到足以回答的语句\n")
    assert "最接近的段落" in out


def test_a_wrong_setting_is_named(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHRAG_PORT", "many")
    code, _, err = run("ask", "x")
    assert code == 2
    assert "SPEECHRAG_PORT" in err


def test_documents_are_listed_one_a_line_where_no_one_watches(engine: FakeEngine) -> None:
    code, out, _ = run("documents")
    assert code == 0
    assert out.split("\t")[:2] == [SPEECH.id, "2018-01"]
    assert json.loads(run("documents", "--json")[1])["documents"] == [document_json(SPEECH)]


def test_the_beginning_of_an_id_will_do(engine: FakeEngine) -> None:
    shown = json.loads(run("document", SPEECH.id[:6], "--json")[1])
    assert shown["id"] == SPEECH.id
    run("ask", "拆违？", "--document", SPEECH.id[:6], "--document", "nowhere")
    run("search", "拆违？", "--document", SPEECH.id[:6])
    assert [asked.filters.documents for asked in engine.asked] == [
        (SPEECH.id, "nowhere"),
        (SPEECH.id,),
    ]


def test_a_beginning_that_several_ids_share_lists_them(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = replace(SPEECH, id="a1b2c3ffffffffff")
    engine.holds = FakeIndex([other])
    for arguments in (["document", "a1b2c3"], ["ask", "x", "--document", "a1b2c3"]):
        code, out, err = run_main(monkeypatch, capsys, *arguments)
        assert (code, out) == (1, "")
        assert SPEECH.id in err
        assert other.id in err


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(option: str) -> None:
    assert run(option) == (0, f"speechrag {version('speechrag')}\n", "")


def test_a_document_shows_what_is_known_of_it(engine: FakeEngine) -> None:
    out = run("document", SPEECH.id)[1]
    assert SPEECH.title in out
    assert "dates_disagree: the years given in this document disagree" in out
    assert "2018 in the title; 2019 in the text" in out
    assert "gb18030" not in out
    assert "gb18030" in run("document", SPEECH.id, "--report")[1]
    assert json.loads(run("document", SPEECH.id, "--json")[1])["report"]["encoding"] == "gb18030"


def test_what_is_typed_goes_before_the_environment(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []

    def assemble(settings: Settings, **_: Any) -> FakeEngine:
        seen.append(settings)
        return FakeEngine()

    monkeypatch.setattr(rag.assembly, "assemble_engine", assemble)
    monkeypatch.setenv("SPEECHRAG_INDEXES", "from-environment")
    monkeypatch.setenv("SPEECHRAG_NAME", "named")
    run("ask", "x")
    run("ask", "x", "--indexes", "typed")
    assert [(str(s.indexes), s.name) for s in seen] == [
        ("from-environment", "named"),
        ("typed", "named"),
    ]


@pytest.fixture
def settings_seen(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings that commands were run with."""
    seen: list[Settings] = []

    def assemble(settings: Settings, **_: Any) -> FakeEngine:
        seen.append(settings)
        return engine

    monkeypatch.setattr(rag.assembly, "assemble_engine", assemble)
    return seen


def test_a_file_of_settings_in_the_current_folder_is_not_found_by_itself(
    settings_seen: list[Settings],
) -> None:
    Path(".env").write_text("SPEECHRAG_LLM_BASE_URL=http://elsewhere.example/v1\n")
    for arguments in (["ask", "x"], ["search", "x"], ["documents"]):
        assert run(*arguments)[0] == 0
    assert [settings.llm_base_url for settings in settings_seen] == [None] * 3


def test_a_file_of_settings_is_read_where_it_is_named(
    settings_seen: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "# ours\nSPEECHRAG_NAME=讲话\nSPEECHRAG_LIMIT=9\nSPEECHRAG_LLM_MODEL=m\n"
    Path("ours.env").write_text(lines, encoding="utf-8")
    run("ask", "x", "--env-file", "ours.env")
    monkeypatch.setenv("SPEECHRAG_ENV_FILE", "ours.env")
    run("search", "x")
    monkeypatch.setenv("SPEECHRAG_LLM_MODEL", "from-environment")
    run("ask", "x", "--name", "typed")
    assert [(settings.name, settings.llm_model) for settings in settings_seen] == [
        ("讲话", "m"),
        ("讲话", "m"),
        ("typed", "from-environment"),
    ]


CASES = Path(__file__).parent / "data" / "sample-cases.jsonl"
COMMANDS: list[list[str]] = [
    ["index", "."], ["ask", "x"], ["search", "x"], ["compare", "x", "--by", "region"],
    ["documents"], ["document", "x"], ["evaluate", str(CASES)], ["serve"],
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_takes_a_file_of_settings_and_says_when_it_cannot_be_read(
    engine: FakeEngine, command: list[str]
) -> None:
    Path("latin.env").write_bytes(b"SPEECHRAG_NAME=\xe9\n")
    for name, why in (
        ("gone.env", "No such file"),
        (".", "Is a directory"),
        ("latin.env", "it is not text in UTF-8"),
    ):
        code, _, err = run(*command, "--env-file", name)
        assert code == 2
        told = " ".join(err.replace("│", " ").split())
        assert f"settings file {name} cannot be read: {why}" in told
        assert "--env-file" in told


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            CHINESE,
            [
                "有据可答",
                "〔成果 · 确定〕",
                "〔目标 · 很可能〕",
                "引文",
                "字符 7–31",
                "引用 [1][2] 时请注意：",
                "理解为：",
            ],
        ),
        (
            ENGLISH,
            [
                "Answered from the speeches",
                "(achieved · sure)",
                "(target · likely)",
                "Quotations",
                "characters 7–31",
                "Before you rely on [1][2]:",
                "- the years given in this document disagree",
                "Understood as: region Qinghe District (青禾区); about 2018 (to choose otherwise",
                "illegal construction → 违法建设",
                "a figure does not stand in the quotation: 全区人口增长了9%。",
            ],
        ),
    ],
)
def test_an_answer_is_shown_in_the_questions_language(question: Question, words: list[str]) -> None:
    shown = "\n".join(answer_lines(answer_to(question), Terminal()))
    for word in [*words, f"{DEMOLISHED} [1]", SPEECH.title, "一、去年工作", "qinghe-2018.txt"]:
        assert word in shown


def test_passages_are_shown_with_their_places() -> None:
    shown = "\n".join(hit_lines([HIT], understood(ENGLISH), INDEX, 2.0, Terminal()))
    assert "(2018年青禾区政府工作报告（示例）) · 2018-01 · Qinghe District (青禾区)" in shown
    assert "一、去年工作" in shown
    assert "0.830 · characters 7–42" in shown


def test_lines_are_cut_by_columns_and_never_begin_with_a_closing_mark() -> None:
    text = "全区拆除违法建设30万平方米，空气质量明显改善。We planted 1,200 trees."
    lines = cut(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(columns(line) <= 22 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_a_speech_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[2Jb\u202ec\u200bd") == "a [2Jb c d"


def script(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`python -m rag` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rag", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )


def test_help_needs_none_of_the_heavy_parts() -> None:
    done = script("ask", "--help")
    assert done.returncode == 0
    for heavy in (b"torch", b"fastapi", b"uvicorn", b"faiss", b"trafilatura", b"openai"):
        assert heavy not in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_any_locale_can_write_a_speech(locale: str) -> None:
    code = "import sys; from rag import cli; cli._speak_utf8(sys.stdout); print('\\u62c6\\u8fdd')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"},
        timeout=60,
        check=True,
    )
    assert done.stdout.decode() == "拆违\n"


def test_an_index_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    done = script("ask", "x", "--indexes", str(tmp_path))
    assert done.returncode == 1
    words = done.stderr.decode().rsplit("\nspeechrag: ", 1)
    assert len(words) == 2
    assert "speechrag index" in words[1]
    assert "Traceback" not in done.stderr.decode()


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of indexes that `speechrag index` made of the sample speeches."""
    folder = tmp_path_factory.mktemp("indexes")
    done = script("index", str(SPEECHES), "--indexes", str(folder), "--json")
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    report = json.loads(done.stdout)
    assert list(report) == ["index", "generation", "documents", "passages", "skipped", "seconds"]
    assert report["documents"]["added"] == len(list(SPEECHES.iterdir()))
    return folder


def test_a_second_run_finds_nothing_new(indexed: Path) -> None:
    done = script("index", str(SPEECHES), "--indexes", str(indexed))
    words = done.stdout.decode()
    assert words.startswith("Index default, generation 1: nothing changed, so no new")
    assert "0 added, 0 changed, 0 removed" in words
    assert "of which 0 embedded" in words


def test_indexing_speaks_the_users_language(indexed: Path, tmp_path: Path) -> None:
    chinese = {"SPEECHRAG_LANGUAGE": "zh"}
    done = script("index", str(SPEECHES), "--indexes", str(indexed), **chinese)
    assert done.stdout.decode().startswith("索引 default，第 1 版：没有变化，未发布新版（")
    assert "文件：新增 0，改动 0，移除 0，未变 10\n" in done.stdout.decode()
    empty = tmp_path / "empty"
    empty.mkdir()
    done = script("index", str(empty), "--indexes", str(tmp_path), **chinese)
    assert done.returncode == 1
    assert f"\nspeechrag: {empty} 之下没有文件；请给出" in done.stderr.decode()


def test_another_folder_is_indexed_under_the_same_name_only_where_that_is_said(
    indexed: Path, tmp_path: Path
) -> None:
    home = tmp_path / "indexes"
    shutil.copytree(indexed, home)
    (tmp_path / "new.txt").write_text("一篇新的讲话。")
    new = ["index", str(tmp_path / "new.txt"), "--indexes", str(home), "--json"]
    refused = script(*new)
    assert (refused.returncode, refused.stdout) == (1, b"")
    words = refused.stderr.decode().rsplit("\nspeechrag: ", 1)[1]
    assert all(
        word in words for word in (str(SPEECHES), f"{tmp_path}/new.txt", "--add", "--replace")
    )
    added = json.loads(script(*new, "--add").stdout)
    assert added["documents"] == {"added": 1, "changed": 0, "removed": 0, "unchanged": 10}
    shrunk = script(*new, "--replace")
    assert shrunk.returncode == 1
    assert b"has 11 documents, and 1 would be left" in shrunk.stderr
    replaced = json.loads(script(*new, "--replace", "--allow-shrink").stdout)
    assert replaced["documents"] == {"added": 0, "changed": 0, "removed": 10, "unchanged": 1}


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_indexing_that_is_stopped_says_so_and_leaves_nothing_behind(
    indexed: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    home = tmp_path / "indexes"
    shutil.copytree(indexed, home)
    before = sorted(os.listdir(home / "default"))
    # A shell starts its background jobs with Ctrl-C ignored, and the tests may run in one.
    heard = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL)"
    command = [sys.executable, "-c", f"{heard}; os.execv(sys.argv[1], sys.argv[1:])"]
    command += [sys.executable, "-m", "rag", "index", str(SPEECHES), "--rebuild"]
    with subprocess.Popen(
        [*command, "--indexes", str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as build:
        wait_until(lambda: any(home.glob("default/.tmp-gen-*/store.sqlite")))
        if sys.platform == "linux":
            wait_until(lambda: bool(children_of(build.pid)))
        readers = children_of(build.pid)
        build.send_signal(number)
        out, err = build.communicate(timeout=30)
    assert (build.returncode, out) == (code, b"")
    assert err.decode() == (
        "Indexing was stopped. The previous index default is unchanged and can still be used.\n"
    )
    assert sorted(os.listdir(home / "default")) == before
    wait_until(lambda: not any(Path(f"/proc/{reader}").exists() for reader in readers))


def wait_until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.005)


def children_of(process: int) -> list[str]:
    """Processes that `process` started, where the system tells (Linux does)."""
    told = Path(f"/proc/{process}/task/{process}/children")
    return told.read_text().split() if told.exists() else []


def test_a_server_with_an_unknown_dialect_is_refused_with_those_there_are(
    engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPEECHRAG_CITATION_FORMAT", "apa")
    code, _, err = run("serve")
    assert code == 2
    words = " ".join(err.replace("│", " ").split())
    assert f"SPEECHRAG_CITATION_FORMAT: set it to one of {', '.join(DIALECTS)}" in words


def test_asking_needs_no_neural_framework_and_no_web_server(indexed: Path) -> None:
    done = script("ask", "2025年明湖区拆除违法建设多少？", "--indexes", str(indexed), "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.decode().splitlines()}
    assert "tantivy" in imported
    heavy = {"torch", "sentence_transformers", "transformers", "fastapi", "uvicorn", "openai"}
    assert not imported & {*heavy, "trafilatura", "pypdf", "docx", "rich.console", "pypinyin"}


def test_a_server_answers_until_it_is_stopped(indexed: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rag", "serve", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--indexes", str(indexed)], stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if "running on" in line:
                break
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            assert client.get("/readyz").json()["status"] == "ready"
        server.terminate()
        server.stderr.read()
        assert server.wait(10) in (0, -signal.SIGTERM)
