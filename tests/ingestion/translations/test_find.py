"""Which documents are compared, what is kept of it, and what is not compared again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from rag.assembly import bundled_embedder
from rag.ingestion.translations.candidates import TextFacts, candidates
from rag.ingestion.translations.find import find_translations
from rag.types.text import Language, PartialDate
from rag.types.translations import ComparedDocuments
from tests.bilingual import CHINESE, ENGLISH

TEXTS = {
    "z": CHINESE,
    "e": ENGLISH,
    "short z": "各位代表：\n让我们共同努力！",
    "short e": "Fellow deputies,\nLet us work together!",
    "other": "Good evening. Our oceans are deep. " * 40,
}


def facts(
    id: str, language: Language, date: str | None = "2026", translation_of: str | None = None
) -> TextFacts:
    vector = np.ones(4, dtype=np.float32)
    day = PartialDate.parse(date) if date else None
    length = len(TEXTS[id])
    return TextFacts(id, f"folder/{id}.txt", language, day, length, vector, translation_of)


def found(*texts: TextFacts, earlier: Sequence[ComparedDocuments] = ()) -> list[ComparedDocuments]:
    embed = bundled_embedder().embed_passages
    return find_translations(texts, TEXTS.__getitem__, embed, earlier)


def test_two_documents_of_a_date_that_say_the_same_are_translations() -> None:
    (pair,) = found(facts("z", "zh", "2026"), facts("e", "en", "2026-01-12"))
    assert (pair.document, pair.other, pair.basis) == ("z", "e", "found")
    assert len(pair.sentences) == 14


@pytest.mark.parametrize("date", ["2025", "2026-02", None])
def test_documents_of_other_dates_are_not_compared(date: str | None) -> None:
    assert found(facts("z", "zh", "2026-01"), facts("e", "en", date)) == []


@pytest.mark.parametrize("name", ["z.txt", "folder/z.txt", "z"])
def test_a_declared_translation_needs_no_date(name: str) -> None:
    (pair,) = found(facts("e", "en", None, name), facts("z", "zh", None))
    assert (pair.document, pair.other, pair.basis) == ("e", "z", "declared")


def test_a_declaration_that_the_sentences_deny_is_not_believed() -> None:
    (pair,) = found(facts("z", "zh"), facts("other", "en", None, "z.txt"))
    assert (pair.basis, pair.sentences) == (None, ())


def test_of_two_short_texts_only_a_declaration_tells() -> None:
    (pair,) = found(facts("short z", "zh"), facts("short e", "en"))
    assert pair.basis is None
    (pair,) = found(facts("short z", "zh"), facts("short e", "en", None, "short z.txt"))
    assert pair.basis == "declared"


def test_documents_in_one_language_are_never_compared() -> None:
    assert candidates([facts("z", "zh"), facts("e", "zh", translation_of="z.txt")]) == []


def test_what_was_compared_is_not_compared_again() -> None:
    def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        raise AssertionError("compared again")

    before = found(facts("z", "zh"), facts("e", "en"))
    turned = [facts("e", "en"), facts("z", "zh")]
    (again,) = find_translations(turned, TEXTS.__getitem__, embed, before)
    assert (again.document, again.other) == ("e", "z")
    assert {(p.there, p.here) for p in again.sentences} == {
        (p.here, p.there) for p in before[0].sentences
    }


def test_a_new_declaration_is_looked_at() -> None:
    before = [ComparedDocuments("z", "e", None)]
    (pair,) = found(facts("z", "zh"), facts("e", "en", None, "z.txt"), earlier=before)
    assert pair.basis == "declared"
