"""The export: the folder of the shipped model, written file by file.

The folder is a sentence-transformers StaticEmbedding with a Normalize module. model2vec reads it
too, through config_sentence_transformers.json; with a config.json it would look for other names.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from rag.language.vocabulary import FOLD_FILE, RANKS_FILE, TOKENIZER_FILE
from rag.late_interaction.lexicon import LEXICON_FILE
from rag.late_interaction.transliteration import TRANSLITERATION_FILE
from rag.models.reproducible import Floats
from rag.models.table import IMPORTANCE, WEIGHTS_FILE

_MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.Normalize",
    },
]
_CONFIG = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
    "normalize": True,
    "max_length": None,
}
_NORMALIZE = {
    "module_input_name": "sentence_embedding",
    "module_output_name": "sentence_embedding",
}


def export(rows: Floats, importance: Floats, words: Path, folder: Path) -> None:
    """Write all files beside `folder`, then move each into place, so that readers see whole files.
    The vocabulary, the lexicon and the transliteration model come from the folder `words`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".model-") as name:
        staging = Path(name)
        for file in (TOKENIZER_FILE, RANKS_FILE, FOLD_FILE, LEXICON_FILE, TRANSLITERATION_FILE):
            shutil.copyfile(words / file, staging / file)
        tensors: dict[str, npt.NDArray[Any]] = {
            "embedding.weight": rows.astype(np.float16),
            IMPORTANCE: importance,
        }
        save_file(tensors, staging / WEIGHTS_FILE, metadata={"format": "pt"})
        _write_json(staging / "modules.json", _MODULES)
        _write_json(staging / "config_sentence_transformers.json", _CONFIG)
        (staging / "1_Normalize").mkdir()
        _write_json(staging / "1_Normalize" / "config.json", _NORMALIZE)
        for path in sorted(staging.rglob("*")):
            if path.is_file():
                goal = folder / path.relative_to(staging)
                goal.parent.mkdir(exist_ok=True)
                path.chmod(0o644)
                os.replace(path, goal)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
