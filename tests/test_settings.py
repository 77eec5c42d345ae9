"""Claims about Settings: which programs pass a type checker, and which values are refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.settings import Settings

USE = """\
from pathlib import Path

from rag.settings import Settings

Settings()
Settings(indexes=Path("indexes"), name="x", language="zh")
"""


def test_a_users_own_settings_pass_a_strict_type_checker(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text(USE)
    # Without our configuration: a user has no mypy plugin for pydantic.
    (tmp_path / "mypy.ini").write_text("[mypy]\n")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "use.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_language_of_messages_is_chinese_or_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECHRAG_LANGUAGE", "fr")
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        Settings()
