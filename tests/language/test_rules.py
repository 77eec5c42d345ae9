"""Tests of every language rule: it matches its own example and spares its counterexample."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest

from rag.language.detect import language_of
from rag.language.rule_tables import tables
from rag.language.rules import Rule, Table
from rag.types.text import Span

TABLES = tables()
ROWS = [(table, rule) for table in TABLES for rule in table.rules]
every_row = pytest.mark.parametrize(
    ("table", "rule"), ROWS, ids=[f"{table.name}: {rule.label}" for table, rule in ROWS]
)

_HAN = re.compile(r"[\u3400-\u9fff]|\\u[0-9a-f]{4}")
# Escapes, names of groups and flags are letters of the notation, not of the pattern.
_NOTATION = re.compile(r"\\u[0-9a-f]{4}|\\[a-zA-Z]|\(\?P=\w+\)|\(\?P<\w+>|\(\?-?i:")
_LATIN = re.compile(r"[A-Za-z]")


def scripts(pattern: str) -> set[str]:
    found = {"zh"} if _HAN.search(pattern) else set()
    return found | ({"en"} if _LATIN.search(_NOTATION.sub("", pattern)) else set())


def test_the_tables_of_both_packages_are_found() -> None:
    assert {"past", "no figures", "aliases", "joining words"} <= {table.name for table in TABLES}


def test_tables_that_share_a_name_would_hide_each_other() -> None:
    names = [table.name for table in TABLES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_of_a_table_has_a_label_of_its_own_and_says_why(table: Table[Any]) -> None:
    labels = [rule.label.strip() for rule in table.rules]
    assert len(labels) == len(set(labels))
    assert all(labels)
    assert all(rule.why.strip() for rule in table.rules)


@every_row
def test_a_rule_matches_its_example_by_itself_and_spares_its_counterexample(
    table: Table[Any], rule: Rule
) -> None:
    assert rule in table.firing(rule.example)
    assert table.search(rule.example)
    assert rule.counterexample.strip()
    assert rule not in table.firing(rule.counterexample)


@every_row
def test_the_language_of_a_rule_is_that_of_its_pattern_and_examples(
    table: Table[Any], rule: Rule
) -> None:
    if rule.language == "any":
        assert scripts(rule.pattern) != {"zh"}
        return
    assert scripts(rule.pattern) == {rule.language}
    assert language_of(rule.example) == language_of(rule.counterexample) == rule.language


def rule(language: Literal["zh", "en", "any"], pattern: str, *, whole_words: bool = True) -> Rule:
    return Rule(pattern, language, pattern, "", "", "", whole_words=whole_words)


def test_english_rules_match_whole_words_in_any_case_and_others_as_they_stand() -> None:
    table = Table("t", rule("en", "mend"), rule("any", "GDP"), rule("en", "bui", whole_words=False))
    assert [bool(table.search(text)) for text in ("Mend it", "amends", "gdp", "GDPs", "BUILT")] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_of_rules_that_match_at_one_place_the_first_wins_and_all_of_them_fire() -> None:
    table = Table("t", rule("zh", "增长"), rule("zh", "增"))
    assert table.spans("增长与增加") == [Span(0, 2), Span(3, 4)]
    assert table.sub("-", "增长与增加") == "-与-加"
    assert [rule.label for rule in table.firing("增长")] == ["增长", "增"]
    assert [match.group() for match in table.finditer("增加")] == ["增"]


def test_what_stands_before_all_rules_holds_for_each_of_them() -> None:
    table = Table("t", rule("zh", "要"), rule("zh", "须"), before="^")
    assert table.search("须办")
    assert not table.search("必须办")
    assert table.match("要")
    assert not table.firing("不要")


def test_a_table_is_compiled_when_it_is_first_used() -> None:
    broken = Table("t", rule("zh", "("))
    with pytest.raises(re.error):
        broken.search("")
