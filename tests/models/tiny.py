"""Tiny models of several kinds for tests, made in an empty folder and useless otherwise."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

_SENTENCE = "the street was widened road works were done in district water query :"
WORDS = ["[UNK]", "[PAD]", "[CLS]", "[SEP]", *_SENTENCE.split(" ")]
_WIDTH = 16


def make_static_model(folder: Path) -> Path:
    """A StaticEmbedding directory with a tokenizer of whole words."""
    _tokenizer().save(str(folder / "tokenizer.json"))
    rows = np.random.default_rng(0).normal(size=(len(WORDS), _WIDTH)).astype(np.float32)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    return folder


def make_transformer(folder: Path) -> Path:
    """A sentence-transformers directory: one BERT layer with random weights, mean pooling."""
    need_transformers()
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    torch.manual_seed(0)
    _save_bert(BertModel, folder / "bert")
    word = Transformer(str(folder / "bert"))
    pooling = Pooling(_WIDTH, "mean")
    SentenceTransformer(modules=[word, pooling], device="cpu").save(str(folder / "model"))
    return folder / "model"


def make_cross_encoder(folder: Path) -> Path:
    """A CrossEncoder directory: one BERT layer with random weights and one output."""
    need_transformers()
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(0)
    _save_bert(BertForSequenceClassification, folder)
    return folder


def need_transformers() -> None:
    """Skip the test that asks, where the extra is not installed."""
    pytest.importorskip("sentence_transformers", reason="the extra transformers is not installed")


def _save_bert(kind: type, folder: Path) -> None:
    from transformers import BertConfig, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=_WIDTH,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    config.num_labels = 1
    kind(config).save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(),
        unk_token="[UNK]",
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
    ).save_pretrained(folder)


def _tokenizer() -> Tokenizer:
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer
