"""In: CC-CEDICT and a vocabulary. Out: the lexicon of words that are not one piece of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.language.vocabulary import Vocabulary
from rag.models.lexicon import LONGEST_MEANING

from .data import Entry, dictionary_pairs

MEANINGS = 4  # Chinese words for one English one; there are seldom more
_WORD = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")  # one character alone says little
# What stands before the word that is meant.
_LEADING = re.compile(r"^(?:to|a|an|the|surname|abbr\. for|also called|also known as) ")


def lexicon(entries: Iterable[Entry], vocabulary: Vocabulary) -> bytes:
    """Lines of `meaning TAB word word …`, sorted, as rag.models.lexicon reads them."""
    found: dict[str, dict[str, None]] = {}
    for pair in dictionary_pairs(list(entries)):
        if _HAN.fullmatch(pair.passage):
            for meaning in _meanings(pair.question):
                found.setdefault(meaning, {})[pair.passage] = None
    lines = [
        f"{meaning}\t{' '.join(list(words)[:MEANINGS])}\n"
        for meaning, words in found.items()
        if _is_rare(meaning, vocabulary)
    ]
    return "".join(sorted(lines)).encode()


def _meanings(gloss: str) -> Iterator[str]:
    for part in re.split(r"[;,]", gloss.lower()):
        words = _WORD.findall(_LEADING.sub("", part.strip()))
        if 0 < len(words) <= LONGEST_MEANING:
            yield " ".join(words)


def _is_rare(meaning: str, vocabulary: Vocabulary) -> bool:
    """Whether the vocabulary cuts one of its words into pieces."""
    return any(len(vocabulary.encode(word)) > 1 for word in meaning.split(" "))
