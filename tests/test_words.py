"""Claims about the words of the command line: all are in Chinese and English, and the environment
chooses the language."""

from __future__ import annotations

import json
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator

import pytest

from rag.cli.typer_words import translated
from rag.cli.words import WORDS, choose_language, language_of, say, short_warnings
from rag.presentation.warnings import WARNINGS
from rag.types.text import Language

HAN = re.compile(r"[\u4e00-\u9fff]")
COMMANDS = [
    "index", "ask", "search", "compare", "figures", "documents", "document", "verify-quotes",
    "evaluate", "serve",
]  # fmt: skip
# All help pages from a new process, because the pages get their language when they are made.
HELP = f"""
import json
from typer.testing import CliRunner
from rag import cli
pages = {{}}
for command in {["", *COMMANDS]!r}:
    pages[command] = CliRunner().invoke(cli.app, [*command.split(), "--help"]).stdout
print(json.dumps(pages))
"""


def help_pages(**environment: str) -> dict[str, str]:
    """The help page of every command, with blanks and frames folded."""
    done = subprocess.run(
        [sys.executable, "-c", HELP],
        env={**os.environ, "COLUMNS": "160", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    pages: dict[str, str] = json.loads(done.stdout)
    return {
        command: " ".join(re.sub("[│╭╮╰╯─]", " ", page).split()) for command, page in pages.items()
    }


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return help_pages(SPEECHRAG_LANGUAGE="en")


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    return help_pages(SPEECHRAG_LANGUAGE="", LC_ALL="zh_CN.UTF-8")


@pytest.fixture
def in_chinese() -> Iterator[None]:
    choose_language("zh")
    yield
    choose_language(None)


@pytest.mark.parametrize("key", WORDS)
def test_every_phrase_is_in_both_languages_with_the_same_places(key: str) -> None:
    chinese, english = WORDS[key]
    assert chinese
    assert english
    assert fields(chinese) == fields(english)
    assert not HAN.search(english)


def fields(words: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(words)} - {None}


def test_every_warning_has_a_short_word() -> None:
    for code, words in WARNINGS.items():
        assert short_warnings([code]) == words.short[1]
    assert short_warnings(["ocr", "of_tomorrow"]) == "OCR, of_tomorrow"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW", "LC_MESSAGES": "en_US.UTF-8", "LANG": "C"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_SG"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "SPEECHRAG_LANGUAGE": "en"}, "en"),
        ({"LANG": "en_GB.UTF-8", "SPEECHRAG_LANGUAGE": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "SPEECHRAG_LANGUAGE": ""}, "zh"),
    ],
)
def test_the_users_language_is_that_of_the_locale_unless_it_is_chosen(
    environment: dict[str, str], language: Language
) -> None:
    assert language_of(environment) == language


def test_help_pages_name_the_settings_behind_options(
    english: dict[str, str], chinese: dict[str, str]
) -> None:
    for pages in (english, chinese):
        for command in COMMANDS:
            assert "[env: SPEECHRAG_INDEXES]" in pages[command]
            assert "[env: SPEECHRAG_NAME]" in pages[command]
        assert "[env: SPEECHRAG_HOST]" in pages["serve"]
        assert "[env: SPEECHRAG_PORT]" in pages["serve"]
        assert "[env: SPEECHRAG_ANSWERER]" in pages["ask"]


def test_help_pages_are_in_the_users_language_to_the_last_word(
    english: dict[str, str], chinese: dict[str, str]
) -> None:
    for command, page in chinese.items():
        assert all(word in page for word in ("用法：", "[选项]", "选项", "显示本说明。"))
        for word in ("Usage", "Options", "Arguments", "Commands", "Show", "default:", "required"):
            assert word not in page, command
    assert "参数" in chinese["ask"]
    assert "命令" in chinese[""]
    for page in english.values():
        assert page.startswith("Usage: ")
        assert not HAN.search(page)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Invalid value for 'PATH': path '/x' does not exist.", "'PATH' 的值无效：'/x' 不存在。"),
        (
            "Invalid value for '--limit': Input should be greater than or equal to 1",
            "'--limit' 的值无效：应不小于 1",
        ),
        ("Missing argument 'QUESTION'.", "缺少参数 'QUESTION'。"),
        ("No such command 'asj'. Did you mean 'ask'?", "没有 'asj' 这个命令。是否想用 'ask'？"),
        (
            "Invalid value: --since: write YYYY, YYYY-MM or YYYY-MM-DD",
            "用法有误：--since：请写成 YYYY、YYYY-MM 或 YYYY-MM-DD",
        ),
        ("question: is empty: write a question", "问题是空的：请写出问题"),
        ("What nobody foresaw", "What nobody foresaw"),
    ],
)
def test_refusals_are_in_chinese_where_their_wording_is_known(message: str, words: str) -> None:
    assert translated(message) == words


def test_a_chosen_language_goes_before_that_of_the_environment(in_chinese: None) -> None:
    assert say("stopped") == "已中止。"
    assert short_warnings(["dates_disagree", "scraped_copy"]) == "年份矛盾、转载"
