"""Every verdict rule can be said in both languages, and no words are left over."""

from __future__ import annotations

import re
from pathlib import Path

import rag.analysis
from rag.analysis.verdict import RULES
from rag.presentation.ledger_words import RULE_WORDS


def test_every_rule_of_the_ledger_has_words_in_both_languages() -> None:
    source = "".join(
        (Path(rag.analysis.__file__).parent / name).read_text("utf-8")
        for name in ("verdict.py", "ledger_entries.py", "ledger_parts.py")
    )
    codes = {rule.code for rule in RULES} | set(re.findall(r'Judged\(\s*"\w+",\s*"(\w+)"', source))
    assert codes <= set(RULE_WORDS)
    assert {rule for rule in RULE_WORDS if f'"{rule}"' not in source} == set()
