"""The set-up of all tests: no network, no model hub, and none of the operator's settings."""

from __future__ import annotations

import os
from pathlib import Path

from tests.offline.sitecustomize import forbid_the_network

OFFLINE = str(Path(__file__).parent / "offline")

# Set before any test module imports a library that reads them; child processes inherit them.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [OFFLINE, os.environ.get("PYTHONPATH")]))
for setting in [name for name in os.environ if name.startswith("SPEECHRAG_")]:
    del os.environ[setting]  # the operator's choices are not the tests'
os.environ["SPEECHRAG_LANGUAGE"] = "en"  # nor is the locale

forbid_the_network()
