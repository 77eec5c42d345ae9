"""Claims about the real documents that this project began with, where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.ingestion.load import parse
from rag.ingestion.read import Read, read_one
from rag.language.sentences import sentences
from rag.types.text import Span
from tests.ingestion.helpers import SHARED
from tests.told import values_left_out

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not at hand")


def read_shared(path: Path) -> Read:
    return read_one(parse(path, path.name))


@pytest.fixture(scope="module")
def seed() -> Read:
    return read_shared(next((SHARED / "seed").glob("*.txt")))


def test_words_that_a_page_mark_split_are_whole(seed: Read) -> None:
    text = seed.document.text
    for words in ("在疏解非首都功能中", "影响重大,充分暴露", "61微克/立方米,一年下降了21.8%"):
        assert words in text


def test_nothing_of_the_site_is_left(seed: Read) -> None:
    text = seed.document.text
    for words in ("第4页", "共4页", "taowenge", "会员分享", "本文来源", "本文内容", "学习资料"):
        assert words not in "".join(text.split())


def test_the_opening_stands_once(seed: Read) -> None:
    assert seed.document.text.count("大地回春") == 1
    assert seed.document.text.startswith("在2022年区政府全体会议上的讲话\n在2018年")


def test_every_sentence_ends_like_one_but_the_last_that_the_source_cuts(seed: Read) -> None:
    text = seed.document.text
    found = [span.slice(text) for span in sentences(text)]
    assert all(words[-1] in "。！？”" for words in found[2:-1])
    assert found[-1].endswith("战斗力的")


def test_the_warnings_of_the_seed(seed: Read) -> None:
    found = {warning.code: dict(warning.values) for warning in seed.document.warnings}
    assert not any(values_left_out(warning) for warning in seed.document.warnings)
    assert set(found) == {
        "dates_disagree",
        "anonymised_names",
        "scraped_copy",
        "truncated",
        "possible_rewording",
        "much_left_out",
    }
    dates = found["dates_disagree"]
    assert (dates["title"], dates["text"]) == ((2022, 2018), (2019,))
    assert found["possible_rewording"]["count"] == 17
    assert seed.document.date is None


def test_a_quotation_across_a_page_mark_has_two_published_ranges(seed: Read) -> None:
    quote = "疏解非首都功能中,拆违治乱"
    at = seed.document.text.index(quote)
    ranges = seed.document.alignment.published(Span(at, at + len(quote)))
    assert [part.slice(seed.published) for part in ranges] == ["疏", quote[1:]]


def test_the_sections_of_the_seed(seed: Read) -> None:
    assert [len(section.heading) for section in seed.sections] == [0, 1, 2, 2, 2]


@pytest.mark.parametrize("folder", ["provincial-2025", "provincial-2026"])
def test_provincial_reports_tell_everything(folder: str) -> None:
    for path in sorted((SHARED / folder).iterdir()):
        document = read_shared(path).document
        assert document.title.endswith("政府工作报告"), path.name
        assert document.speaker, path.name
        assert document.region, path.name
        assert document.institution == f"{document.region}人民政府", path.name
        assert document.date is not None, path.name
        assert document.date.precision == "day", path.name
        assert document.date.year == int(folder[-4:]), path.name
        assert document.warnings == (), path.name
        for noise in ("相关报道：", "扫一扫", "【字体", "分享到微信", "来源：", "编辑："):
            assert noise not in document.text, path.name
