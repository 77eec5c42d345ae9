"""Claims about references: other programs read what we write, and nothing breaks out of a field."""

from __future__ import annotations

import datetime
import json
import warnings
from dataclasses import replace
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.presentation.references import (
    Reference,
    bibtex,
    csl_json,
    gbt7714,
    gbt_reference,
    marked,
    ris,
)
from rag.types.answers import Citation, Quote
from rag.types.documents import Document, Passage
from rag.types.text import PartialDate, Span
from tests.serving.engines import DEMOLISHED, INDEX, SPEECH, citation

BASE = "https://speeches.example"
TODAY = datetime.date(2026, 11, 30)
HOSTILE = st.text(st.sampled_from('一b{}%&$#_~^\\"“” \n\r@,=TYER-'), min_size=1, max_size=30)


def reference_to(document: Document = SPEECH, *, base: str = BASE) -> Reference:
    """A reference to the first quotation of the invented speech, or of another document."""
    first = citation(1, DEMOLISHED)
    if document is not SPEECH:
        quote = Quote(Passage(document, first.quote.span, ()), first.quote.span)
        first = replace(first, quote=quote)
    return Reference(first, INDEX, base, TODAY)


def parsed_bibtex(text: str) -> Any:
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return library.entries


def test_bibtexparser_reads_a_report_with_all_that_proves_the_quotation() -> None:
    (entry,) = parsed_bibtex(bibtex([reference_to()]))
    assert (entry.entry_type, entry["institution"]) == ("techreport", SPEECH.institution)
    assert (entry["title"], entry["author"], entry["year"]) == (SPEECH.title, "林示例", "2018")
    raw = parse_string(bibtex([reference_to()])).entries[0]["url"]
    assert raw == f"{BASE}{reference_to().citation.permalink}"  # addresses are no LaTeX
    assert DEMOLISHED in entry["note"]
    assert all(word in entry["note"] for word in ("7–31", SPEECH.id, "default", "42"))


def test_rispy_reads_the_same() -> None:
    (entry,) = rispy.loads(ris([reference_to()]))
    assert (entry["type_of_reference"], entry["title"]) == ("RPRT", SPEECH.title)
    assert (entry["authors"], entry["date"]) == (["林示例"], "2018/01//")
    assert entry["urls"] == [f"{BASE}{reference_to().citation.permalink}"]
    assert entry["accession_number"] == SPEECH.id
    assert DEMOLISHED in entry["notes"][0]
    assert "7–31" in entry["notes"][1]


def test_citeproc_sets_a_bibliography_from_csl() -> None:
    from citeproc import Citation as Cited
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(csl_json([reference_to()]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a style that is newer than citeproc
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        bibliography.register(Cited([CitationItem(items[0]["id"])]))
        (line,) = map(str, bibliography.bibliography())
    assert all(word in line for word in ("林示例", SPEECH.title, "2018", items[0]["URL"]))


@pytest.mark.parametrize(
    ("title", "types"),
    [
        ("青禾区2018年政府工作报告", ("techreport", "RPRT", "report", "R")),
        ("County Government Work Report 2026", ("techreport", "RPRT", "report", "R")),
        ("在座谈会上的讲话", ("misc", "GEN", "speech", "Z")),
        ("Remarks by the Mayor on the Report", ("misc", "GEN", "speech", "Z")),
        ("关于印发试点方案的通知", ("misc", "GEN", "document", "Z")),
    ],
)
def test_a_title_decides_which_type_each_format_names(
    title: str, types: tuple[str, str, str, str]
) -> None:
    kind = reference_to(replace(SPEECH, title=title)).kind
    assert (kind.bibtex, kind.ris, kind.csl, kind.gbt) == types


def test_the_standard_gets_an_online_report_with_its_address_and_a_printed_one_without() -> None:
    link = reference_to().citation.permalink
    proof = f"字符 7–31、文件摘要 {SPEECH.id}、索引 default 第 42 版"
    head = f"林示例. {SPEECH.title}"
    published = "青禾区: 青禾区人民政府, 2018"
    assert gbt7714([reference_to()]) == (
        f"[1] {head}[R/OL]. {published}(2018-01)[2026-11-30]. {BASE}{link}. [{proof}]\n"
    )
    assert gbt_reference(reference_to(base="")) == f"{head}[R]. {published}. [{proof}、{link}]"


def test_what_nobody_knows_of_an_english_speech_is_said_in_english() -> None:
    unknown = replace(
        SPEECH, title="Remarks", language="en", speaker=None, institution=None, date=None
    )
    written = gbt_reference(reference_to(unknown, base=""))
    assert written.startswith("Remarks[Z]. [S.l.: s.n.]. [characters 7–31, document digest ")
    day = replace(unknown, date=PartialDate(2020, 1, 2))
    assert "Remarks[Z/OL]. (2020-01-02)[2026-11-30]. " in gbt_reference(reference_to(day))


def hostile(title: str, quote: str) -> Reference:
    """A reference to a document with that title, whose whole text is quoted."""
    document = replace(SPEECH, title=title, text=quote, speaker=title, institution=title)
    whole = Span(0, len(quote))
    return Reference(
        Citation(1, Quote(Passage(document, whole, ()), whole), (), None, 1.0), INDEX, BASE, TODAY
    )


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@settings(deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_title_or_quotation_breaks_out_of_its_field(title: str, quote: str) -> None:
    references = [hostile(title, quote), reference_to()]
    assert len(parsed_bibtex(bibtex(references))) == 2
    records = rispy.loads(ris(references))
    assert [record["accession_number"] for record in records] == [SPEECH.id] * 2
    if on_one_line(title):
        assert records[0]["title"] == on_one_line(title)
    assert on_one_line(quote) in records[0]["notes"][0]
    assert ris(references).count("\n") == ris(references).count("\r\n")
    assert json.loads(csl_json(references))[0]["custom"]["quote"] == quote
    assert gbt7714(references).count("\n") == 2


def test_marks_around_words_do_not_stand_in_them() -> None:
    assert marked("两个维护") == "“两个维护”"
    assert marked("坚持“两个维护”") == "「坚持“两个维护”」"
    assert marked("「一」“二”") == "『「一」“二”』"
