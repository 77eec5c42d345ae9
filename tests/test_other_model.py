"""Claims about other embedding models: a setting chooses; an index refuses a wrong model."""

from __future__ import annotations

from contextlib import closing

import pytest

from rag.assembly import assemble_engine
from rag.errors import ModelMismatch
from rag.settings import Settings
from rag.types.questions import DEFAULT_LIMIT, Question
from tests.built import build_index
from tests.models.tiny import make_transformer

SPEECH = "一、2025年工作回顾\n全年拆除违法建设31万平方米。新建学校三所。\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("other")
    (folder / "speech.txt").write_text(SPEECH, "utf-8")
    model = folder / "tiny-transformer"
    model.mkdir()
    settings = Settings.model_validate(
        {"indexes": folder / "indexes", "embedder": str(make_transformer(model)), "device": "cpu"}
    )
    build_index(settings, folder / "speech.txt")
    return settings


def test_a_transformer_named_in_the_settings_builds_and_answers(settings: Settings) -> None:
    with closing(assemble_engine(settings)) as engine:
        answer = engine.ask(Question("拆除了多少违法建设？", language="zh"), limit=DEFAULT_LIMIT)
    assert "31万平方米" in answer.citations[0].quote.text


def test_the_index_refuses_the_shipped_model_and_says_how_to_go_on(settings: Settings) -> None:
    shipped = settings.model_copy(update={"embedder": "bilingual"})
    with closing(assemble_engine(shipped)) as engine, pytest.raises(ModelMismatch) as refusal:
        engine.ask(Question("学校"), limit=DEFAULT_LIMIT)
    message = str(refusal.value)
    assert "tiny-transformer" in message
    assert "bilingual" in message
    assert "speechrag index" in message
    assert "--rebuild" in message
