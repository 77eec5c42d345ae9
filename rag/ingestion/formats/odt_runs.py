"""The characters of an OpenDocument paragraph and how they look: hidden, struck out or raised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rag.ingestion.formats.shown import Styled

# A cell or a row that claims to repeat so often fills a page up with nothing.
_MOST_BLANKS = 100
_SPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def name(prefixed: str) -> str:
    """`text:p` as lxml names it."""
    prefix, _, local = prefixed.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


BOX = name("draw:text-box")
# Comments, deleted text, reading aids, pictures' descriptions, forms.
UNREAD = {
    name("office:annotation"), name("text:tracked-changes"), name("text:ruby-text"),
    name("office:forms"), name("text:sequence-decls"), name("text:variable-decls"),
}  # fmt: skip
_NOTE, _NOTE_BODY = name("text:note"), name("text:note-body")
_BLANKS = {name("text:tab"): "\t", name("text:line-break"): "\n"}
_HIDDEN = {name("text:hidden-text"), name("text:hidden-paragraph")}
_STYLE_NAME = name("text:style-name")

Note = tuple[str, Any]
Look = dict[str, bool]


class Runs:
    """Reads the characters of one document, whose styles it knows. `notes` gathers the notes, each
    with its mark, that stand in what was read."""

    def __init__(self, parts: dict[str, Any]) -> None:
        self.notes: list[Note] = []
        self._own: dict[str, Look] = {}
        self._parents: dict[str, str] = {}
        for part in ("styles.xml", "content.xml"):
            root = parts.get(part)
            for style in () if root is None else root.iter(name("style:style")):
                identity = style.get(name("style:name")) or ""
                self._own[identity] = _look(style)
                self._parents[identity] = style.get(name("style:parent-style-name")) or ""

    def of_paragraph(self, paragraph: Any, *, is_unseen: bool = False) -> Iterator[Styled]:
        """The characters of a paragraph, text boxes apart."""
        return self._under(paragraph, {**self._style(paragraph), "within": is_unseen})

    def _under(self, element: Any, look: Look) -> Iterator[Styled]:
        yield _styled(element.text, look)
        for child in element:
            if child.tag in _BLANKS:
                yield _styled(_BLANKS[child.tag], look)
            elif child.tag == name("text:s"):
                count = child.get(name("text:c")) or "1"
                blanks = " " * min(int(count) if count.isdigit() else 1, _MOST_BLANKS)
                yield _styled(blanks, look)
            elif child.tag == _NOTE:
                citation = "".join(child.find(name("text:note-citation")).itertext())
                self.notes.append((citation, child.find(_NOTE_BODY)))
                yield _styled(f"[{citation}]", {**look, "raised": False})
            elif child.tag not in UNREAD and child.tag != BOX and isinstance(child.tag, str):
                yield from self._under(child, self._of_child(child, look))
            yield _styled(child.tail, look)

    def _of_child(self, child: Any, look: Look) -> Look:
        if child.tag in _HIDDEN and child.get(name("text:is-hidden")) == "true":
            return {**look, "hidden": True}
        return {**look, **self._style(child)}

    def _style(self, element: Any) -> Look:
        """How the style of an element looks, with all that it inherits."""
        identity, line = element.get(_STYLE_NAME) or "", list[str]()
        while identity and identity not in line:
            line.append(identity)
            identity = self._parents.get(identity, "")
        look: Look = {}
        for style in reversed(line):
            look |= self._own.get(style, {})
        return look


def is_hidden_section(element: Any) -> bool:
    """Whether a section of the text is not shown."""
    return bool(element.tag == name("text:section") and element.get(name("text:display")) == "none")


def _styled(text: str | None, look: Look) -> Styled:
    unseen = any(look.get(each) for each in ("hidden", "struck", "within"))
    return Styled(text or "", unseen, look.get("raised", False))


def _look(style: Any) -> Look:
    """What the properties of a style say outright."""
    properties = style.find(name("style:text-properties"))
    if properties is None:
        return {}
    look: Look = {}
    if display := properties.get(name("text:display")):
        look["hidden"] = display == "none"
    lines = [properties.get(name(f"style:text-line-through-{each}")) for each in ("style", "type")]
    if any(lines):
        look["struck"] = all(line != "none" for line in lines)
    if position := properties.get(name("style:text-position")):
        first = position.split()[0]
        look["raised"] = first == "super" or (first[:1].isdigit() and not first.startswith("0"))
    return look
