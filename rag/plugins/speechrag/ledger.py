"""The ledger: targets beside results; and the check of a text, figure by figure."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, cast

from rag.types.figure_table import ClaimVerdict, Coverage, Verdict
from rag.types.text import Span
from speechrag.figures import StatedFigure, figure_of
from speechrag.house import CheckJson, EntryJson, LedgerJson, flat_entry
from speechrag.shown import ShownItems
from speechrag.values import Row, span_of


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The target of a region for an indicator and a year beside its result, None where there is
    none. `verdict` is met, missed, within_about, not_comparable, not_reported or no_target; `rule`
    says why, in English, `rule_zh` in Chinese. `difference` is the result less the target, in the
    target's unit. `otherwise` are figures or words that stand where a cell is empty. The results
    are the government's own word."""

    region: str
    indicator: str
    year: int
    target: StatedFigure | None
    result: StatedFigure | None
    verdict: Verdict
    difference: float | None
    rule: str
    rule_zh: str
    otherwise: tuple[StatedFigure, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Ledger(ShownItems[LedgerEntry]):
    """Targets beside results; `len()`, `[i]` and `for` go over `entries`."""

    entries: tuple[LedgerEntry, ...]
    coverage: Coverage
    _json: LedgerJson = field(repr=False, compare=False)

    @property
    def _items(self) -> tuple[LedgerEntry, ...]:
        return self.entries

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `GET /v1/ledger` and of `speechrag ledger --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each entry, with the columns of `speechrag ledger --csv`; those of target and
        result begin with `target_` and `result_`."""
        return [flat_entry(entry) for entry in self._json["entries"]]


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """A figure of a checked text, at `span`. `verdict` is stated, stated_otherwise or not_found,
    which never means that it is wrong; `figures` state it, or are the figures that stand."""

    text: str
    span: Span
    verdict: ClaimVerdict
    figures: tuple[StatedFigure, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Check(ShownItems[CheckedFigure]):
    """The figures of a checked text in order; `len()`, `[i]` and `for` go over `claims`."""

    claims: tuple[CheckedFigure, ...]
    _json: CheckJson = field(repr=False, compare=False)

    @property
    def _items(self) -> tuple[CheckedFigure, ...]:
        return self.claims

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `POST /v1/check` and of `speechrag check --json`."""
        return cast(dict[str, Any], deepcopy(self._json))

    def rows(self) -> list[Row]:
        """A row for each figure of the text, with the first quotation that speaks to it."""
        return [
            {
                "text": claim["text"],
                "start": claim["span"]["start"],
                "end": claim["span"]["end"],
                "verdict": claim["verdict"],
                "quote": claim["rows"][0]["quote"] if claim["rows"] else None,
                "permalink": claim["rows"][0]["permalink"] if claim["rows"] else None,
            }
            for claim in self._json["claims"]
        ]


def ledger_of(json: LedgerJson) -> Ledger:
    return Ledger(
        entries=tuple(map(_entry_of, json["entries"])),
        coverage=Coverage(**json["coverage"]),
        _json=json,
    )


def check_of(json: CheckJson) -> Check:
    return Check(
        claims=tuple(
            CheckedFigure(
                text=claim["text"],
                span=span_of(claim["span"]),
                verdict=claim["verdict"],
                figures=tuple(map(figure_of, claim["rows"])),
            )
            for claim in json["claims"]
        ),
        _json=json,
    )


def _entry_of(json: EntryJson) -> LedgerEntry:
    target, result = json["target"], json["result"]
    return LedgerEntry(
        region=json["region"],
        indicator=json["indicator"]["key"] or json["indicator"]["text"],
        year=json["year"],
        target=figure_of(target) if target else None,
        result=figure_of(result) if result else None,
        verdict=json["verdict"],
        difference=json["difference"],
        rule=json["rule"],
        rule_zh=json["rule_zh"],
        otherwise=tuple(map(figure_of, json["otherwise"])),
    )
