"""What a program in this folder is told, and how it tells what its client received.

Every program defines how its client asks one conversation; `play` asks the conversations of the
task that way and prints what came, as one JSON document that contracts/received.py reads.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version

Message = dict[str, str]


@dataclass
class Cited:
    """A citation that the client holds apart from the text; None: it holds no such field."""

    url: str | None
    title: str | None = None
    quote: str | None = None


@dataclass
class Received:
    """What the client gives its user for one question: text, the number of pieces in which it came,
    and citations."""

    text: str = ""
    pieces: int = 0
    citations: list[Cited] = field(default_factory=list)


# A conversation that ends with a question, and whether to stream the answer.
Ask = Callable[[list[Message], bool], Received]


@dataclass(frozen=True)
class Task:
    """Address of the server's OpenAI interface, model, and the conversations by name: the user's
    turns of each, and whether the last answer is streamed."""

    base: str
    model: str
    variant: str
    conversations: dict[str, tuple[list[str], bool]]


def task() -> Task:
    """The task in the first argument of the program."""
    return Task(**json.loads(sys.argv[1]))


def play(package: str, ask: Ask, given: Task) -> None:
    """Ask the conversations, and print what the client received."""
    received = {name: _played(ask, *one) for name, one in given.conversations.items()}
    print(json.dumps({"version": version(package), "received": received}, ensure_ascii=False))


def _played(ask: Ask, turns: list[str], streamed: bool) -> dict[str, object]:
    messages: list[Message] = []
    answer = Received()
    for turn in turns:
        messages.append({"role": "user", "content": turn})
        try:
            answer = ask(messages, streamed)
        except Exception as error:  # whatever a client raises is what its user is shown
            return {"error": f"{type(error).__name__}: {error}"}
        messages.append({"role": "assistant", "content": answer.text})
    return asdict(answer)
