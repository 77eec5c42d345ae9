"""Names of the corpus are recognised in Chinese and in pinyin."""

from __future__ import annotations

import pytest

from rag.language.romanise import names_in

NAMES = ("云溪市明湖区", "龚正", "United States")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明湖区拆除了多少违法建设？", ("云溪市明湖区",)),
        ("明湖去年的PM2.5降了多少", ("云溪市明湖区",)),
        ("What did Minghu achieve last year?", ("云溪市明湖区",)),
        ("the Ming Hu district's budget", ("云溪市明湖区",)),
        ("What did Gong Zheng promise?", ("龚正",)),
        ("龚正市长说了什么", ("龚正",)),
        ("the economy of the United States", ("United States",)),
        ("湖区的水质怎么样", ()),
        ("What did the district achieve?", ()),
    ],
)
def test_a_name_is_met_whole_without_suffix_or_in_pinyin(text: str, found: tuple[str, ...]) -> None:
    assert names_in(text, NAMES) == found
