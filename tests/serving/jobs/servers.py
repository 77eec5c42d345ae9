"""A server whose corpus can be changed, over invented speeches, and what its clients do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from rag.assembly import assemble_engine
from rag.cli.serve import builds_of
from rag.settings import Settings
from tests.built import build_index
from tests.serving.apps import app_over
from tests.serving.conftest import running

ADMIN = {"Authorization": "Bearer admin-key"}
SECONDS = 120.0
# Each says a figure that no other speech says.
CHENGCHUAN = (
    "澄川市2025年政府工作报告\n\n各位代表：\n\n一、去年工作\n\n"
    "去年全市地区生产总值增长7.3%，新建学校12所。空气质量优良天数比例达到91.4%。\n"
)
NORLAND = (
    "Speech on the budget of Norland, 2025\n\n"
    "Last year we built 417 kilometres of cycle paths in Norland. "
    "Unemployment fell to 3.9 percent. We will open nine libraries next year.\n"
)
QINGCHUAN = (
    "青川区2025年政府工作报告\n\n各位代表：\n\n一、去年工作\n\n"
    "去年全区植树造林2.6万亩，城镇新增就业8300人。粮食总产量达到15.2万吨。\n"
)


def settings_in(folder: Path, **changed: Any) -> Settings:
    """Settings of a server whose indexes lie in `folder`."""
    return Settings.model_validate({"indexes": folder / "indexes", **changed})


def indexed(settings: Settings, *texts: str) -> Settings:
    """The settings, of an index over a folder of the server with these speeches."""
    folder = settings.indexes.parent / "speeches"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"speech-{number}.txt").write_text(text, "utf-8")
    build_index(settings, folder)
    return settings


@contextmanager
def admin(settings: Settings) -> Iterator[httpx.Client]:
    """A client with an admin key of a server by these settings."""
    app = app_over(
        assemble_engine(settings),
        index_name=settings.name,
        admin_keys=("admin-key",),
        builds=builds_of(settings),
        open_indexes=settings.open_indexes,
        refresh_seconds=0.05,
    )
    with (
        running(app) as address,
        httpx.Client(base_url=address, headers=ADMIN, trust_env=False, timeout=60) as client,
    ):
        yield client


def upload(client: httpx.Client, name: str, data: bytes | str, **fields: str) -> httpx.Response:
    """The reply to the upload of one file."""
    content = data.encode() if isinstance(data, str) else data
    return client.post("/v1/documents", files={"files": (name, content)}, data=fields)


def ended(client: httpx.Client, reply: httpx.Response) -> dict[str, Any]:
    """The job of the reply, once it has ended."""
    assert reply.status_code == 202, reply.text
    address = reply.headers["location"]
    give_up = time.monotonic() + SECONDS
    while True:
        job: dict[str, Any] = client.get(address).json()
        if job["status"] != "running":
            return job
        assert time.monotonic() < give_up, "the job did not end"
        time.sleep(0.05)


def answers(client: httpx.Client, question: str, words: str, **body: Any) -> bool:
    """Whether the answer quotes `words`, once the server has taken up the newest generation."""
    reply = client.post("/v1/ask", json={"question": question, **body})
    assert reply.status_code == 200, reply.text
    return any(words in citation["quote"] for citation in reply.json()["citations"])


def comes_to(expected: bool, client: httpx.Client, question: str, words: str, **body: Any) -> bool:
    """Whether the answer comes to quote `words`, or to quote them no more, within seconds."""
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        if answers(client, question, words, **body) is expected:
            return True
        time.sleep(0.05)
    return False
