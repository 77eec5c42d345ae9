"""The words and modules of the web page fit each other; no browser is needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.presentation.phrases import phrase
from rag.serving.static_files import FOLDER

PAGES = FOLDER.parent / "pages"
INDEX = (PAGES / "index.html").read_text("utf-8")
# A key, and its Chinese and English.
ROW = re.compile(
    r'^  "([\w.]+)": \[\s*"((?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)",?\s*\]', re.MULTILINE
)
WORDS = {key: (zh, en) for key, zh, en in ROW.findall((FOLDER / "words.js").read_text("utf-8"))}
SAID = re.compile(r'\b(?:say|sayOr|column)\(\s*["`]([\w.]+)(\$\{)?')
TABLES = re.compile(r"^const (?:FORMATS|BY|THEMES) = (\[[^\]]+\]);", re.MULTILINE)


def modules() -> Iterator[Path]:
    """The page's own modules: those that the entry reaches by import."""
    waiting, seen = [FOLDER / "app.js"], set()
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            yield module
            waiting += [FOLDER / name for name in imports(module)]


def imports(module: Path) -> list[str]:
    return re.findall(r'from "\./([\w.]+)"', module.read_text("utf-8"))


MODULES = sorted(modules())


@pytest.mark.parametrize("key", WORDS)
def test_words_take_the_same_values_in_both_languages(key: str) -> None:
    chinese, english = (re.findall(r"\{\d?\}", words) for words in WORDS[key])
    assert len(chinese) == len(english)
    assert all(WORDS[key])


def test_every_word_that_the_page_says_is_in_the_table_and_no_other() -> None:
    whole: set[str] = set()
    begun: set[str] = set()
    for module in MODULES:
        for key, goes_on in SAID.findall(module.read_text("utf-8")):
            (begun if goes_on else whole).add(key)
    assert whole <= WORDS.keys()
    assert {start for start in begun if not any(key.startswith(start) for key in WORDS)} == set()
    text = "".join(module.read_text("utf-8") for module in MODULES if module.name != "words.js")
    spare = {
        key
        for key in WORDS.keys() - whole
        if not any(key.startswith(start) for start in begun) and f'"{key}"' not in text
    }
    assert spare == set()


def test_names_of_formats_groups_and_themes_have_words() -> None:
    named = {"answer.js": "format.", "compare.js": "by.", "app.js": "theme."}
    for module, prefix in named.items():
        (table,) = TABLES.findall((FOLDER / module).read_text("utf-8"))
        assert {prefix + name for name in json.loads(table)} <= WORDS.keys()


@pytest.mark.parametrize(
    "key", [key for key in WORDS if re.fullmatch(r"(status|stance|confidence)\.(?!title)\w+", key)]
)
def test_the_page_and_the_terminal_say_the_same(key: str) -> None:
    assert WORDS[key] == (phrase(key, "zh"), phrase(key, "en"))


def test_the_page_loads_all_its_modules_at_once() -> None:
    (listed,) = re.findall(r"for module in (\[[^\]]+\])", INDEX)
    assert {f"{name}.js" for name in json.loads(listed)} | {"app.js"} == {
        module.name for module in MODULES
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_module_reads_text_as_html_or_runs_it(module: Path) -> None:
    source = module.read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser", "eval(", "Function(",
                 "document.write", "setHTML", "createContextualFragment", ".style."):  # fmt: skip
        assert word not in source
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", source)
    assert source.startswith("// ")
