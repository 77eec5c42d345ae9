"""Claims about scripts/deploy: what the image holds, and that every file of it can be used.

scripts/upkeep/deploy_check.py runs it all; here is what can be told by reading.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from rag.serving.routes import corpus
from rag.settings import Settings
from tests.serving.apps import USUAL, app_over
from tests.serving.conftest import running
from tests.serving.engines import FakeEngine, as_engine

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "scripts" / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
SETTINGS = {f"SPEECHRAG_{field.upper()}" for field in Settings.model_fields}
# Of scripts/environment, and of the files beside compose.yaml.
OTHERS = {"SPEECHRAG_PYTHON", "SPEECHRAG_KEY", "SPEECHRAG_ADMIN_KEY", "SPEECHRAG_ADDRESS"}


def instructions(name: str = "Dockerfile") -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what follows it."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / name).read_text("utf-8"), flags=re.M)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def composed() -> dict[str, Any]:
    """The services of both files."""
    services: dict[str, Any] = {}
    for name in ("compose.yaml", "compose.open-webui.yaml"):
        services |= yaml.safe_load((DEPLOY / name).read_text("utf-8"))["services"]
    return services


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_a_file_names_is_one(path: Path) -> None:
    named = set(re.findall(r"SPEECHRAG_[A-Z_]+[A-Z]", path.read_text("utf-8")))
    assert named <= SETTINGS | OTHERS


def test_the_image_is_of_two_stages_and_runs_without_rights_and_without_curl() -> None:
    told = instructions()
    assert [what for what, _ in told].count("FROM") == 2
    last = told[max(i for i, (what, _) in enumerate(told) if what == "FROM") :]
    assert ("USER", "10001:10001") in last
    assert ("VOLUME", "/data") in last
    health = next(rest for what, rest in last if what == "HEALTHCHECK")
    assert 'CMD ["python", "-I", "/opt/speechrag/bin/speechrag-healthy.py"]' in health
    commands = " ".join(rest for what, rest in told if what in ("RUN", "CMD", "HEALTHCHECK"))
    assert not re.search(r"curl|wget|apt-get|pip install|torch", commands)


def test_what_the_image_copies_is_there_and_is_let_through() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert lines[1] == "*"
    let_through = [line[1:] for line in lines if line.startswith("!")]
    for what, rest in instructions():
        if what == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists()
                assert source in let_through
    script = (DEPLOY / "install.sh").read_text("utf-8")
    for used in re.findall(r"\$root/([a-zA-Z0-9._/-]+)", script):
        assert used in let_through


def test_containers_have_no_rights_and_one_place_to_write() -> None:
    services = composed()
    assert set(services) == {"speechrag", "open-webui"}
    for service in services.values():
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        # Only this machine reaches a port, unless the operator says otherwise.
        assert all(":-127.0.0.1:" in port for port in service["ports"])
    ours = services["speechrag"]
    assert ours["read_only"] is True
    assert ours["volumes"] == ["data:/data"]
    assert services["open-webui"]["environment"]["OPENAI_API_BASE_URL"].endswith(":8000/v1")
    assert "SPEECHRAG_PUBLIC_URL" in ours["environment"]


def test_a_job_leaves_the_service_room_in_its_memory() -> None:
    """Beyond the limit of both the kernel would end the service."""
    unit = (DEPLOY / "speechrag.service").read_text("utf-8")
    ours = composed()["speechrag"]
    assert ours["mem_limit"] == "3g"
    assert "\nMemoryMax=3G\nOOMPolicy=continue\n" in unit
    told = re.findall(r"SPEECHRAG_JOB_MEMORY_BYTES=(\d+)", unit)
    assert told == [ours["environment"]["SPEECHRAG_JOB_MEMORY_BYTES"]]
    assert int(told[0]) <= 3 * 2**30 / 2


def test_a_proxy_lets_an_upload_of_several_files_through() -> None:
    told = re.search(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text("utf-8"))
    assert told is not None
    most = corpus.FILES_IN_ONE * USUAL.upload_bytes
    assert most < int(told[1]) * 2**20 < most + 2 * 2**20


def test_the_health_check_tells_a_service_from_none() -> None:
    program = [sys.executable, "-I", str(DEPLOY / "healthy.py")]

    def code(port: int) -> int:
        return subprocess.run(program, env=os.environ | {"SPEECHRAG_PORT": str(port)}).returncode

    with running(app_over(as_engine(FakeEngine()), api_keys=["first"])) as address:
        port = int(address.rpartition(":")[2])
        assert code(port) == 0
    assert code(port) == 1


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_of_the_shell_and_can_be_run(path: Path) -> None:
    assert os.access(path, os.X_OK)
    subprocess.run(["sh", "-n", path], check=True)
    assert subprocess.run([path], capture_output=True).returncode == 2  # says how it is used


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_understands_its_units() -> None:
    units = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
    assert len(units) == 3
    command = ["systemd-analyze", "verify", "--man=no", *map(str, units)]
    run = subprocess.run(command, capture_output=True, text=True)
    said = [line for line in run.stderr.splitlines() if "is not executable" not in line]
    assert said == []
