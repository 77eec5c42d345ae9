"""The command `speechrag serve`, which runs the HTTP service."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from rag.cli.options import EnvFile, Indexes, Name, load_settings
from rag.cli.words import option_help, say

if TYPE_CHECKING:
    from rag.serving.door import DoorLimits
    from rag.serving.jobs.board import Builds
    from rag.serving.service import Limits
    from rag.settings import Settings

# The seconds that open streams have to end when the service is stopped.
_LAST_SECONDS = 10


def serve(
    indexes: Indexes = None,
    name: Name = None,
    env_file: EnvFile = None,
    host: Annotated[str | None, typer.Option(help=option_help("host"))] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help=option_help("port"))] = None,
) -> None:
    """Serve the index over HTTP until stopped; switch to a new generation automatically."""
    import uvicorn

    from rag.assembly import assemble_engine
    from rag.serving.app import create_app
    from rag.serving.dialects import DIALECTS
    from rag.serving.door import connections_for, door_with, queue_for
    from rag.serving.logs import configure_logging
    from rag.serving.security import is_loopback, split_list
    from rag.serving.seldom import quiet_strangers

    settings = load_settings(env_file, indexes=indexes, name=name, host=host, port=port)
    keys = split_list(settings.api_keys.get_secret_value())
    if not keys and not is_loopback(settings.host):
        raise typer.BadParameter(say("wrong.host", host=settings.host))
    if settings.citation_format not in DIALECTS:
        raise typer.BadParameter(say("wrong.citation_format", names=", ".join(DIALECTS)))
    public_url, root_path = placed_by(settings)
    app = create_app(
        assemble_engine(settings, memory_bytes=settings.index_memory_bytes),
        index_name=settings.name,
        limits=limits_of(settings),
        api_keys=keys,
        admin_keys=split_list(settings.admin_keys.get_secret_value()),
        public_url=public_url,
        root_path=root_path,
        hosts=(settings.host, *split_list(settings.hosts)),
        citation_format=settings.citation_format,
        builds=builds_of(settings),
        open_indexes=settings.open_indexes,
        recheck_seconds=settings.recheck_seconds,
        cors_origins=origins_of(settings),
        rates=rates_of(settings),
        metrics_for=settings.metrics,
    )
    configure_logging(format=settings.log_format, level=settings.log_level)
    quiet_strangers()
    connections = connections_for(settings.connections)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        # The log is ours (rag/serving/logs.py), and so is the line of each request.
        log_config=None,
        access_log=False,
        http=door_with(door_limits_of(settings, connections)),
        ws="none",
        backlog=queue_for(connections),
        timeout_keep_alive=math.ceil(settings.idle_seconds),
        # Anybody can forge the headers of a proxy: only those of the operator's are believed.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )


def builds_of(settings: Settings) -> Builds:
    """Where and how jobs build indexes. No key of the operator is among the settings."""
    from rag.serving.jobs.board import Builds

    read = {
        "language", "embedder", "question_prompt", "passage_prompt", "device", "backend",
        "batch_size", "keep",
    }  # fmt: skip
    return Builds(
        indexes=settings.indexes.absolute(),
        corpus=settings.uploads.absolute(),
        settings=settings.model_dump(mode="json", include=read),
        memory_bytes=settings.job_memory_bytes,
    )


def placed_by(settings: Settings) -> tuple[str | None, str]:
    """The public address, and the path under which a proxy serves this."""
    from rag.serving.prefix import placed

    try:
        return placed(settings.public_url, settings.root_path)
    except ValueError as error:
        raise typer.BadParameter(say("wrong.root_path", path=error)) from None


def origins_of(settings: Settings) -> tuple[str, ...]:
    """The sites whose pages may ask, as browsers name them."""
    from rag.serving.origins import EVERY_ORIGIN, as_sent
    from rag.serving.security import split_list

    named = split_list(settings.cors_origins)
    try:
        return tuple(name if name == EVERY_ORIGIN else as_sent(name) for name in named)
    except ValueError as error:
        raise typer.BadParameter(say("wrong.cors_origins", origin=error)) from None


def limits_of(settings: Settings) -> Limits:
    """The operator's limits on one request."""
    from rag.serving.service import Limits

    return Limits(
        question_characters=settings.question_characters,
        body_bytes=settings.body_bytes,
        chat_body_bytes=settings.chat_body_bytes,
        upload_bytes=settings.upload_bytes,
        body_seconds=settings.body_seconds,
        streams=settings.streams,
        search_timeout_seconds=settings.search_timeout_seconds,
        llm_total_seconds=settings.llm_total_seconds,
    )


def door_limits_of(settings: Settings, connections: int) -> DoorLimits:
    """The operator's limits on connections."""
    from rag.serving.door import DoorLimits

    return DoorLimits(
        header_seconds=settings.header_seconds,
        idle_seconds=settings.idle_seconds,
        read_seconds=settings.read_seconds,
        connections=connections,
    )


def rates_of(settings: Settings) -> dict[str, str]:
    """The operator's rate limits, by kind of request; BadParameter for one that cannot be read."""
    from rag.serving.rates import ASKS, CHANGES, READS, Rates

    if settings.rate_limits == "off":
        return {}
    rates = {
        ASKS: settings.rate_asks,
        CHANGES: settings.rate_changes,
        READS: settings.rate_reads,
    }
    try:
        Rates(rates)
    except ValueError as error:
        raise typer.BadParameter(say("wrong.rate")) from error
    return rates
