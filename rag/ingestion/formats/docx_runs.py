"""The characters of a Word paragraph and how they look: hidden, struck out, raised, a stand-in for
words that nobody entered, or a line of the table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from rag.ingestion.formats.shown import Styled, as_power
from rag.ingestion.formats.symbols import symbol

BOX = qn("w:txbxContent")
# Not text: deleted words, field codes, the copy of a text box for older programs, the reading aid
# over a character, properties.
UNREAD = {
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:delText"), qn("w:rt"),
    qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:trPr"), qn("w:tcPr"), qn("w:sdtPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}  # fmt: skip
_CHARACTERS = {
    qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): "\u00ad",
}  # fmt: skip
_TEXT = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FRACTION, _POWER = f"{_MATH}f", f"{_MATH}sSup"
# Letters set as a drawing; the title of an official letter often is.
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_RUN, _FORM, _SYMBOL = qn("w:r"), qn("w:sdt"), qn("w:sym")
_OFF = {"0", "false", "off", "none"}
_WHITE = "FFFFFF"
# Half points: no reader sees letters of 2 points; marks of notes have 9 or less.
_INVISIBLE_SIZE, _SMALL, _RAISED = 4, 18, 3
_UNSEEN = ("hidden", "struck", "placeholder", "contents")
_CONTENTS_STYLE = re.compile(
    r"(?:toc|contents?|目[录錄次]|table of figures|图表目录)\s*(?:\d|heading)?", re.I
)
_PLACEHOLDER_STYLE = re.compile(r"placeholder ?text|占位符文本|預留位置文字", re.I)
# Word gives these names to the headings that a table of contents leads to.
_CONTENTS_TARGET = "_Toc"

Look = dict[str, bool]


class Runs:
    """Reads the runs of one document, whose styles it knows."""

    def __init__(self, document: Any) -> None:
        self._own: dict[str, Look] = {}
        self._bases: dict[str, str] = {}
        self._known: dict[str, Look] = {}
        for style in document.styles.element.iter(qn("w:style")):
            identity = style.get(qn("w:styleId"))
            self._own[identity] = {**_named(_value(style, "w:name")), **_look(style)}
            self._bases[identity] = _value(style, "w:basedOn")

    def of_paragraph(self, paragraph: Any, *, is_unseen: bool = False) -> Iterator[Styled]:
        """The characters of a paragraph, text boxes apart."""
        look = self._style(_value(paragraph.find(qn("w:pPr")), "w:pStyle"))
        if is_unseen or _is_contents_line(paragraph):
            look = {**look, "contents": True}
        return self._under(paragraph, look)

    def _under(self, element: Any, look: Look) -> Iterator[Styled]:
        for child in element:
            tag = child.tag
            if tag in UNREAD or tag == BOX or not isinstance(tag, str):
                continue
            if tag == _RUN:
                yield from self._under(child, self._of_run(child, look))
            elif tag == _FORM:
                yield from self._under(child, {**look, **form_look(child)})
            elif tag == _FRACTION:
                yield from self._under(child.find(f"{_MATH}num"), look)
                yield Styled("/")
                yield from self._under(child.find(f"{_MATH}den"), look)
            elif tag == _POWER:
                yield from self._under(child.find(f"{_MATH}e"), look)
                for raised in self._under(child.find(f"{_MATH}sup"), look):
                    yield replace(raised, text=as_power(raised.text))
            elif characters := _characters(child):
                unseen = any(look.get(name) for name in _UNSEEN)
                yield Styled(characters, unseen, look.get("raised", False))
            else:
                yield from self._under(child, look)

    def _of_run(self, run: Any, look: Look) -> Look:
        style = _value(run.find(qn("w:rPr")), "w:rStyle")
        own = _look(run)
        if _is_white_on_white(run):
            own["hidden"] = True
        return {**look, **self._style(style), **own}

    def _style(self, identity: str) -> Look:
        """How a style looks, with all that it inherits."""
        if identity not in self._known:
            look: Look = _named(identity)
            for style in reversed(self._line(identity)):
                look = {**look, **self._own.get(style, {})}
            self._known[identity] = look
        return self._known[identity]

    def _line(self, identity: str) -> list[str]:
        line: list[str] = []
        while identity and identity not in line:
            line.append(identity)
            identity = self._bases.get(identity, "")
        return line


def form_look(form: Any) -> Look:
    """How what stands in a form field or a building block is shown."""
    properties = form.find(qn("w:sdtPr"))
    if properties is None:
        return {}
    gallery = properties.find(f"{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    look: Look = {}
    if _is_on(properties.find(qn("w:showingPlcHdr"))):
        look["placeholder"] = True
    if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
        look["contents"] = True
    return look


def _characters(element: Any) -> str:
    if element.tag in _TEXT:
        return element.text or ""
    if element.tag == _SYMBOL:
        return symbol(element.get(qn("w:char")) or "", element.get(qn("w:font")) or "")
    if element.tag == _WORD_ART:
        return element.get("string") or ""
    return _CHARACTERS.get(element.tag, "")


def _is_white_on_white(run: Any) -> bool:
    """White words that stand on no other colour: those of tables and boxes may."""
    properties = run.find(qn("w:rPr"))
    if properties is None or _value(properties, "w:color").upper() != _WHITE:
        return False
    paragraph = next(run.iterancestors(qn("w:p")), None)
    shaded = [properties] if paragraph is None else [properties, paragraph.find(qn("w:pPr"))]
    is_coloured = any(
        part is not None and part.find(qn(tag)) is not None
        for part in shaded
        for tag in ("w:shd", "w:highlight")
    )
    inside = {ancestor.tag for ancestor in run.iterancestors()}
    return not is_coloured and inside.isdisjoint({qn("w:tc"), BOX})


def _is_contents_line(paragraph: Any) -> bool:
    """A link to a heading and the number of its page."""
    codes = "".join(code.text or "" for code in paragraph.iter(qn("w:instrText")))
    return "PAGEREF" in codes and _CONTENTS_TARGET in codes


def _named(name: str) -> Look:
    """What the name of a style says."""
    look: Look = {}
    if _CONTENTS_STYLE.fullmatch(name):
        look["contents"] = True
    if _PLACEHOLDER_STYLE.fullmatch(name):
        look["placeholder"] = True
    return look


def _look(element: Any) -> Look:
    """What the properties of a run or a style say outright."""
    properties = element.find(qn("w:rPr"))
    if properties is None:
        return {}
    look: Look = {}
    for name, tags in (("hidden", ("w:vanish",)), ("struck", ("w:strike", "w:dstrike"))):
        said = [properties.find(qn(tag)) for tag in tags]
        if any(one is not None for one in said):
            look[name] = any(_is_on(one) for one in said)
    if align := _value(properties, "w:vertAlign"):
        look["raised"] = align == "superscript"
    size = _number(properties, "w:sz")
    if size is not None and size <= _INVISIBLE_SIZE:
        look["hidden"] = True
    elif (
        size is not None and size <= _SMALL and (_number(properties, "w:position") or 0) >= _RAISED
    ):
        look["raised"] = True
    return look


def _is_on(element: Any) -> bool:
    return element is not None and (element.get(qn("w:val")) or "1").lower() not in _OFF


def _number(element: Any, tag: str) -> float | None:
    try:
        return float(_value(element, tag))
    except ValueError:
        return None


def _value(element: Any, tag: str) -> str:
    child = None if element is None else element.find(qn(tag))
    return "" if child is None else child.get(qn("w:val")) or ""
