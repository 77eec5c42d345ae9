"""Makes rag/language/verbs.txt: the words that the dictionary explains as something one does.

    python scripts/upkeep/verbs.py ../shared/data

A paraphrase has many words for what is done, and few for a thing. CC-CEDICT writes the meanings of
a verb with "to". An English word is a verb where it stands so more often than it ends a meaning
that is none; a Chinese one where most of its meanings begin so, and the bundled vocabulary has it
as one piece.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rag.language.vocabulary import Vocabulary

VERBS = Path(__file__).parents[2] / "rag" / "language" / "verbs.txt"
_ENTRY = re.compile(r"\S+ (?P<word>\S+) \[(?P<sound>[^\]]*)\] /(?P<meanings>.*)/")
_NOTE = re.compile(r"\([^)]*\)")
_NO_MEANING = re.compile(r"CL:|variant|old variant|see |surname |abbr")
_WORD = re.compile(r"[a-z]+")
_HEADLESS = frozenset({"be", "have", "make", "the"})
# Shares of meanings, and how often a word must be seen.
_MOSTLY = 0.6
_OFTENER = 1.2
_SEEN = 2
_LINE = 96


def main() -> None:
    entries = list(_entries(Path(sys.argv[1]) / "train" / "cedict_ts.u8"))
    lines = [*_wrapped(_english(entries)), "", *_wrapped(_chinese(entries))]
    VERBS.write_text("\n".join(lines) + "\n", "utf-8")


def _entries(path: Path) -> Iterator[tuple[str, bool, list[str]]]:
    """Each word, whether it is a name, and its meanings."""
    for match in map(_ENTRY.match, path.read_text("utf-8").splitlines()):
        if match:
            meanings = [_NOTE.sub("", one).strip() for one in re.split("[/;]", match["meanings"])]
            kept = [one for one in meanings if one and not _NO_MEANING.match(one)]
            yield match["word"], match["sound"][:1].isupper(), kept


def _english(entries: list[tuple[str, bool, list[str]]]) -> list[str]:
    done, thing = Counter[str](), Counter[str]()
    for _, _, meanings in entries:
        for meaning in meanings:
            found = _WORD.findall(meaning.lower())
            if meaning.startswith("to ") and len(found) > 1 and found[1] not in _HEADLESS:
                done[found[1]] += 1
            elif found and not meaning.startswith("to "):
                thing[found[-1]] += 1
    return sorted(
        word
        for word, times in done.items()
        if len(word) > _SEEN and times >= max(_SEEN, _OFTENER * thing[word])
    )


def _chinese(entries: list[tuple[str, bool, list[str]]]) -> list[str]:
    vocabulary = Vocabulary.bundled()
    pieces = {vocabulary.piece(number) for number in range(vocabulary.size)}
    return sorted(
        {
            word
            for word, is_name, meanings in entries
            if word in pieces and len(word) > 1 and not is_name and meanings
            if sum(one.startswith("to ") for one in meanings) >= _MOSTLY * len(meanings)
        }
    )


def _wrapped(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + len(word) + 1 > _LINE:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
    yield line


if __name__ == "__main__":
    main()
