"""The assembly: it makes an Engine, and the parts of a build, from the operator's settings."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from rag.answering.choice import CHOICE_FILE, Choice
from rag.answering.comparison import Comparer
from rag.answering.extractive import ExtractiveAnswerer
from rag.answering.generative import GenerativeAnswerer
from rag.answering.support import Support
from rag.engine import Answerer, Engine
from rag.errors import AnswererUnavailable
from rag.index.live import LiveIndex
from rag.language.vocabulary import Vocabulary, traditional_fold
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.lexicon import Lexicon
from rag.late_interaction.reranker import LateInteractionReranker
from rag.late_interaction.transliteration import TransliterationModel
from rag.models.embedder import Embedder, SentenceTransformerEmbedder, StaticEmbedder
from rag.models.llm import LanguageModel, OpenAICompatible
from rag.models.reader import CrossEncoderReader, OnnxReader, SentenceReader
from rag.models.reranker import CrossEncoderReranker, Reranker
from rag.questions.understand import Reader
from rag.retrieval.retriever import DENSE_SHARE, Retriever
from rag.settings import Settings

BUNDLED_EMBEDDER = "bilingual"
BUNDLED_RERANKER = "late-interaction"
BUNDLED_READER = "reading"
# The share of the cosine in a score: a transformer's vectors say more than the shipped table, which
# the reranker reads too.
TRANSFORMER_SHARE = 0.7


def assemble_engine(
    settings: Settings,
    *,
    name: str | None = None,
    memory_bytes: int = 0,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> Engine:
    """The engine over index `name`, by default the one in the settings. `today` is the day from
    which "last year" is counted; tests stop it. A process that goes on for long gives
    `memory_bytes`: so many bytes of the index are copied into memory, where nothing happens to
    them.

    The index is opened at the first question: a server can start before there is an index. Raises
    ModelError if a model cannot be loaded.
    """
    embedder = make_embedder(settings)
    encoder = bundled_query_encoder()
    llm = make_llm(settings)
    answerers: dict[str, Answerer] = {
        "extractive": ExtractiveAnswerer(encoder, make_reader(settings), bundled_choice())
    }
    if llm is not None:
        answerers["llm"] = GenerativeAnswerer(llm)
    live = LiveIndex(
        settings.indexes,
        name or settings.name,
        embedder=embedder,
        memory_bytes=memory_bytes,
    )
    return Engine(
        live=live,
        retriever=make_retriever(settings, embedder=embedder, today=today),
        comparer=Comparer(encoder),
        answerers=answerers,
        default_answerer=settings.answerer,
        support=bundled_support(),
        llm=llm,
        sure=bundled_choice().thresholds.answered,
    )


@cache
def bundled_support() -> Support:
    """What judges whether quotations prove the words of a language model."""
    vocabulary, table = bundled_query_encoder().vocabulary, bundled_embedder().table
    return Support(vocabulary, table, Lexicon.read(_shipped()))


def make_retriever(
    settings: Settings,
    *,
    embedder: Embedder,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> Retriever:
    """The retriever that the settings name, over vectors of `embedder`."""
    return Retriever(
        encoder=bundled_query_encoder(),
        embedder=embedder,
        reranker=make_reranker(settings),
        dense_share=_dense_share(settings),
        reader=Reader(today=today),
    )


def _dense_share(settings: Settings) -> float:
    """The share of the embedder's cosine in a score."""
    return DENSE_SHARE if settings.embedder == BUNDLED_EMBEDDER else TRANSFORMER_SHARE


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name; ModelError if it cannot be loaded."""
    if settings.embedder == BUNDLED_EMBEDDER:
        return bundled_embedder()
    return SentenceTransformerEmbedder(
        settings.embedder,
        device=settings.device,
        batch_size=settings.batch_size,
        question_prompt=settings.question_prompt,
        passage_prompt=settings.passage_prompt,
        backend=settings.backend,
    )


def make_reranker(settings: Settings) -> Reranker:
    """The reranker that the settings name; ModelError if it cannot be loaded."""
    if settings.reranker == BUNDLED_RERANKER:
        return LateInteractionReranker(bundled_query_encoder())
    return CrossEncoderReranker(
        settings.reranker, device=settings.device, batch_size=settings.batch_size
    )


def make_reader(settings: Settings) -> SentenceReader:
    """The reader that the settings name; ModelError if it cannot be loaded."""
    if settings.reader == BUNDLED_READER:
        return bundled_reader()
    return CrossEncoderReader(
        settings.reader, device=settings.device, batch_size=settings.batch_size
    )


@lru_cache(maxsize=1)
def bundled_reader() -> OnnxReader:
    """The shipped reader, loaded at its first question."""
    return OnnxReader(_shipped(BUNDLED_READER), fold=traditional_fold())


@lru_cache(maxsize=1)
def bundled_choice() -> Choice:
    """The fitted weights of the choice."""
    return Choice.read(_shipped(BUNDLED_READER) / CHOICE_FILE)


def make_llm(settings: Settings) -> LanguageModel | None:
    """The language model that the settings name, None where they name none; AnswererUnavailable
    where it should answer and its address or its name is missing."""
    if settings.llm_base_url and settings.llm_model:
        return OpenAICompatible(
            settings.llm_base_url,
            settings.llm_api_key.get_secret_value(),
            settings.llm_model,
            first_token_seconds=settings.llm_first_token_seconds,
            total_seconds=settings.llm_total_seconds,
            retries=settings.llm_retries,
        )
    if settings.answerer == "llm":
        raise AnswererUnavailable(
            "SPEECHRAG_ANSWERER is llm, but SPEECHRAG_LLM_BASE_URL and SPEECHRAG_LLM_MODEL do not "
            "both say which: set them, or let the answerer be extractive"
        )
    return None


@lru_cache(maxsize=1)
def bundled_embedder() -> StaticEmbedder:
    """The shipped model, loaded once."""
    return StaticEmbedder(_shipped())


def _shipped(model: str = BUNDLED_EMBEDDER) -> Path:
    """The folder of a shipped model."""
    return Path(str(files("rag.models") / model))


@lru_cache(maxsize=1)
def bundled_query_encoder() -> QueryEncoder:
    """The encoder of the shipped vocabulary, token table, lexicon and transliteration model."""
    lexicon = Lexicon.read(_shipped())
    transliteration = TransliterationModel.read(_shipped())
    return QueryEncoder(Vocabulary.bundled(), bundled_embedder().table, lexicon, transliteration)
