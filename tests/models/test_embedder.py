"""Embedders: the claims that all of them keep, and the further claims of the shipped one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.language.vocabulary import TOKENIZER_FILE, Vocabulary
from rag.models.embedder import Embedder, SentenceTransformerEmbedder, StaticEmbedder
from tests.models.tiny import make_static_model, make_transformer, need_transformers

FOLDER = Path(__file__).parents[2] / "rag" / "models" / "bilingual"
TEXTS = [
    "What did the district achieve in demolition of illegal construction?",
    "拆违治乱取得了哪些成果？",
    "基本無違法建設城區，臺灣積體電路製造公司",
    "Ａｂｃ naïve 1,234.5",
    "长" * 2000,
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {
        "static": make_static_model(tmp_path_factory.mktemp("static")),
        "transformer": make_transformer(tmp_path_factory.mktemp("transformer")),
    }


transformer = partial(SentenceTransformerEmbedder, device="cpu", batch_size=2, backend="torch")

MAKERS: dict[str, Callable[[dict[str, Path]], Embedder]] = {
    "shipped": lambda folders: StaticEmbedder(FOLDER),
    "any static model": lambda folders: StaticEmbedder(folders["static"]),
    "sentence-transformers": lambda folders: transformer(str(folders["transformer"])),
}


@pytest.fixture(scope="module", params=MAKERS)
def embedder(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Embedder:
    return MAKERS[str(request.param)](folders)


def test_passages_are_unit_rows(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(["the street was widened", "road works"])
    assert vectors.shape == (2, embedder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_question_is_one_unit_vector(embedder: Embedder) -> None:
    vector = embedder.embed_question("the street was widened")
    assert vector.shape == (embedder.dimension,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_no_passages_have_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_batches_do_not_change_vectors(embedder: Embedder) -> None:
    few = ["the street", "road works were done in the district", "water", "the street"]
    texts = [*few * 20, "water"]  # more texts than are looked up at a time
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_a_fingerprint_can_be_written_down_and_is_stable(embedder: Embedder) -> None:
    fingerprint = embedder.fingerprint()
    assert json.loads(json.dumps(fingerprint)) == fingerprint == embedder.fingerprint()
    assert fingerprint["dimension"] == embedder.dimension
    assert len(str(fingerprint["weights_sha256"])) == 64


def test_prompts_are_used_and_are_part_of_the_fingerprint(folders: dict[str, Path]) -> None:
    folder = str(folders["transformer"])
    plain = transformer(folder)
    prompted = transformer(folder, question_prompt="query: ")
    assert prompted.fingerprint() != plain.fingerprint()
    assert not np.allclose(prompted.embed_question("road"), plain.embed_question("road"))
    same = prompted.embed_passages(["road"]) @ plain.embed_passages(["road"]).T
    assert same[0, 0] == pytest.approx(1, abs=1e-4)


def test_a_model_that_cannot_be_loaded_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a static embedding model"):
        StaticEmbedder(tmp_path)
    need_transformers()
    with pytest.raises(ModelError, match="cannot load the embedding model"):
        transformer(str(tmp_path))
    with pytest.raises(ModelError, match="there is no such folder"):
        transformer(str(tmp_path / "none"))


def test_three_libraries_give_the_same_pooled_vectors() -> None:
    need_transformers()
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

    ours = StaticEmbedder(FOLDER).embed_passages(TEXTS)
    ours /= np.linalg.norm(ours, axis=1, keepdims=True)  # on the grid their length is only nearly 1
    loaded = {
        "sentence-transformers": SentenceTransformer(str(FOLDER), device="cpu").encode(TEXTS),
        "model2vec": StaticModel.from_pretrained(str(FOLDER)).encode(TEXTS),
    }
    for name, vectors in loaded.items():
        theirs = np.asarray(vectors, dtype=np.float32)
        theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
        assert float((ours * theirs).sum(axis=1).min()) >= 0.9999, name


def test_the_shipped_model_fits_its_vocabulary() -> None:
    embedder = StaticEmbedder(FOLDER)
    assert len(embedder.table.rows) == Vocabulary.bundled().size
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file())
    assert size <= 40_000_000


def test_a_copy_of_the_shipped_model_is_read_by_its_tokenizer(tmp_path: Path) -> None:
    for name in ("model.safetensors", TOKENIZER_FILE):
        (tmp_path / name).symlink_to(FOLDER / name)
    copy, shipped = StaticEmbedder(tmp_path), StaticEmbedder(FOLDER)
    np.testing.assert_allclose(copy.embed_passages(TEXTS), shipped.embed_passages(TEXTS), atol=1e-5)


def test_the_default_path_imports_neither_torch_nor_sentence_transformers() -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from rag.language.vocabulary import Vocabulary\n"
        "from rag.models.embedder import StaticEmbedder\n"
        "from rag.late_interaction.encoder import QueryEncoder\n"
        "from rag.late_interaction.reranker import LateInteractionReranker\n"
        f"embedder = StaticEmbedder(Path({str(FOLDER)!r}))\n"
        "embedder.embed_question('什么')\n"
        "encoder = QueryEncoder(Vocabulary.bundled(), embedder.table)\n"
        "reranker = LateInteractionReranker(encoder)\n"
        "reranker.scores('什么', ['x'], [embedder.table.rows[:3, 0].astype('uint16')])\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'tokenizers'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
