"""The claim that the service answers as its description says, whatever is sent: the fuzzer of
`scripts/bench fuzz`, with few requests.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parent.parent / "scripts" / "benchmarks" / "fuzz.py"


@pytest.mark.skipif(
    importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed"
)
def test_every_answer_is_as_the_description_says() -> None:
    few = ["--examples", "4", "--phases=examples,fuzzing", "--no-color", "--warnings=off"]
    ran = subprocess.run([sys.executable, PROGRAM, *few], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
