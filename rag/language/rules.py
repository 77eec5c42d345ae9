"""Language rules: the type of one rule, and the table that matches all of its rules at once.

The rules themselves stand in the modules that use them. tests/language/test_rules.py checks every
rule of every table; `scripts/bench rules` counts how often each of them fires.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Generic, Literal, TypeVar

from rag.types.text import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a table. `pattern` is a regular expression that matches somewhere in `example`
    and nowhere in `counterexample`; groups in it have names, not numbers.

    English patterns match whole words in any case; with `whole_words=False` they match parts of
    words too. The patterns of other rows are compiled as they stand ("any" is for what both
    languages write: figures, signs, abbreviations).
    """

    label: str
    language: Literal["zh", "en", "any"]
    pattern: str
    example: str
    counterexample: str
    why: str
    whole_words: bool = field(default=True, kw_only=True)


AnyRule = TypeVar("AnyRule", bound=Rule)
_Replacement = str | Callable[[re.Match[str]], str]


class Table(Generic[AnyRule]):
    """Rules that are matched as one regular expression; where several match at the same place, the
    first of them wins. `before` is matched before each rule. Nothing is compiled until it is
    used."""

    def __init__(self, name: str, *rules: AnyRule, before: str = "") -> None:
        self.name, self.rules = name, rules
        self._before = before

    # The compiled methods themselves, so that a call costs no more than one of `re`.

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        """The first match anywhere in a text."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[[str], re.Match[str] | None]:
        """A match at the beginning of a text."""
        return self._compiled.match

    @cached_property
    def finditer(self) -> Callable[[str], Iterator[re.Match[str]]]:
        """All matches of a text, in order and disjoint."""
        return self._compiled.finditer

    @cached_property
    def sub(self) -> Callable[[_Replacement, str], str]:
        """A text in which every match is replaced."""
        return self._compiled.sub

    def spans(self, text: str) -> list[Span]:
        """Where the matches of a text stand."""
        return [Span(*match.span()) for match in self.finditer(text)]

    def firing(self, text: str) -> list[AnyRule]:
        """The rules that match somewhere in a text, each tried by itself."""
        return [rule for rule, pattern in self._each if pattern.search(text)]

    @property
    def source(self) -> str:
        """The regular expression of the whole table."""
        return self._source(self.rules)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def _each(self) -> tuple[tuple[AnyRule, re.Pattern[str]], ...]:
        return tuple((rule, re.compile(self._source([rule]))) for rule in self.rules)

    def _source(self, rules: Sequence[AnyRule]) -> str:
        joined = "|".join(_parts(rules))
        return f"{self._before}(?:{joined})" if self._before else joined


def _parts(rules: Sequence[Rule]) -> Iterator[str]:
    """Alternatives to join. Neighbours of whole English words share one test for the border of a
    word: one test for each would slow down the search through Chinese texts."""
    for whole_words, group in groupby(
        rules, lambda rule: rule.language == "en" and rule.whole_words
    ):
        if whole_words:
            yield rf"(?i:\b(?:{'|'.join(rule.pattern for rule in group)})\b)"
        else:
            yield from (f"(?i:{r.pattern})" if r.language == "en" else r.pattern for r in group)
