"""Open WebUI for one person who need not log in, with the task's server as its only model."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from told import task

TASK = task()
SETTINGS = {
    "WEBUI_AUTH": "False",
    "WEBUI_SECRET_KEY": "not-secret",
    "OPENAI_API_BASE_URLS": TASK.base,
    "OPENAI_API_KEYS": "none",
    "ENABLE_OLLAMA_API": "False",
    "DEFAULT_MODELS": TASK.model,
    # Nothing is fetched: no embedding model, no newer version.
    "OFFLINE_MODE": "True",
    "RAG_EMBEDDING_ENGINE": "openai",
    "ENABLE_VERSION_UPDATE_CHECK": "False",
}
program = str(Path(sys.executable).with_name("open-webui"))
command = [program, "serve", "--host", "127.0.0.1", "--port", TASK.variant]
os.execvpe(program, command, os.environ | SETTINGS)
