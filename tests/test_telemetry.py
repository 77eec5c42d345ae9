"""Claims about the libraries: none of them keeps or sends anything about the user's machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
from rag.assembly import bundled_reader
from rag.models.reader import Window

print(bundled_reader().read("新建学校几所？", [Window("", "", ("新建学校三所。",))]))
"""


def test_the_reader_leaves_nothing_in_the_users_folder(tmp_path: Path) -> None:
    # onnxruntime is quiet of itself where it sees a build machine.
    env = os.environ | {"HOME": str(tmp_path), "PYTHONUTF8": "1"}
    for name in ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME"):
        env.pop(name, None)
    run = subprocess.run([sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert list(tmp_path.rglob("*")) == []
