"""scripts/train: the whole recipe runs, and its hand-written gradients are right."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.language.vocabulary import Vocabulary
from rag.late_interaction.lexicon import Lexicon
from rag.models.embedder import StaticEmbedder

pytest.importorskip("numba", reason="training needs numba")
pytest.importorskip("torch", reason="the extra transformers is not installed")

SCRIPTS = Path(__file__).parents[2] / "scripts"
SUBJECTS = (
    ("市政府", "city government"),
    ("学校", "school"),
    ("医院", "hospital"),
    ("道路", "road"),
)
DEEDS = (("新建", "built"), ("扩建", "extended"), ("关闭", "closed"), ("检查", "inspected"))


def make_data(folder: Path) -> None:
    """Files of the same names and forms as ../shared/data/train, a few kilobytes in all."""
    folder.mkdir(parents=True)
    pairs = [
        (
            f"{year}年{deed}了{subject}{count}所。",
            f"In {year} the {noun} was {did}, {count} in all.",
        )
        for year in range(2001, 2026)
        for subject, noun in SUBJECTS
        for deed, did in DEEDS
        for count in (3, 12)
    ]
    rows = [f"{chinese}\t{english}\tun_v1_devtest" for chinese, english in pairs]
    (folder / "parallel.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    entries = [
        "學校 学校 [xue2 xiao4] /school/CL:所[suo3]/",
        "醫院 医院 [yi1 yuan4] /hospital/",
        "養蜂人 养蜂人 [yang3 feng1 ren2] /beekeeper/apiarist/",
        "北京 北京 [Bei3 jing1] /Beijing municipality, capital of China/",
    ]
    (folder / "cedict_ts.u8").write_text("\n".join(entries) + "\n", encoding="utf-8")
    texts = [{"source": "laws", "text": "".join(chinese for chinese, _ in pairs[:40])}]
    write_lines(folder / "text.jsonl", texts)
    cmrc = [
        {"question": f"{chinese[:5]}建了什么？", "context": chinese} for chinese, _ in pairs[::9]
    ]
    write_lines(folder / "cmrc2018-train.jsonl", cmrc)
    squad = [
        {"question": f"What of {english[3:7]}?", "answers": [{"text": english}]}
        for _, english in pairs[::9]
    ]
    write_lines(folder / "reqa-squad-train.jsonl", squad)


def write_lines(path: Path, items: Sequence[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")


def test_the_quick_recipe_ends_in_a_model_that_loads(tmp_path: Path) -> None:
    make_data(tmp_path / "data" / "train")
    command = [sys.executable, "-m", "training", "--quick", "--data", str(tmp_path / "data")]
    path = os.pathsep.join([str(SCRIPTS), str(SCRIPTS.parent), os.environ.get("PYTHONPATH", "")])
    result = subprocess.run(
        [*command, "--out", str(tmp_path / "model")],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    embedder = StaticEmbedder(tmp_path / "model")
    vocabulary = Vocabulary.read(tmp_path / "model")
    assert len(embedder.table.rows) == vocabulary.size <= 2400
    assert vocabulary.encode("學校") == vocabulary.encode("学校")
    assert list(Lexicon.read(tmp_path / "model").translated("beekeepers"))
    assert np.isfinite(embedder.embed_question("新建了学校")).all()


def test_gradients_by_hand_are_those_of_automatic_differentiation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import torch

    monkeypatch.syspath_prepend(str(SCRIPTS))
    late, ragged = (
        importlib.import_module("training.late"),
        importlib.import_module("training.ragged"),
    )
    generator = np.random.default_rng(0)
    torch.manual_seed(0)
    question_ids = [generator.integers(0, 40, generator.integers(2, 6)) for _ in range(12)]
    passage_ids = [generator.integers(0, 60, generator.integers(3, 20)) for _ in range(12)]
    questions = torch.nn.functional.normalize(torch.randn(40, 8), dim=1).requires_grad_()
    passages = torch.nn.functional.normalize(torch.randn(60, 8), dim=1).requires_grad_()
    weights = torch.rand(40).requires_grad_()
    cosines = questions.bfloat16().float() @ passages.bfloat16().float().T
    scores = torch.stack(
        [
            torch.stack([(weights[q] * cosines[q][:, p].amax(1)).sum() for p in passage_ids])
            / weights[q].sum()
            for q in question_ids
        ]
    )
    loss = torch.nn.functional.cross_entropy(scores * 5, torch.arange(12))
    loss.backward()  # type: ignore[no-untyped-call]
    ours = late.batch_gradients(
        late.Side(ragged.Ragged.of(question_ids), questions.detach(), weights.detach().numpy()),
        late.Side(ragged.Ragged.of(passage_ids), passages.detach(), np.zeros(0, dtype=np.float32)),
        scale=5.0,
    )
    assert ours.loss == pytest.approx(loss.item(), abs=1e-2)
    pairs = (
        (questions.grad, ours.question_units),
        (weights.grad, ours.question_weights),
        (passages.grad, ours.passage_units),
    )
    for theirs, mine in pairs:
        assert theirs is not None
        agreement = np.corrcoef(theirs.numpy().ravel(), mine.ravel())[0, 1]
        assert agreement > 0.999
