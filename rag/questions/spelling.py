"""Takes words that are one or two keys away from a known name or term as that name or term.

A word of Latin letters is misspelled only if the vocabulary has no piece for it, no speech holds
it, and no table has it. Chinese words are taken as names and terms that sound alike. What was taken
as what is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, Protocol

from rag.language.places import gazetteer
from rag.language.vocabulary import Vocabulary
from rag.questions.edits import distance, is_inflected
from rag.questions.known_names import all_known
from rag.questions.report_terms import chinese_terms, english_terms
from rag.questions.spelling_words import ABBREVIATIONS, KIND_OF_PLACE, SHORT_HALVES, STEM_ENDINGS
from rag.types.questions import TakenAs
from rag.types.text import Span

_LETTER = "A-Za-z0-9À-ɏ"
_LATIN = re.compile(rf"(?<![{_LETTER}.])[A-Za-z]{{3,}}(?![{_LETTER}])")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
# A word with fewer letters has too many neighbours; in a name of so many, two keys may be wrong.
_SHORTEST, _LONG = 5, 8
# Micron is no Macron, Eisenhauer is Eisenhower.
_LONG_NAME = 7
# Shorter plain words are near to anything.
_SHORTEST_PLAIN = 6
_ABBREVIATION = 4
_SHORTEST_HAN, _LONGEST_HAN = 3, 8
_ANY = "？"


class Words(Protocol):
    """The part of an index that tells whether a word is in it."""

    def holds_word(self, word: str) -> bool: ...
    def mentions(self, name: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Target:
    """A word that a misspelling may mean. Regions come before other names, these before terms of
    reports, and these before other words."""

    text: str
    kind: Literal["region", "name", "term", "word"]


_ORDER = ("region", "name", "term", "word")


def corrected(question: str, index: Words) -> tuple[str, tuple[TakenAs, ...]]:
    """The question with misspelled words replaced, and what was taken as what."""
    found = sorted([*_latin(question, index), *_han(question, index)], key=lambda pair: pair[0])
    text, taken, position = "", [], 0
    for span, meant in found:
        if span.start >= position:
            taken.append(TakenAs(span.slice(question), meant))
            text += question[position : span.start] + meant
            position = span.end
    return text + question[position:], tuple(taken)


def _latin(question: str, index: Words) -> Iterator[tuple[Span, str]]:
    for match in _LATIN.finditer(question):
        word = match.group()
        if len(word) <= _ABBREVIATION:
            meant = _abbreviation(word)
        elif KIND_OF_PLACE.match(question[match.end() :]):
            meant = None
        else:
            is_name = word[0].isupper() or question.islower()
            is_first = not question[: match.start()].strip()
            meant = _meant(word.lower(), is_name, is_first or word.islower())
        if meant and meant != word and _is_known(meant, index) and not index.holds_word(word):
            yield Span(*match.span()), meant


def _is_known(meant: str, index: Words) -> bool:
    """Whether a table has the word, or a speech holds it: the vocabulary has parts of words too."""
    target = _targets().get(meant.lower())
    return target is None or target.kind != "word" or index.holds_word(meant)


def _abbreviation(word: str) -> str | None:
    """`GPD` is GDP: two neighbouring letters of a known abbreviation in the wrong order."""
    if not word.isupper() or word in ABBREVIATIONS or _is_piece(word):
        return None
    swapped = (
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(len(word) - 1)
    )
    return next((form for form in swapped if form in ABBREVIATIONS), None)


@cache
def _meant(word: str, is_name: bool, is_plain: bool) -> str | None:
    """The target nearest to `word`, in lower case; None if it is a word itself, or if two targets
    of a kind are as near. A word is likelier left out or doubled or swapped in its letters than
    wrong in one: only names may have a letter replaced, and no name that can be read as pinyin,
    since it may be another place."""
    if len(word) < _SHORTEST or word in _targets() or _is_a_word(word):
        return None
    pinyin, compound = is_pinyin(word), _is_compound(word)
    near: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for known in _alike(word):
        target = _targets()[known]
        may_be = is_name if target.kind in ("region", "name") else is_plain
        if not may_be or (pinyin and target.kind != "region"):
            continue
        is_plain_target = target.kind in ("term", "word")
        if is_plain_target and (compound or len(word) < _SHORTEST_PLAIN - (target.kind == "term")):
            continue
        # One word that begins another is another word: devote, devotee.
        if is_plain_target and (word.startswith(known) or known.startswith(word)):
            continue
        free = not is_plain_target and not pinyin and len(word) >= _LONG_NAME
        most = 2 if free and len(word) >= _LONG else 1
        found = distance(word, known, most, replacing=1 if free else 2)
        if found is not None and not is_inflected(word, known):
            near[found, _ORDER.index(target.kind)].append(target.text)
    if not near:
        return None
    best = dict.fromkeys(near[min(near)])
    return next(iter(best)) if len(best) == 1 else None


def _is_a_word(word: str) -> bool:
    """Whether the vocabulary has it, or its stem, as one piece."""
    stems = [word]
    for ending in STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _ABBREVIATION - 1:
            stem = word.removesuffix(ending)
            stems += [stem, stem + "e", stem + "y", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    for beginning in ("un", "re", "non", "over", "anti"):
        if word.startswith(beginning):
            stems.append(word.removeprefix(beginning))
    return any(_is_piece(stem) for stem in stems if len(stem) > 2)


def _is_compound(word: str) -> bool:
    """Whether it may be two words in one: greenway, payouts."""
    cuts = range(_ABBREVIATION - 1, len(word) - _ABBREVIATION + 2)
    return any(_is_half(word[:cut]) and _is_half(word[cut:]) for cut in cuts)


def _is_half(part: str) -> bool:
    """Whether `part` may be one of the two words of a compound: short pieces are mostly none."""
    return part in SHORT_HALVES or (len(part) >= _ABBREVIATION and part in _plain_words())


def _is_piece(word: str) -> bool:
    return len(Vocabulary.bundled().encode(word)) == 1


def _alike(word: str) -> Iterator[str]:
    """The targets of nearly the same length that begin with the same letter."""
    for length in range(len(word) - 2, len(word) + 3):
        yield from _by_beginning().get((length, word[0]), ())


@cache
def _by_beginning() -> dict[tuple[int, str], list[str]]:
    found: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for known in _targets():
        found[len(known), known[0]].append(known)
    return found


@cache
def _targets() -> dict[str, Target]:
    """Every single word that may be meant, in lower case: of names, of terms of reports, and of
    the vocabulary."""
    found: dict[str, Target] = {}
    for place in gazetteer():
        kind: Literal["region", "name"] = "region" if place.level == "province" else "name"
        for form in place.english:
            found |= {word.lower(): Target(word, kind) for word in _LATIN.findall(form)}
    for known in all_known():
        forms = known.forms if known.kind == "country" else [known.surname]
        for word in (word for form in forms for word in _LATIN.findall(form)):
            found.setdefault(word.lower(), Target(word, "name"))
    for word in (word for term in english_terms() for word in _LATIN.findall(term)):
        found.setdefault(word, Target(word, "term"))
    for word in _plain_words():
        found.setdefault(word, Target(word, "word"))
    return {word: target for word, target in found.items() if len(word) >= _SHORTEST - 1}


@cache
def _plain_words() -> frozenset[str]:
    """The English words of the vocabulary."""
    lines = Vocabulary.bundled().lines().split("\n")
    return frozenset(word for word in lines if len(word) > 2 and word.isascii() and word.isalpha())


def _han(question: str, index: Words) -> Iterator[tuple[Span, str]]:
    for run in _HAN_RUN.finditer(question):
        for start, end in _windows(run.start(), run.end()):
            words = question[start:end]
            meant = _sounding_like(words)
            if meant and not index.mentions(words):
                yield Span(start, end), meant


def _windows(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The longest first, so that a whole name wins over its part."""
    for length in range(min(_LONGEST_HAN, end - start), _SHORTEST_HAN - 1, -1):
        yield from ((first, first + length) for first in range(start, end - length + 1))


