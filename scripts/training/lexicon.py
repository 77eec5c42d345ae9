"""The maker of the lexicon: translations of words that the token table does not know well.

A word that the vocabulary cuts into pieces is not in the table: all its translations are listed. Of
a word that the vocabulary holds whole, the table knows only its neighbours: its translations are
listed where the dictionary gives few of them and the texts use them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rag.language.function_words import FUNCTION_WORDS
from rag.language.vocabulary import Vocabulary
from rag.late_interaction.lexicon import LONGEST_MEANING

from .data import Entry, dictionary_pairs

MEANINGS = 4  # the most Chinese words for an English word; there are seldom more
# A word with fewer uses in the texts is hardly a word of speeches.
USES = 3
# Longer words are not counted: they are few, and each length takes time.
LONGEST_COUNTED = 8
_WORD = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")  # a single character says little
# Words in front of the meaning.
_LEADING = re.compile(r"^(?:to|a|an|the|surname|abbr\. for|also called|also known as) ")


def lexicon(entries: Iterable[Entry], vocabulary: Vocabulary, texts: Iterable[str]) -> bytes:
    """Lines of `meaning TAB word word …`, sorted, as rag.late_interaction.lexicon reads them."""
    found: dict[str, dict[str, None]] = {}
    for pair in dictionary_pairs(list(entries)):
        if _HAN.fullmatch(pair.passage):
            for meaning in _meanings(pair.question):
                found.setdefault(meaning, {})[pair.passage] = None
    uses = _uses({word for words in found.values() for word in words}, texts)
    lines = []
    for meaning, words in found.items():
        listed = list(words)
        kept = listed[:MEANINGS] if _is_rare(meaning, vocabulary) else _sure(meaning, listed, uses)
        if kept:
            lines.append(f"{meaning}\t{' '.join(kept)}\n")
    return "".join(sorted(lines)).encode()


def _meanings(gloss: str) -> Iterator[str]:
    for part in re.split(r"[;,]", gloss.lower()):
        words = _WORD.findall(_LEADING.sub("", part.strip()))
        if 0 < len(words) <= LONGEST_MEANING:
            yield " ".join(words)


def _is_rare(meaning: str, vocabulary: Vocabulary) -> bool:
    """Whether the vocabulary cuts one of its words into pieces."""
    return any(len(vocabulary.encode(word)) > 1 for word in meaning.split(" "))


def _sure(meaning: str, words: Sequence[str], uses: Mapping[str, int]) -> list[str]:
    """The words that the texts use, for a meaning with only a few words. A meaning that begins or
    ends with a function word is left out: it stands in many sentences about other things (built
    in)."""
    english = meaning.split(" ")
    if len(words) > MEANINGS or {english[0], english[-1]} & FUNCTION_WORDS:
        return []
    return [word for word in words if uses.get(word, 0) >= USES]


def _uses(words: set[str], texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in the texts, also as a part of other words."""
    lengths = sorted({len(word) for word in words if len(word) <= LONGEST_COUNTED})
    counts: Counter[str] = Counter()
    for text in texts:
        for run in _HAN.findall(text):
            for length in lengths:
                stretches = (run[i : i + length] for i in range(len(run) - length + 1))
                counts.update(stretch for stretch in stretches if stretch in words)
    return counts
