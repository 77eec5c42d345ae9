"""A check of quotations as JSON, for HTTP and for `--json`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from rag.presentation.json_types import CitationJson, IndexJson
from rag.presentation.to_json import citation_json, index_json
from rag.types.quotations import CheckedQuotation, QuotationCheck, Verdict


class DifferenceJson(TypedDict):
    """A piece of the comparison: in both texts, only in the quotation, or only in the speech."""

    kind: Literal["same", "del", "ins"]
    text: str


class QuotationJson(TypedDict):
    """`at` is where a speech says it, or says it with the `differences`; `named` are the ids of
    the documents that the reference names."""

    text: str
    verdict: Verdict
    at: CitationJson | None
    differences: list[DifferenceJson]
    named: list[str]


class QuotationCountsJson(TypedDict):
    stands: int
    altered: int
    elsewhere: int
    not_found: int


class QuotationCheckJson(TypedDict):
    """`skipped` quotations were too short to check."""

    quotes: list[QuotationJson]
    counts: QuotationCountsJson
    skipped: int
    index: IndexJson


def quotation_check_json(check: QuotationCheck, base: str = "") -> QuotationCheckJson:
    """All quotations with their verdicts; `base` is put before permalinks."""
    return {
        "quotes": [_quotation_json(quotation, base) for quotation in check.quotations],
        "counts": {
            "stands": check.count("stands"),
            "altered": check.count("altered"),
            "elsewhere": check.count("elsewhere"),
            "not_found": check.count("not_found"),
        },
        "skipped": check.skipped,
        "index": index_json(check.index),
    }


def _quotation_json(quotation: CheckedQuotation, base: str) -> QuotationJson:
    return {
        "text": quotation.words,
        "verdict": quotation.verdict,
        "at": None if quotation.at is None else citation_json(quotation.at, base),
        "differences": [
            {"kind": difference.kind, "text": difference.text}
            for difference in quotation.differences
        ],
        "named": list(quotation.named),
    }
