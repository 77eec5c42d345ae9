"""The training of the reader: examples, steps, checkpoints, and an export that computes alike."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")
pytest.importorskip("onnx", reason="onnx is not installed")

from rag.assembly import _shipped  # noqa: E402
from rag.language.vocabulary import traditional_fold  # noqa: E402
from rag.models.reading_window import Window, WindowEncoder  # noqa: E402
from scripts.training.reader.batches import deal, encode, steps  # noqa: E402
from scripts.training.reader.choice import Asked, fit_chance, fit_order  # noqa: E402
from scripts.training.reader.examples import Answer, Example, cut  # noqa: E402
from scripts.training.reader.export import export, measure  # noqa: E402
from scripts.training.reader.fit import Schedule, fit, loss_of  # noqa: E402
from scripts.training.reader.network import Network  # noqa: E402
from scripts.training.reader.questions import QUESTIONS_FILE  # noqa: E402
from scripts.training.reader.thresholds import First, calibration_error  # noqa: E402
from scripts.training.reader.written import Labelled  # noqa: E402

TEXTS = ("粮食产量达到52.3万吨。", "新建公园12处。", "新增就业2.6万人。")
WINDOW = Window("2026年政府工作报告 · 2026", "一年来成绩很大。", TEXTS)
EXAMPLE = Example("粮食产量是多少？", (WINDOW, WINDOW), (Answer(0, 0, (6, 12)),), "test")


@pytest.fixture(scope="module")
def encoder() -> WindowEncoder:
    return WindowEncoder.read(_shipped("reading") / "tokenizer.json", traditional_fold())


@pytest.fixture(scope="module")
def network(encoder: WindowEncoder) -> Network:
    torch.manual_seed(0)
    return Network(encoder.vocabulary_size).eval()


def test_an_answer_keeps_its_sentence_and_its_words(encoder: WindowEncoder) -> None:
    encoded = encode(encoder, EXAMPLE)
    assert encoded is not None
    ((sentence, span),) = encoded.answers
    assert sentence == 0
    assert span is not None
    window, start, _ = encoded.sentences[0]
    shown = encoder.encode(EXAMPLE.question, EXAMPLE.windows[window])
    first, last = (shown.offsets[0][place] for place in span)
    assert "52.3" in TEXTS[0][first[0] : last[1]]
    assert shown.ids[start - 1] == encoder.encode("", WINDOW).ids[shown.starts[0] - 1 - len(
        encoder.tokens([EXAMPLE.question])[0].ids)]  # fmt: skip


def test_a_step_holds_all_windows_of_its_examples(encoder: WindowEncoder) -> None:
    encoded = encode(encoder, EXAMPLE)
    assert encoded is not None
    step = next(steps([encoded] * 8, random.Random(0), tokens=300))
    windows = sum(len(batch.ids) for batch in step.passes)
    assert windows == sum(len(example.windows) for example in step.examples)
    assert all(len(places) == 6 for places in step.places)


def test_training_goes_on_from_a_checkpoint(
    encoder: WindowEncoder, network: Network, tmp_path: Path
) -> None:
    encoded = encode(encoder, EXAMPLE)
    assert encoded is not None
    before = loss_of(network, deal([encoded]))[0].item()
    told: list[str] = []
    trained = Network(encoder.vocabulary_size)
    trained.load_state_dict(network.state_dict())
    for end in (2, 4):
        fit(
            trained, [encoded] * 30, Schedule(end, 1e-3, 1, 1), checkpoint=tmp_path / "c.pt",
            seed=0, report=told.append,
        )  # fmt: skip
    saved = torch.load(tmp_path / "c.pt", weights_only=True)
    assert saved["step"] == 4
    assert loss_of(trained.eval(), deal([encoded]))[0].item() < before


def test_the_export_computes_what_the_network_does(
    encoder: WindowEncoder, network: Network, tmp_path: Path
) -> None:
    from onnxruntime import InferenceSession

    encoded = encode(encoder, EXAMPLE)
    assert encoded is not None
    (batch,) = deal([encoded] * 4).passes
    export(network, measure(network, [batch]), tmp_path / "model.onnx")
    windows, tokens = batch.ids.shape
    means = np.zeros((len(batch.window), windows * tokens), dtype=np.float32)
    for row, (window, start, end) in enumerate(
        zip(batch.window.tolist(), batch.start.tolist(), batch.end.tolist(), strict=True)
    ):
        means[row, window * tokens + start : window * tokens + end] = 1 / (end - start)
    session = InferenceSession(tmp_path / "model.onnx")
    logits, _ = session.run(
        None,
        {
            "ids": batch.ids.numpy(),
            "lengths": batch.held.sum(1).int().numpy(),
            "marks": (batch.window * tokens + batch.start - 1).numpy(),
            "means": means,
        },
    )
    with torch.no_grad():
        expected = network(batch)[0].numpy()
    assert logits == pytest.approx(expected, abs=0.05)
    assert np.corrcoef(logits, expected)[0, 1] > 0.95


def test_years_move_together_and_another_title_answers_nothing() -> None:
    labelled = Labelled(WINDOW, (True, False, False), (False, True, False))
    assert labelled.moved(-2).window.context == "2024年政府工作报告 · 2024"
    assert labelled.moved(-2).right == labelled.right
    other = labelled.under("2026年云溪市政府工作报告")
    assert other.window.context == "2026年云溪市政府工作报告 · 2026"
    assert not any(other.right)
    assert not any(other.unsure)


def test_weights_are_fitted_that_put_the_right_sentence_first() -> None:
    generator = random.Random(0)
    asked = []
    for number in range(60):
        right = [place == number % 4 for place in range(4)]
        rows = [
            {"good": is_right + generator.gauss(0, 0.2), "noise": generator.gauss(0, 1)}
            for is_right in right
        ]
        asked.append(Asked(str(number), "test", "zh", 0, True, rows, right))
    order = fit_order(asked, ["good", "noise"])
    assert order.weights["good"] > 5 * abs(order.weights["noise"])
    chance = fit_chance(asked, ["good"], "good")
    firsts = [First.of(_ordered(each), chance) for each in asked]
    assert np.mean([first.right for first in firsts]) > 0.9
    assert calibration_error(firsts) < 0.2


def _ordered(asked: Asked) -> Asked:
    from dataclasses import replace

    return replace(asked, rows=[{**row, "order": row["good"]} for row in asked.rows])


def test_the_written_questions_hold_no_text_of_the_reports() -> None:
    import json

    rows = [json.loads(line) for line in QUESTIONS_FILE.read_text("utf-8").splitlines()]
    assert len(rows) > 4_000
    assert {row["lang"] for row in rows} == {"zh", "en"}
    for row in rows:
        assert set(row) <= {
            "id", "question", "lang", "kind", "document", "copy", "window", "answers", "use",
        }  # fmt: skip
        start, end = row["window"]
        assert all(start <= first < last <= end for first, last in row["answers"])
    assert cut("一句。两句。") == [(0, 3), (3, 6)]
