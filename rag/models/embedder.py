"""Embedders: they make unit vectors of texts; a question lies near the passages that answer it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np

from rag.errors import ModelError
from rag.extras import how_to_install
from rag.language.vocabulary import TOKENIZER_FILE, Vocabulary
from rag.models.reproducible import Floats, on_grid
from rag.models.table import WEIGHTS_FILE, TokenIds, TokenTable, packed

# So many texts are tokenised before their rows are looked up.
_AT_A_TIME = 32
Fingerprint = dict[str, str | int]
Backend = Literal["torch", "onnx", "openvino"]
_READ_BYTES = 1 << 20
# Vectors of length one, rounded as rag.models.reproducible says.
NORMALISATION = "l2, multiples of 2^-11"


class Embedder(Protocol):
    """The embedding model that the index and the retriever need."""

    @property
    def name(self) -> str:
        """The model as a person would name it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def fingerprint(self) -> Fingerprint:
        """The facts that must be equal for two vectors to be comparable."""

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        """float32 [len(texts), dimension], rows of length one."""

    def embed_question(self, text: str) -> Floats:
        """float32 [dimension], of length one."""


class StaticEmbedder:
    """A token table read without torch: a text is the mean of its tokens' rows.

    Any sentence-transformers StaticEmbedding directory works; the shipped one is the default. The
    shipped vocabulary is read by tiktoken, any other tokenizer.json by tokenizers.
    """

    def __init__(self, directory: Path, *, name: str | None = None) -> None:
        """Raises ModelError where `directory` is not a static embedding model."""
        self.name = name or directory.name
        self._directory = directory
        self.table = TokenTable.load(directory)
        self._encode_batch = _encoder_for(directory)
        bundled = Vocabulary.is_bundled(directory)
        # The digest of the vocabulary whose ids `embed_tokens` takes; None where the model has
        # another.
        self.vocabulary_digest = Vocabulary.bundled().digest if bundled else None
        self.dimension = self.table.dimension

    def fingerprint(self) -> Fingerprint:
        """Digests of the weights and of the tokenizer, with the dimension and the pooling."""
        return {
            "id": self.name,
            "revision": _file_digest(self._directory / TOKENIZER_FILE)[:16],
            "weights_sha256": _file_digest(self._directory / WEIGHTS_FILE),
            "dimension": self.dimension,
            "pooling": "mean",
            "normalisation": NORMALISATION,
            "question_prompt": "",
            "passage_prompt": "",
        }

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        """float32 [len(texts), dimension]; a text without tokens gives zeros.

        While some texts are tokenised, the rows of the texts before them are looked up: both
        release Python's lock, so that with two processors the look-up takes no extra time.
        """
        if len(texts) <= _AT_A_TIME:
            return self.table.pooled(self._encode_batch(texts))
        from concurrent.futures import ThreadPoolExecutor  # 12 ms that a question need not spend

        self.table.prepare()
        parts = (texts[at : at + _AT_A_TIME] for at in range(0, len(texts), _AT_A_TIME))
        with ThreadPoolExecutor(1) as beside:
            pooled = beside.map(self.table.pooled, map(self._encode_batch, parts))
            return np.concatenate(list(pooled))

    def embed_tokens(self, token_ids: Sequence[Sequence[int]]) -> Floats:
        """`embed_passages` for texts that are tokenised already."""
        return self.table.pooled(token_ids)

    def embed_question(self, text: str) -> Floats:
        """float32 [dimension]; zeros if the text has no tokens."""
        row: Floats = self.embed_passages([text])[0]
        return row


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers can load; the constructor imports torch."""

    def __init__(
        self,
        model: str,
        *,
        device: str,
        batch_size: int,
        backend: Backend,
        question_prompt: str | None = None,
        passage_prompt: str | None = None,
    ) -> None:
        """`model` is a directory or a name on a model hub; without prompts the model's own serve.

        Raises ModelError when it cannot be loaded.
        """
        self.name = model
        self._batch_size = batch_size
        self._backend = backend
        self._prompts = {"question": question_prompt, "passage": passage_prompt}
        self._model = _load_sentence_transformer(model, device=device, backend=backend)
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise ModelError(f"{model} does not say how long its vectors are")
        self.dimension = int(dimension)

    def fingerprint(self) -> Fingerprint:
        """The names and prompts that the model tells, and a digest over all of its weights."""
        own = self._model.prompts
        return {
            "id": self.name,
            "revision": str(_revision(self._model)),
            "weights_sha256": _state_digest(self._model),
            "dimension": self.dimension,
            "pooling": ",".join(type(module).__name__ for module in self._model),
            "normalisation": NORMALISATION,
            "question_prompt": _prompt(self._prompts["question"], own, "query"),
            "passage_prompt": _prompt(self._prompts["passage"], own, "document"),
        }

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        """float32 [len(texts), dimension]; ModelError when the model fails."""
        if not len(texts):
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode(self._model.encode_document, list(texts), self._prompts["passage"])

    def embed_question(self, text: str) -> Floats:
        """float32 [dimension]; ModelError when the model fails."""
        row: Floats = self._encode(self._model.encode_query, [text], self._prompts["question"])[0]
        return row

    def _encode(self, encode: Callable[..., Any], texts: list[str], prompt: str | None) -> Floats:
        try:
            vectors = encode(
                texts,
                prompt=prompt,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(f"{self.name} could not embed {len(texts)} texts: {error}") from error
        return on_grid(np.ascontiguousarray(vectors, dtype=np.float32))


def _encoder_for(directory: Path) -> Callable[[Sequence[str]], list[TokenIds]]:
    """The encoder of the bundled vocabulary where the model has it, else of its tokenizer.json."""
    path = directory / TOKENIZER_FILE
    if not path.is_file():
        raise ModelError(f"{directory} has no {TOKENIZER_FILE}: not a static embedding model")
    if Vocabulary.is_bundled(directory):
        encode = Vocabulary.bundled().encode
        return lambda texts: [packed(encode(text)) for text in texts]
    from tokenizers import Tokenizer  # 15 ms that the default path need not spend

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def encode_batch(texts: Sequence[str]) -> list[TokenIds]:
        encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [packed(encoding.ids) for encoding in encodings]

    return encode_batch


def _load_sentence_transformer(model: str, *, device: str, backend: Backend) -> Any:
    # Without this check the libraries below would take it for a name on a model hub.
    if model.startswith(("/", ".", "~")) and not Path(model).is_dir():
        raise ModelError(f"cannot load the embedding model {model}: there is no such folder")
    try:
        from sentence_transformers import SentenceTransformer
    except (ImportError, OSError) as error:
        raise ModelError(
            f"the embedding model {model} needs sentence-transformers ({error}). "
            f"Install it: {how_to_install('transformers')}"
        ) from error
    try:
        wanted = None if device == "auto" else device
        return SentenceTransformer(model, device=wanted, backend=backend)
    except Exception as error:  # the libraries below raise nearly anything
        raise ModelError(f"cannot load the embedding model {model}: {error}") from error


def _prompt(given: str | None, own: Mapping[str, str], task: str) -> str:
    return given if given is not None else own.get(task, "")


def _revision(model: Any) -> str:
    config = getattr(model[0], "auto_model", None)
    return getattr(getattr(config, "config", None), "_commit_hash", None) or "local"


def _state_digest(model: Any) -> str:
    """sha256 over names and bytes of all tensors; a second for a model of 100 MB."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().flatten().view(_bytes_type()).numpy())
    return digest.hexdigest()


def _bytes_type() -> Any:
    import torch

    return torch.uint8


def _file_digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            digest.update(block)
    return digest.hexdigest()
