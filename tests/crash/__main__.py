"""The command line of the crash programs: runs one, prints its report, fails if it proved nothing.

python -m tests.crash kills|errors [--every N] [--trial STEP:CALL:NUMBER:STRIKE]
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.crash import calls, damage, load, order, random_kills, served, strace
from tests.crash.report import Enough, Report

# What is returned where something was violated; 1 where the program did not do what it was to do.
VIOLATED = 3
MEMORY_DISK = "/dev/shm"
NEED_STRACE = ("kills", "errors", "order")


def main() -> int:
    options = _options()
    if options.program in NEED_STRACE and (why := strace.missing()):
        sys.exit(why)
    logging.getLogger("rag").setLevel(logging.ERROR)  # the damage that we do is no news
    Report.first_only = options.first
    with tempfile.TemporaryDirectory(dir=_quick_disk()) as room:
        try:
            report = PROGRAMS[options.program](options, Path(room).resolve())
        except Enough as found:
            print(found)
            return VIOLATED
    print(report)
    if report.violations:
        return VIOLATED
    return 0 if report.passed else 1


def _quick_disk() -> str | None:
    """Memory, where there is any to be had as a disk: what is tried is the order of calls, and a
    real fsync takes most of a trial."""
    return MEMORY_DISK if os.access(MEMORY_DISK, os.W_OK) else None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("program", choices=sorted(PROGRAMS))
    parser.add_argument("--seed", type=int, default=0, help="of damage and random kills")
    parser.add_argument("--trials", type=int, help="how many; of load: how many rounds")
    parser.add_argument("--every", type=int, default=1, help="of the calls within a generation")
    parser.add_argument("--seconds", type=float, default=600, help="of the served index")
    parser.add_argument("--trial", help="make this one again, as a report names it")
    parser.add_argument("--first", action="store_true", help="stop at the first violation")
    return parser.parse_args()


PROGRAMS: Mapping[str, Callable[[argparse.Namespace, Path], Report]] = {
    "kills": lambda told, room: calls.kills(room, every=told.every, trial=told.trial),
    "errors": lambda told, room: calls.errors(room, every=told.every, trial=told.trial),
    "order": lambda told, room: order.order(room),
    "damage": lambda told, room: damage.damage(
        room, seed=told.seed, trials=told.trials or 500, trial=_number(told.trial)
    ),
    "random": lambda told, room: random_kills.random_kills(
        room, seed=told.seed, trials=told.trials or 300, trial=_number(told.trial)
    ),
    "served": lambda told, room: served.served(room, seconds=told.seconds),
    "load": lambda told, room: load.load(room, rounds=told.trials or 40),
}


def _number(told: str | None) -> int | None:
    return int(told) if told else None


if __name__ == "__main__":
    sys.exit(main())
