"""`speechrag.open`, which opens an index, and the options of `open` and `index`."""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from speechrag.asking import Answerer, check_keywords
from speechrag.engine import Engine
from speechrag.errors import IndexUnavailable, InvalidOption

if TYPE_CHECKING:
    from rag.settings import Settings

StrPath = str | PathLike[str]


class Options(TypedDict, total=False):
    """The options of an engine and of a build; each is the setting of the same name.

    embedder, question_prompt, passage_prompt, reranker, reader, device, backend, batch_size: the
        models. An index answers only with the embedder that built it.
    answerer: who answers if `ask` does not say: "extractive" or "llm".
    llm_base_url, llm_api_key, llm_model: the address (…/v1) and the key of an OpenAI-compatible
        server, and the name of its model.
    llm_first_token_seconds, llm_total_seconds, llm_retries: how long the model may take, in
        seconds, and how often a failed request is repeated.
    public_url: put before permalinks, to make them absolute.
    question_characters: the longest question, in code points.
    index_memory_bytes: how much of an index is copied into memory as it is opened.
    keep: how many generations of an index stay on the disk after a build.
    """

    embedder: str
    question_prompt: str | None
    passage_prompt: str | None
    reranker: str
    reader: str
    device: str
    backend: Literal["torch", "onnx", "openvino"]
    batch_size: int
    answerer: Answerer
    llm_base_url: str | None
    llm_api_key: str
    llm_model: str | None
    llm_first_token_seconds: float
    llm_total_seconds: float
    llm_retries: int
    public_url: str | None
    question_characters: int
    index_memory_bytes: int
    keep: int


def open(
    index: StrPath | None = None, *, indexes: StrPath | None = None, **options: Unpack[Options]
) -> Engine:
    """Open an index.

    `index` is the folder of the index, such as "indexes/default". If you give `indexes`, the folder
    that holds the indexes, `index` is a name in it. If you give neither, `SPEECHRAG_INDEXES` and
    `SPEECHRAG_NAME` choose the index, as on the command line.

    `options` are listed in `speechrag.Options`. A missing option comes from its `SPEECHRAG_*`
    environment variable, or has its default. No file `.env` is read.

    Raises IndexUnavailable or IndexDamaged if there is no index to use, ModelMismatch if it was
    built with another embedder, ModelError if a model cannot be loaded, AnswererUnavailable if a
    language model should answer but has no address, InvalidOption for a bad option.
    """
    settings = settings_of(options)
    directory, name = index_location(index, indexes, settings)
    _check_there(index, directory / name, settings)

    from rag.assembly import assemble_engine

    chosen = settings.model_copy(update={"indexes": directory, "name": name})
    engine = assemble_engine(chosen, memory_bytes=chosen.index_memory_bytes)
    try:
        engine.refresh()
    except BaseException:
        engine.close()
        raise
    return Engine(
        engine,
        folder=directory / name,
        base=settings.public_url or "",
        question_characters=settings.question_characters,
    )


def settings_of(options: Options) -> Settings:
    """The settings in force: options, then environment variables, then defaults."""
    check_keywords(options, Options.__annotations__)

    from pydantic import ValidationError

    from rag.settings import Settings

    given: dict[str, Any] = dict(options)
    try:
        return Settings(**{"_env_file": None, **given})
    except ValidationError as error:
        problems = error.errors(include_input=False)
        raise InvalidOption("; ".join(_problem(item, given) for item in problems)) from None


def index_location(
    index: StrPath | None, indexes: StrPath | None, settings: Settings
) -> tuple[Path, str]:
    """The folder that holds the index, and the name of the index in it."""
    if indexes is not None:
        return _whole(indexes), settings.name if index is None else os.fspath(index)
    if index is None:
        return _whole(settings.indexes), settings.name
    folder = _whole(index)
    return folder.parent, folder.name


def _whole(path: StrPath) -> Path:
    """The absolute path without `~`, `.` and `..`, so that its last part is a name."""
    return Path(os.path.abspath(os.path.expanduser(path)))


def _check_there(given: StrPath | None, folder: Path, settings: Settings) -> None:
    """Raise IndexUnavailable with a hint, if `folder` holds no index and a hint can be given."""
    if (folder / "CURRENT").exists():
        return
    inside = sorted(held.parent.name for held in folder.glob("*/CURRENT"))
    if inside:
        raise IndexUnavailable(
            f"{folder} holds the indexes {', '.join(inside)}: open one of them, for example "
            f"speechrag.open({str(folder / inside[0])!r})"
        )
    named = _whole(settings.indexes) / os.fspath(given or "")
    if given is not None and (named / "CURRENT").exists():
        raise IndexUnavailable(
            f"there is no index in {folder}, but there is an index of that name in {named}: "
            f"open it with speechrag.open({os.path.relpath(named)!r})"
        )
    if not folder.exists():
        raise IndexUnavailable(
            f"there is no index in {folder}. Make one: speechrag.index(['your/speeches'], "
            f"to={str(folder)!r}), or on the command line: speechrag index your/speeches "
            f"--indexes {folder.parent} --name {folder.name}"
        )


def _problem(item: Any, given: dict[str, Any]) -> str:
    """The wrong option or environment variable, and what it must be."""
    name = "_".join(str(part) for part in item["loc"])
    source = name if name in given else f"SPEECHRAG_{name.upper()}"
    return f"{source}: {item['msg']}"
