"""The operator's choices: SPEECHRAG_* environment variables in, one frozen Settings out.

Read once, by the command line; only `rag.assembly` and `rag.cli` look at it. Everyone else gets
plain keyword arguments.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every default of the system that an operator may change."""

    # No `.env` is found by itself: one in a folder of speeches could name another language model.
    model_config = SettingsConfigDict(env_prefix="SPEECHRAG_", extra="ignore", frozen=True)

    language: Literal["zh", "en"] | None = Field(
        default=None, description="language of messages; by default that of the locale"
    )
    indexes: Path = Field(default=Path("indexes"), description="folder that holds the indexes")
    name: str = Field(default="default", description="index that is asked when none is named")

    embedder: str = Field(
        default="bilingual", description="`bilingual` (shipped) or a sentence-transformers model"
    )
    question_prompt: str | None = Field(
        default=None, description="put before questions by the embedder"
    )
    passage_prompt: str | None = Field(
        default=None, description="put before passages by the embedder"
    )
    reranker: str = Field(
        default="late-interaction",
        description="`late-interaction` (shipped) or a CrossEncoder model",
    )
    device: str = Field(
        default="auto", description="auto, cpu, cuda or mps, for models that use torch"
    )
    backend: Literal["torch", "onnx", "openvino"] = Field(
        default="torch", description="how a sentence-transformers model is run"
    )
    batch_size: int = Field(
        default=32, ge=1, description="texts at a time, for models that use torch"
    )

    answerer: Literal["extractive", "llm"] = Field(default="extractive", description="who answers")
    llm_base_url: str | None = Field(default=None, description="an OpenAI-compatible server, …/v1")
    llm_api_key: SecretStr = Field(
        default=SecretStr("none"), description="its key, if it wants one"
    )
    llm_model: str | None = Field(default=None, description="the model's name there")
    llm_first_token_seconds: float = Field(
        default=30.0,
        gt=0,
        description="then, without a word from it, the speakers' own words answer",
    )
    llm_total_seconds: float = Field(
        default=120.0,
        gt=0,
        description="then its answer is cut off; a request has the time of a search on top",
    )
    llm_retries: int = Field(
        default=2, ge=0, description="further tries while it is busy or out of order"
    )

    host: str = Field(default="127.0.0.1", description="address to serve on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to serve on")
    public_url: Annotated[str, AfterValidator(lambda url: url.rstrip("/"))] | None = Field(
        default=None, description="put before permalinks, to make them absolute"
    )
    # Its names stand in rag/serving/dialects.py; `serve` refuses any other.
    citation_format: str = Field(
        default="openai", description="how chat front ends are given citations"
    )
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="comma-separated; needed to serve beyond this machine"
    )
    search_timeout_seconds: float = Field(
        default=5.0, gt=0, description="then a search ends with 504"
    )
    question_characters: int = Field(default=2000, ge=1, description="longest question")
    body_bytes: int = Field(default=64 * 1024, ge=1, description="largest JSON body")
    chat_body_bytes: int = Field(default=256 * 1024, ge=1, description="largest chat body")
