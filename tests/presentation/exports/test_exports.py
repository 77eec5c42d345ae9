"""Claims about exports: each holds the quotations and their proofs, and opens where it should."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from rag.presentation.comparison_json import comparison_json
from rag.presentation.exports import FORMATS, format_of_file
from rag.presentation.exports.contents import Portable
from rag.presentation.exports.markdown import escaped
from rag.presentation.to_json import answer_json
from rag.types.answers import Answer, Citation
from rag.types.comparison import Cell, Comparison, Group
from rag.types.questions import Filters, Question
from rag.types.text import Language
from tests.serving.engines import DEMOLISHED, INDEX, PARKS, SPEECH, answer_to, citation

BASE = "https://speeches.example"
CHINESE = Question("拆违取得了哪些成果？", language="zh")
ENGLISH = Question("What was demolished?", language="en")


def comparison_of(question: Question) -> Comparison:
    """Two groups, of which one states something."""
    cited = citation(1, DEMOLISHED)
    cells = (
        Cell(
            Group("青禾区", "青禾区", Filters()),
            answer_to(question),
            cited,
            cited.quote.span,
            "achieved",
        ),
        Cell(Group("红禾区", "红禾区", Filters()), answer_to(question, supported=False)),
    )
    return Comparison("cmp_00ff", question, "region", cells, None, INDEX, {"total": 1.0})


def contents(language: Language) -> list[Portable]:
    question = CHINESE if language == "zh" else ENGLISH
    return [answer_to(question), comparison_of(question)]


def exported(name: str, content: Portable) -> str:
    return FORMATS[name].exported(content, BASE).decode("utf-8")


def cited(content: Portable) -> list[Citation]:
    if isinstance(content, Answer):
        return list(content.citations)
    return [cell.citation for cell in content.cells if cell.citation]


def word_lines(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_each_quotation_with_its_proof(name: str, language: Language) -> None:
    for content in contents(language):
        data = FORMATS[name].exported(content, BASE)
        text = "\n".join(word_lines(data)) if name == "docx" else data.decode("utf-8")
        for one in cited(content):
            # The standard's list names the place of the words, not the words.
            assert name == "gbt7714" or one.quote.text in text
            link = BASE + one.permalink
            assert link in text.replace("\\", "")
            assert SPEECH.id in text
            assert "42" in text


def test_markdown_shows_the_words_of_each_language() -> None:
    answer, table = contents("zh")
    assert "## 引文" in exported("md", answer)
    assert f"> {DEMOLISHED}\n" in exported("md", answer)
    assert "| 红禾区 |  | 未提及 |" in exported("md", table)
    answer, table = contents("en")
    assert "## References" in exported("md", answer)
    assert "| 红禾区 |  | not stated |" in exported("md", table)


def test_markdown_opens_no_link_tag_or_list_of_a_speech() -> None:
    assert escaped("1. [x](http://a) <img> *b* `c` #d") == (
        r"1\. \[x\](http://a) \<img\> \*b\* \`c\` \#d"
    )
    assert escaped("7.4 percent") == "7.4 percent"
    assert escaped("- a\n+ b") == "\\- a\n\\+ b"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_word_has_headings_numbered_quotations_and_a_table(language: Language) -> None:
    answer, table = contents(language)
    document = docx.Document(io.BytesIO(FORMATS["docx"].exported(answer, BASE)))
    styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert ("Heading 1", answer.question.text) in styles
    assert [text for style, text in styles if style == "Quote"] == [f"“{DEMOLISHED}”", f"“{PARKS}”"]
    assert sum(text.startswith(("[1] ", "[2] ")) for _, text in styles) == 4
    links = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert links == [BASE + one.permalink for one in cited(answer)]
    (rows,) = docx.Document(io.BytesIO(FORMATS["docx"].exported(table, BASE))).tables
    assert len(rows.rows) == 3
    assert rows.cell(1, 0).text == "青禾区"


def test_word_takes_what_xml_cannot_hold() -> None:
    asked = replace(CHINESE, text="拆违\x00\x08\ud800？")
    assert "拆违？" in word_lines(FORMATS["docx"].exported(answer_to(asked)))


def test_csv_has_a_row_a_quotation_and_excel_reads_its_chinese() -> None:
    answer, table = contents("zh")
    for content, count in ((answer, 2), (table, 2)):
        data = FORMATS["csv"].exported(content, BASE)
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert len(rows) == count
        assert rows[0]["quote"] == DEMOLISHED
        assert (rows[0]["document"], rows[0]["start"], rows[0]["end"]) == (SPEECH.id, "7", "31")
        assert (rows[0]["index"], rows[0]["generation"]) == ("default", "42")


@pytest.mark.parametrize("beginning", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_an_answer_is_a_formula(beginning: str) -> None:
    answer = answer_to(CHINESE)
    first = replace(answer.statements[0], text=beginning)
    rows = csv.DictReader(
        io.StringIO(exported("csv", replace(answer, statements=(first,))).removeprefix("\ufeff"))
    )
    assert [row["text"] for row in rows] == ["'" + beginning]


def test_json_is_what_http_says() -> None:
    answer, table = answer_to(CHINESE), comparison_of(CHINESE)
    assert json.loads(exported("json", answer)) == answer_json(answer, BASE)
    assert json.loads(exported("json", table)) == comparison_json(table, BASE)


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_without_statements_can_be_exported(name: str) -> None:
    FORMATS[name].exported(answer_to(ENGLISH, supported=False), BASE)


@pytest.mark.parametrize("name", FORMATS)
def test_the_end_of_a_files_name_tells_the_format(name: str) -> None:
    found = format_of_file(f"Answer{FORMATS[name].suffix.upper()}")
    assert found is FORMATS[name]
    assert format_of_file("answer.pdf") is None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_the_word_file(tmp_path: Path) -> None:
    (tmp_path / "answer.docx").write_bytes(FORMATS["docx"].exported(comparison_of(CHINESE), BASE))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "answer.docx")],
        check=True,
        timeout=100,
    )
    text = (tmp_path / "answer.txt").read_text("utf-8-sig")
    assert f"“{DEMOLISHED}”" in text
    assert "红禾区" in text
