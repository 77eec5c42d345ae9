"""The command line tool `llm`, with a model in its extra-openai-models.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from told import Message, Received, play, task

TASK = task()
PROGRAM = Path(sys.executable).with_name("llm")
FOLDER = Path(tempfile.mkdtemp())
MODELS = f"""\
- model_id: speeches
  model_name: {TASK.model}
  api_base: {TASK.base}
"""


def ask(messages: list[Message], streamed: bool) -> Received:
    """What `llm` prints; a later turn is asked with --continue."""
    command = [str(PROGRAM), "prompt", "-m", "speeches", "--key", "none"]
    command += [] if streamed else ["--no-stream"]
    command += ["--continue"] if len(messages) > 1 else []
    printed = subprocess.Popen(
        [*command, messages[-1]["content"]],
        env=os.environ | {"LLM_USER_PATH": str(FOLDER), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert printed.stdout is not None
    pieces = [*iter(lambda: os.read(printed.stdout.fileno(), 65536), b"")]  # type: ignore[union-attr]
    if printed.wait():
        raise SystemError(printed.stderr.read().decode())  # type: ignore[union-attr]
    return Received(b"".join(pieces).decode().removesuffix("\n"), len(pieces))


(FOLDER / "extra-openai-models.yaml").write_text(MODELS)
play("llm", ask, TASK)
