"""An answer or a comparison as a Word document: headings, quotations, references and tables.

Each quotation stands in quotation marks in a paragraph of the style Quote, with its permalink
below, so that `speechrag verify-quotes` finds both.
"""

from __future__ import annotations

import io
import re
from typing import Any

from rag.presentation.answering_words import quoted_window
from rag.presentation.exports.contents import Export
from rag.presentation.phrases import phrase
from rag.presentation.references import Reference, gbt_reference, marked
from rag.presentation.source_words import place_words, source_words
from rag.types.text import Span

# Characters that XML cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Named besides the style's own font, which has no Chinese characters; on every Chinese Windows,
# and replaced by the usual serif elsewhere.
_CHINESE_FONT = "SimSun"
_FAINT_POINTS = 9


def word(export: Export) -> bytes:
    """The bytes of the .docx file."""
    import docx  # 0.2 s that a question need not spend

    document = docx.Document()
    _set_fonts(document)
    document.core_properties.title = _legal(export.question)[:255]
    document.core_properties.author = "speechrag"
    document.core_properties.comments = ""
    document.add_heading(_legal(export.question), 1)
    document.add_paragraph(_legal(export.status))
    for statement in export.statements:
        if statement.gloss:
            document.add_paragraph().add_run(_legal(statement.gloss)).italic = True
        _add_words(document.add_paragraph(), statement.words, statement.answering)
    _add_table(document, export)
    references = export.references
    if references:
        document.add_heading(phrase("quotations", export.language), 2)
        for reference in references:
            _add_quotation(document, export, reference)
        document.add_heading(phrase("references", export.language), 2)
        for reference in references:
            number = reference.citation.number
            document.add_paragraph(_legal(f"[{number}] {gbt_reference(reference)}"))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: Any, export: Export) -> None:
    rows = list(export.rows)
    if not rows:
        return
    table = document.add_table(rows=1, cols=len(export.column_names), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, export.column_names, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows:
        mark = f" [{row.number}]" if row.number else ""
        cells = table.add_row().cells
        for cell, text in zip(cells, (row.label, row.figure, row.words + mark), strict=True):
            cell.text = _legal(text)


def _add_quotation(document: Any, export: Export, reference: Reference) -> None:
    """The number and the source, the words, and their place with the permalink."""
    citation, language = reference.citation, export.language
    source = document.add_paragraph(f"[{citation.number}] ")
    source.add_run(
        _legal(source_words(reference.document, language, citation.quote.speaker))
    ).bold = True
    source.paragraph_format.keep_with_next = True
    quoted = marked(citation.quote.text)
    strong = quoted_window(citation)
    words = document.add_paragraph(style="Quote")
    # The quotation mark before them moves the words by one.
    _add_words(words, quoted, strong and Span(strong.start + 1, strong.end + 1))
    words.paragraph_format.keep_with_next = True
    place = document.add_paragraph()
    _add_faint(place, f"{place_words(citation, language)} · ")
    _add_link(place, reference)


def _add_words(paragraph: Any, text: str, strong: Span | None) -> None:
    """The words, those of `strong` in bold."""
    if strong is None:
        paragraph.add_run(_legal(text))
        return
    paragraph.add_run(_legal(text[: strong.start]))
    paragraph.add_run(_legal(strong.slice(text))).bold = True
    paragraph.add_run(_legal(text[strong.end :]))


def _add_faint(paragraph: Any, text: str) -> Any:
    from docx.shared import Pt

    run = paragraph.add_run(_legal(text))
    run.font.size = Pt(_FAINT_POINTS)
    return run


def _add_link(paragraph: Any, reference: Reference) -> None:
    """The permalink, which opens if it leads there from anywhere."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = _add_faint(paragraph, reference.link)
    if reference.is_online:
        run.font.underline = True
        link = OxmlElement("w:hyperlink")
        target = paragraph.part.relate_to(
            reference.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link.set(qn("r:id"), target)
        link.append(run._r)
        paragraph._p.append(link)


def _set_fonts(document: Any) -> None:
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1", "Heading 2", "Quote"):
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:eastAsiaTheme", "w:asciiTheme", "w:hAnsiTheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:eastAsia"), _CHINESE_FONT)


def _legal(text: str) -> str:
    return _NOT_XML.sub("", text)
