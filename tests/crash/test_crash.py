"""Claims that the crash programs prove, by running them: some of each here, all of it with --long.

`python -m tests.crash` runs one alone; a violation is printed with the command that makes it again.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash import strace
from tests.crash.__main__ import NEED_STRACE, VIOLATED
from tests.crash.mutants import MUTANTS, Mutant, mutated, run_over

ROOT = Path(__file__).resolve().parents[2]
HOURS = 4 * 3600
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
long = pytest.mark.long
# Those whose program takes a second or two; the others are tried with --long.
QUICK = [mutant for mutant in MUTANTS if mutant.program in ("order", "damage")]
SLOW = [mutant for mutant in MUTANTS if mutant not in QUICK]


def of(mutant: Mutant) -> str:
    return mutant.name


def need(program: str) -> None:
    if program in NEED_STRACE and (why := strace.missing()):
        pytest.skip(why)


def run(*command: str) -> dict[str, int]:
    """What a program counted; it fails unless each trial struck and nothing was violated."""
    need(command[0])
    ran = subprocess.run(
        [sys.executable, "-m", "tests.crash", *command], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    print(ran.stdout)
    counted = re.findall(r"(\d+) ([^,()]+)", ran.stdout.split("seed", 1)[1])
    return {what.strip(): int(count) for count, what in counted}


def test_a_build_that_is_killed_where_it_publishes_leaves_the_old_index_or_the_new() -> None:
    counted = run("kills", "--every", "12")
    assert counted["trials"] == counted["struck"] > 60
    reached = counted["of them reached over 2"]
    assert reached > 0.85 * counted["calls over 2 generations"] > 150


def test_a_call_that_fails_where_it_publishes_is_never_taken_for_success() -> None:
    counted = run("errors", "--every", "24")
    assert counted["trials"] == counted["struck"] > 40
    assert counted["ended by another signal"] == 0


def test_all_is_synced_before_it_is_named_and_named_before_the_old_is_removed() -> None:
    counted = run("order")
    assert counted["syncs"] > 40


def test_whatever_file_is_damaged_it_is_refused_by_name() -> None:
    assert run("damage", "--trials", "120")["struck"] == 120


@linux
def test_readers_get_one_generation_whole_while_two_writers_publish() -> None:
    counted = run("load", "--trials", "12")
    assert counted["readings"] > 12
    assert counted["builds that were told to wait"] > 0


@linux
def test_the_command_may_be_killed_at_any_time() -> None:
    assert run("random", "--trials", "6")["struck"] == 6


@pytest.mark.parametrize("mutant", MUTANTS, ids=of)
def test_the_place_of_a_mutant_is_found(mutant: Mutant, tmp_path: Path) -> None:
    mutated(mutant, tmp_path)


@pytest.mark.parametrize("mutant", QUICK, ids=of)
def test_a_mutant_is_noticed(mutant: Mutant, tmp_path: Path) -> None:
    notice(mutant, tmp_path)


@long
@linux
@pytest.mark.timeout(HOURS)
@pytest.mark.parametrize("mutant", SLOW, ids=of)
def test_a_mutant_of_which_a_slow_program_must_know_is_noticed(
    mutant: Mutant, tmp_path: Path
) -> None:
    notice(mutant, tmp_path)


@long
@linux
@pytest.mark.timeout(HOURS)
@pytest.mark.parametrize("program", sorted({mutant.program for mutant in MUTANTS}))
def test_without_a_mistake_the_same_programs_notice_nothing(program: str, tmp_path: Path) -> None:
    need(program)
    ran = run_over(None, tmp_path, program)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


def notice(mutant: Mutant, room: Path) -> None:
    need(mutant.program)
    ran = run_over(mutant, room, mutant.program)
    assert ran.returncode == VIOLATED, (mutant.why, ran.stdout[-4000:], ran.stderr[-2000:])


@long
@linux
@pytest.mark.timeout(HOURS)
@pytest.mark.parametrize(
    "command",
    [
        ("kills",),
        ("errors",),
        ("damage", "--trials", "500"),
        ("random", "--trials", "300"),
        ("load", "--trials", "200"),
        ("served", "--seconds", "600"),
    ],
    ids=lambda command: command[0],
)
def test_the_whole_of_a_program(command: tuple[str, ...]) -> None:
    run(*command)
