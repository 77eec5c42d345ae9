"""The operator's settings, read from the environment variables SPEECHRAG_*.

Only `rag.assembly`, `rag.cli` and `speechrag.open` use Settings. Every other module gets plain
keyword arguments.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_PART_OF_A_PATH = re.compile(r"[A-Za-z0-9._~-]+")


def _prefix(path: str) -> str:
    """`speeches/` -> `/speeches`; empty for `/`."""
    parts = path.strip("/").split("/") if path.strip("/") else []
    if not all(_PART_OF_A_PATH.fullmatch(part) and set(part) != {"."} for part in parts):
        raise ValueError("write a path of letters and digits, as in /speeches")
    return "".join(f"/{part}" for part in parts)


class Settings(BaseSettings):
    """Every default of the system that an operator may change."""

    # No `.env` is read unless it is named: a `.env` in a folder of speeches could name another
    # language model.
    model_config = SettingsConfigDict(env_prefix="SPEECHRAG_", extra="ignore", frozen=True)

    language: Literal["zh", "en"] | None = Field(
        default=None,
        description="`zh` or `en`, for messages; by default the language of the locale",
    )
    indexes: Path = Field(default=Path("indexes"), description="folder that holds the indexes")
    name: str = Field(default="default", description="index to use if no name is given")
    index_memory_bytes: int = Field(
        default=256 * 1024 * 1024,
        ge=0,
        description="most bytes of the indexes that `serve` and `mcp` copy into memory: nothing "
        "that happens to their files then changes an answer. What does not fit is read from the "
        "disk, and watched",
    )
    recheck_seconds: float = Field(
        default=3600.0,
        ge=0,
        description="a server reads all files of an index from the disk again so long after the "
        "last time, slowly, and compares their digests; 0: never",
    )

    keep: int = Field(
        default=2,
        ge=2,
        description="generations of an index that stay on the disk: the one that is served, and "
        "older ones to go back to (`speechrag rollback`) or to fall back on if it is damaged",
    )
    watch_seconds: float = Field(
        default=2.0,
        gt=0,
        description="`index --watch` looks for changes so often, and waits until files have stood "
        "still for as long",
    )

    embedder: str = Field(
        default="bilingual", description="`bilingual` (shipped) or a sentence-transformers model"
    )
    question_prompt: str | None = Field(
        default=None, description="text that the embedder puts before a question"
    )
    passage_prompt: str | None = Field(
        default=None, description="text that the embedder puts before a passage"
    )
    reranker: str = Field(
        default="late-interaction",
        description="`late-interaction` (shipped) or a CrossEncoder model",
    )
    reader: str = Field(
        default="reading", description="`reading` (shipped) or a CrossEncoder model"
    )
    device: str = Field(
        default="auto", description="auto, cpu, cuda or mps, for models that use torch"
    )
    backend: Literal["torch", "onnx", "openvino"] = Field(
        default="torch", description="what runs a sentence-transformers model"
    )
    batch_size: int = Field(
        default=32, ge=1, description="texts per batch, for models that use torch"
    )

    answerer: Literal["extractive", "llm"] = Field(
        default="extractive", description="who answers: `extractive` or `llm`"
    )
    llm_base_url: str | None = Field(
        default=None, description="address of an OpenAI-compatible server, …/v1"
    )
    llm_api_key: SecretStr = Field(
        default=SecretStr("none"), description="key of that server, if it needs a key"
    )
    llm_model: str | None = Field(default=None, description="name of the model on that server")
    llm_first_token_seconds: float = Field(
        default=30.0,
        gt=0,
        description="longest wait for the model's first word; then the speakers' own words answer",
    )
    llm_total_seconds: float = Field(
        default=120.0,
        gt=0,
        description="longest answer of the model; then it is cut off. "
        "A request also has the time of a search",
    )
    llm_retries: int = Field(
        default=2, ge=0, description="further tries if the server is busy or fails"
    )

    host: str = Field(default="127.0.0.1", description="address to serve on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to serve on")
    public_url: Annotated[str, AfterValidator(lambda url: url.rstrip("/"))] | None = Field(
        default=None,
        description="address that is put before permalinks; by default the one that was asked",
    )
    root_path: Annotated[str, AfterValidator(_prefix)] = Field(
        default="",
        description="path under which a proxy serves this, as in `/speeches`; by default that of "
        "`SPEECHRAG_PUBLIC_URL`",
    )
    hosts: str = Field(
        default="",
        description="comma-separated; further names by which this server may be asked",
    )
    # The names of the formats stand in rag/serving/dialects.py; `serve` refuses any other name.
    citation_format: str = Field(default="openai", description="how chat front ends get citations")
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="comma-separated; needed to serve beyond this machine"
    )
    admin_keys: SecretStr = Field(
        default=SecretStr(""),
        description="comma-separated; the keys that may change the corpus over HTTP. "
        "Without one, nobody may",
    )
    corpus: Path | None = Field(
        default=None,
        description="folder for speeches sent over HTTP, with a folder for each index; by default "
        "`.uploads` in the folder of the indexes",
    )
    job_memory_bytes: int = Field(
        default=4 * 1024**3,
        ge=0,
        description="most memory of a build that was started over HTTP, in bytes; 0: no limit",
    )
    open_indexes: int = Field(
        default=8, ge=1, description="indexes that a server holds open at once"
    )
    cors_origins: str = Field(
        default="",
        description="comma-separated; sites whose pages may ask, as `https://chat.example`",
    )
    trusted_proxies: str = Field(
        default="",
        description="comma-separated; addresses of proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed",
    )
    rate_limits: Literal["on", "off"] = Field(
        default="on", description="`off`: a key or address may send as many requests as it likes"
    )
    # The kinds stand in rag/serving/rates.py; `serve` refuses a rate that cannot be read.
    rate_asks: str = Field(
        default="50/second;1200/minute",
        description="most questions, comparisons and checks of one key, or of one address without",
    )
    rate_changes: str = Field(
        default="60/second;600/minute", description="most uploads, deletions and rebuilds likewise"
    )
    rate_reads: str = Field(
        default="200/second;6000/minute", description="most requests of other kinds likewise"
    )
    metrics: Literal["key", "open", "off"] = Field(
        default="key",
        description="who may read `/metrics`: whoever has a key (`key`; everybody where no keys "
        "are set), everybody (`open`), nobody (`off`)",
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="form of the service's log: `text` or `json`, a record a line"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="least level of the service's log; `debug` also shows probes and static files",
    )
    connections: int = Field(
        default=1000,
        ge=1,
        description="most connections at once; never more than half of the descriptors that the "
        "system allows (`ulimit -n`)",
    )
    streams: int = Field(default=100, ge=1, description="most answers that are streamed at once")
    header_seconds: float = Field(
        default=5.0, gt=0, description="longest wait for the header of a request"
    )
    idle_seconds: float = Field(
        default=5.0, gt=0, description="longest wait for a further request on a connection"
    )
    body_seconds: float = Field(
        default=30.0,
        gt=0,
        description="longest wait for the body of a request, and a second more for each 64 KiB "
        "of it; then status 408",
    )
    read_seconds: float = Field(
        default=30.0, gt=0, description="longest wait for a client that reads nothing of a response"
    )
    search_timeout_seconds: float = Field(
        default=5.0, gt=0, description="longest search; then it ends with status 504"
    )
    question_characters: int = Field(
        default=2000, ge=1, description="longest question, in characters"
    )
    body_bytes: int = Field(default=64 * 1024, ge=1, description="largest JSON body, in bytes")
    upload_bytes: int = Field(
        default=50 * 1024 * 1024, ge=1, description="largest file or text to verify, in bytes"
    )
    chat_body_bytes: int = Field(
        default=256 * 1024, ge=1, description="largest chat body, in bytes"
    )

    @property
    def uploads(self) -> Path:
        """The folder of speeches sent over HTTP; each index has a folder in it."""
        return self.corpus if self.corpus is not None else self.indexes / ".uploads"
