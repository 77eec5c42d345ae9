"""`python -m rag` and the `speechrag` command: arguments in, the command line run."""

from __future__ import annotations

from rag.cli import main

if __name__ == "__main__":
    main()
