"""`python -m rag` and the `speechrag` command: arguments in, the command line run."""

from __future__ import annotations

import gc
import os
import sys

# `python -m rag` puts the current folder before the standard library. A folder of speeches may hold
# a `struct.py`, which must not be run.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

import signal

# Most of what starting makes stays to the end: looking through it for rubbish after every 700
# objects, as is usual, takes 60 ms of the second that `speechrag ask` has.
gc.set_threshold(100_000)
# pydantic asks every installed package whether it extends pydantic, for as long again; none does.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Until the command line is there to say that it was stopped, Ctrl-C just ends this process.
_interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _interruptible:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from rag.cli import main  # noqa: E402

if _interruptible:
    signal.signal(signal.SIGINT, signal.default_int_handler)

if __name__ == "__main__":
    main()