def _sounding_like(words: str) -> str | None:
    """The known Chinese name or term that differs from `words` in one character of the same
    sound."""
    if words in _han_targets() or _is_piece(words):
        return None
    for place, character in enumerate(words):
        for known in _by_gap().get(words[:place] + _ANY + words[place + 1 :], ()):
            # 镇江实际 and 镇江是 hold no misspelled 镇江市.
            if known[place] not in "市省县区" and _sound(known[place]) == _sound(character) != "":
                return known
    return None


@cache
def _han_targets() -> frozenset[str]:
    names = [form for place in gazetteer() for form in (place.name, place.short)]
    names += [form for known in all_known() for form in known.forms]
    return frozenset(
        form
        for form in (*names, *chinese_terms())
        if _HAN_RUN.fullmatch(form) and _SHORTEST_HAN <= len(form) <= _LONGEST_HAN
    )


@cache
def _by_gap() -> dict[str, tuple[str, ...]]:
    """The known words by themselves with one character left open."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for known in sorted(_han_targets()):
        for place in range(len(known)):
            found[known[:place] + _ANY + known[place + 1 :]].append(known)
    return {gap: tuple(words) for gap, words in found.items()}


def _sound(character: str) -> str:
    """Its syllable as many people say and type it: zh like z, and n like ng at the end."""
    syllable = _syllables().get(character, "")
    for written, plain in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        syllable = plain + syllable[2:] if syllable.startswith(written) else syllable
    return syllable[:-1] if syllable.endswith("ng") else syllable


@cache
def _syllables() -> dict[str, str]:
    """The syllable of each character, from the first part of rag/language/pinyin.txt: the phrases
    behind it take longer to read."""
    text = (files("rag.language") / "pinyin.txt").read_text("utf-8")
    lines = text[: text.index("\n\n")].splitlines()
    parts = (line.partition(" ") for line in lines)
    return {character: syllable for syllable, _, those in parts for character in those}


@cache
def is_pinyin(word: str) -> bool:
    """Whether `word` can be read as two syllables or more: "guandong"."""
    known = set(_syllables().values())
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in known for start in ends if end - start <= 6):
            ends.add(end)
    return len(word) in ends and word not in known
