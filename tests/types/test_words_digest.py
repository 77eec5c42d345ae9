"""Claims about the digest of quoted words, and the permalinks that carry it."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from rag.types.text import Span
from rag.types.words_digest import words_digest
from tests.serving.engines import DEMOLISHED, SPEECH, span_of


def test_a_digest_is_eight_hexadecimal_digits_of_sha256() -> None:
    assert words_digest("拆除 违法建设") == hashlib.sha256("拆除违法建设".encode()).hexdigest()[:8]


@given(st.lists(st.text(), min_size=1), st.sampled_from([" ", "\n", "\u3000", "\t\r\n"]))
def test_white_space_does_not_change_a_digest(words: list[str], white: str) -> None:
    assert words_digest(white.join(words)) == words_digest("".join(words))


@given(st.text(alphabet="一二三12 %"), st.text(alphabet="一二三12 %"))
def test_other_words_have_another_digest(some: str, others: str) -> None:
    same_words = "".join(some.split()) == "".join(others.split())
    assert (words_digest(some) == words_digest(others)) is same_words


def test_a_permalink_names_the_document_the_place_and_the_words() -> None:
    digest = words_digest(DEMOLISHED)
    assert SPEECH.permalink(span_of(DEMOLISHED)) == f"/documents/{SPEECH.id}?c=7-31&h={digest}#c"
    assert SPEECH.permalink(Span(0, 3)).endswith(f"h={words_digest(SPEECH.text[:3])}#c")
