"""The program behind the command `speechrag` and `python -m rag`."""

from __future__ import annotations

import gc
import os
import sys

# `python -m rag` puts the current folder before the standard library. A `struct.py` in a folder of
# speeches must not run.
if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]

import signal

# Most objects of the start live to the end. Python collects garbage after every 700 new objects;
# these collections would take 60 ms of the second that `speechrag ask` has.
gc.set_threshold(100_000)
# pydantic asks every installed package whether it extends pydantic. None does, and asking takes
# another 60 ms.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Ctrl-C simply ends this process until the command line is loaded and can print "Stopped.".
_interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
if _interruptible:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from rag.cli import main  # noqa: E402

if _interruptible:
    signal.signal(signal.SIGINT, signal.default_int_handler)

if __name__ == "__main__":
    main()
