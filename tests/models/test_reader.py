"""The shipped reader: it tells the sentence that answers from its neighbours, each time alike."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rag.assembly import bundled_reader
from rag.errors import ModelError
from rag.language.vocabulary import traditional_fold
from rag.models.reader import STEP, OnnxReader
from rag.models.reading_window import LONGEST_SENTENCE, EncodedWindow, Window

GRAIN = Window(
    "2026年明湖区政府工作报告 · 2026 · 一、2025年工作回顾",
    "一年来，我们扎实工作。",
    (
        "全年粮食产量达到52.3万吨，比上年增长1.8%。",
        "新建公园12处，改造老旧小区35个。",
        "城镇新增就业2.6万人。",
    ),
)
PARKS = Window("2026年云溪市政府工作报告 · 2026", "", ("全市新建口袋公园30处。",))
FOLDER = Path(str(files("rag.models") / "reading"))


def new_reader() -> OnnxReader:
    """The shipped reader, which has read nothing yet."""
    return OnnxReader(FOLDER, fold=traditional_fold())


def logits(question: str, *windows: Window) -> list[list[float]]:
    return [[each.logit for each in found] for found in bundled_reader().read(question, windows)]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("明湖区粮食产量是多少？", 0),
        ("How many old residential compounds were renovated in Minghu?", 1),
        ("How many new urban jobs were created?", 2),
        ("明湖區新增了多少城鎮就業？", 2),
    ],
)
def test_the_sentence_that_answers_has_the_highest_logit(question: str, best: int) -> None:
    (found,) = logits(question, GRAIN)
    assert max(range(3), key=found.__getitem__) == best


def test_the_words_that_answer_are_found() -> None:
    ((first, *_),) = bundled_reader().read("粮食产量是多少？", [GRAIN])
    assert first.span is not None
    assert "52.3万吨" in first.span.slice(GRAIN.sentences[0])


def test_a_window_is_read_alike_whatever_stands_beside_it() -> None:
    question = "新建了多少公园？"
    (alone,) = new_reader().read(question, [GRAIN])
    (beside, _) = new_reader().read(question, [GRAIN, PARKS])
    assert [each.logit for each in beside] == pytest.approx(
        [each.logit for each in alone], abs=STEP
    )


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert logits("糧食產量是多少？", GRAIN) == logits("粮食产量是多少？", GRAIN)


def test_logits_are_rounded_to_steps() -> None:
    for logit in logits("粮食产量是多少？", GRAIN)[0]:
        assert (logit / STEP).is_integer()


def test_what_is_too_long_is_cut_and_what_is_empty_is_no_trouble() -> None:
    long = Window("题", "", ("粮食" * 4 * LONGEST_SENTENCE, *GRAIN.sentences * 20))
    (found,) = bundled_reader().read("粮食产量是多少？", [long])
    assert len(found) == 61
    assert all(each.span is None or each.span.end <= len(s)
               for each, s in zip(found, long.sentences, strict=True))  # fmt: skip
    assert bundled_reader().read("粮食产量是多少？", []) == []


def test_a_reader_that_cannot_be_loaded_says_where_it_was_looked_for(tmp_path: Path) -> None:
    broken = OnnxReader(tmp_path, fold=traditional_fold())
    with pytest.raises(ModelError, match=tmp_path.name):
        broken.read("粮食产量是多少？", [GRAIN])


def test_what_was_read_for_a_question_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = new_reader()
    windows = [Window("2026", "", (f"全市新建公园{number}座。",)) for number in range(3)]
    first = reader.read("新建公园多少座？", windows)
    ran: list[int] = []
    run = reader._run

    def counted(batch: Sequence[EncodedWindow]) -> Any:
        ran.append(len(batch))
        return run(batch)

    monkeypatch.setattr(reader, "_run", counted)
    assert reader.read("新建公园多少座？", windows[::-1]) == first[::-1]
    assert ran == []
    other = Window("2026", "", ("全市新建学校9所。",))
    reader.read("新建公园多少座？", [windows[0], other])
    reader.read("新建学校多少所？", [other])
    assert ran == [1, 1]


def test_no_more_readings_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.models.reader._REMEMBERED", 4)
    reader = new_reader()
    for number in range(6):
        reader.read("有多少？", [Window("", "", (f"共有{number}座。",))])
    assert len(reader._remembered) == 4
