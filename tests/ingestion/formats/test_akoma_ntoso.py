"""Claims about debates in Akoma Ntoso: every turn begins with its speaker, headings are headings,
and what is written about the text is none of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rag.errors import UnreadableFile
from rag.ingestion.formats import akoma_ntoso
from rag.ingestion.load import parse
from rag.ingestion.read import read_one
from rag.types.text import PartialDate, Span

SPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
META = (
    '<meta><identification source="#x"><FRBRWork><FRBRthis value="/nd/debate"/>'
    '<FRBRdate date="2024-01-15" name="sitting"/><FRBRalias value="Roads Debate"/></FRBRWork>'
    "</identification><references>"
    '<TLCPerson eId="norwood" href="/p/1" showAs="Ada Norwood"/>'
    '<TLCPerson id="lind" href="/p/2" showAs="Bo Lind"/>'
    '<TLCRole eId="chair" href="/r/1" showAs="The Speaker"/></references></meta>'
)


def debate(body: str, *, space: str = SPACE, prefix: str = "", front: str = "") -> bytes:
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    source = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- a debate -->\n<akomaNtoso {name}="{space}">'
        f'<debate name="hansard">{META}{front}<debateBody>{body}</debateBody></debate></akomaNtoso>'
    )
    if prefix:
        source = re.sub(r"(</?)(?=[a-zA-Z])", rf"\1{prefix}:", source)
    return source.encode()


SPEECHES = (
    "<debateSection><heading>Roads of <b>Norland</b></heading>"
    '<speech by="#norwood"><from>Ms Ada Norwood (Northfield):</from>'
    "<p>We built <b>131</b> <i>kilometres</i> of road.</p><p>And we will build more.</p></speech>"
    '<speech by="#lind"><p>I welcome the roads.</p></speech></debateSection>'
)
SHOWN = (
    "Roads of Norland\n"
    "Ms Ada Norwood (Northfield): We built 131 kilometres of road.\nAnd we will build more.\n"
    "Bo Lind: I welcome the roads.\n"
)


def text(data: bytes) -> str:
    return akoma_ntoso.read(data, "a.xml").text


@pytest.mark.parametrize(
    "data",
    [
        debate(SPEECHES),
        debate(SPEECHES, space="http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13"),
        debate(SPEECHES, space="http://www.akomantoso.org/2.0"),
        debate(SPEECHES, prefix="akn"),
        b"\xef\xbb\xbf" + debate(SPEECHES),
        debate(SPEECHES).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
    ids=range(6),
)
def test_every_turn_begins_with_its_speaker(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    source = parse(tmp_path / "a.xml", "a.xml")
    assert source.text == SHOWN
    assert source.declared == {"title": "Roads Debate", "date": "2024-01-15"}
    assert [mark.span.slice(source.text) for mark in source.headings] == ["Roads of Norland"]


def test_the_date_and_the_title_are_those_of_the_record() -> None:
    data = debate(SPEECHES, front="<preface><p><docTitle>Debate on Roads</docTitle></p></preface>")
    source = akoma_ntoso.read(data, "a.xml")
    document = read_one(source).document
    assert document.title == "Debate on Roads"
    assert document.date == PartialDate(2024, 1, 15)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<speech by="#norwood" as="#chair"><p>Order.</p></speech>', "Ada Norwood: Order.\n"),
        ('<speech as="#chair"><p>Order.</p></speech>', "The Speaker: Order.\n"),
        ('<speech by="#nobody"><p>Order.</p></speech>', "Order.\n"),
        ("<speech><from>陈立新：</from><p>各位代表。</p></speech>", "陈立新：各位代表。\n"),
        (
            '<questions><question by="#lind"><from>Bo Lind</from><p>Why?</p></question>'
            '<answer by="#norwood"><from>Ada Norwood</from><p>Because.</p></answer></questions>',
            "Bo Lind: Why?\nAda Norwood: Because.\n",
        ),
        (
            "<narrative>The House met at ten.</narrative><speech><from>Bo Lind</from>"
            "<p>Yes.<br/>No.</p><scene>(Applause)</scene></speech>",
            "The House met at ten.\nBo Lind: Yes.\nNo.\n(Applause)\n",
        ),
        (
            "<speech><from>Bo Lind</from><blockList><listIntroduction>We did:</listIntroduction>"
            "<item><num>(a)</num><p>roads;</p></item></blockList></speech>",
            "Bo Lind: We did:\n(a) roads;\n",
        ),
        (
            "<p>Costs:</p><table><tr><th><p>Year</p></th><th><p>Km</p></th></tr>"
            "<tr><td><p>2024</p></td><td><p>131</p></td></tr></table>",
            "Costs:\nYear | Km\n2024 | 131\n",
        ),
        ("<speech><from>Bo Lind</from></speech><p>End.</p>", "End.\n"),
        (
            "<other><block name='x'>Read <ref href='#y'>the report</ref> of <date>May</date>."
            "</block></other>",
            "Read the report of May.\n",
        ),
    ],
)
def test_what_a_debate_holds_is_read_in_order(body: str, shown: str) -> None:
    assert text(debate(body)) == shown


def test_notes_in_a_line_are_marked_as_unseen() -> None:
    body = "<p>We built 131<authorialNote marker='1'><p>Without lanes.</p></authorialNote> km.</p>"
    source = akoma_ntoso.read(debate(body), "a.xml")
    assert source.shown(Span(0, len(source.text))) == "We built 131 km.\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (debate(SPEECHES).replace(b"debate name", b"act name").replace(b"</debate>", b"</act>"),
         "a law or a bill"),
        (debate(SPEECHES)[:-30], "damaged"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso/>', "DTD|XML"),
        (debate(""), "no text"),
        (b'<?xml version="1.0"?><TEI><text>x</text></TEI>', "XML of a kind"),
    ],
)  # fmt: skip
def test_what_is_no_debate_says_why(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason):
        parse(tmp_path / "a.xml", "a.xml")


def test_marks_and_notes_join_no_figure_and_no_name() -> None:
    source = akoma_ntoso.read(
        debate(
            '<speech by="#lind"><p>We spent 45<sup>1</sup> million on 3 km<sup>2</sup> of land in '
            "May, on the 5<sup>th</sup>.</p></speech>"
            "<speech><from>Mr <person>Olm</person><authorialNote>1 acting</authorialNote>:</from>"
            "<table><tr><th>Roads<sup>2</sup></th><td>45<authorialNote><p>3 provisional</p>"
            "</authorialNote></td><td>62<del>61</del></td></tr></table>"
            "<p><num>4<authorialNote>x</authorialNote></num>I rise.</p></speech>"
        ),
        "a.xml",
    )
    assert source.shown(Span(0, len(source.text))) == (
        "Bo Lind: We spent 45 million on 3 km² of land in May, on the 5th.\n"
        "Roads | 45 | 62\nMr Olm: 4I rise.\n"
    )
    unseen = [span.slice(source.text) for span in source.unseen]
    assert unseen == ["1", "2", "3 provisional", "61", "1 acting", "x"]


def test_a_name_that_is_only_a_note_is_that_of_the_record() -> None:
    note = "<from><authorialNote>2</authorialNote></from>"
    source = akoma_ntoso.read(debate(f'<speech by="#lind">{note}<p>I rise.</p></speech>'), "a.xml")
    assert source.shown(Span(0, len(source.text))) == "Bo Lind: I rise.\n"


def test_a_comment_before_the_debate_may_hold_any_sign(tmp_path: Path) -> None:
    data = debate(SPEECHES).replace(b"<!-- a debate -->", b"<!-- a > b - c -->")
    (tmp_path / "a.akn").write_bytes(data)
    assert parse(tmp_path / "a.akn", "a.akn").text == SHOWN
