"""Makes foreign text harmless before a model or a reader sees it.

A source cannot pass for a sentence id, a delimiter, a role or the frame of an instruction. A
model's words cannot pass for a citation, a link, an image or a tag. Quotations come from neither:
they are slices of the speech.
"""

from __future__ import annotations

import re
import unicodedata

# Hidden or without meaning of their own: controls, formats (zero-width, bidi, tags), surrogates,
# private use, unassigned.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_VARIATION_SELECTOR = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WHITE = re.compile(r"\s+")
# Every bracket that a model may read as one of ours, and the parenthesis that stands in for it.
_ROUNDED = str.maketrans(dict.fromkeys("[［【〔〚⟦", "(") | dict.fromkeys("]］】〕〛⟧", ")"))
_ANGLES = str.maketrans({"<": "‹", "＜": "‹", ">": "›", "＞": "›", "|": "¦", "｜": "¦"})
_FENCE = re.compile(r"[`#=~_*-]{3,}")

_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\s?\([^()\s]*(?:\s[^()]*)?\)")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>?")
_ADDRESS = re.compile(
    r"(?:\b[A-Za-z][A-Za-z0-9+.-]{1,20}:)?//[^\s（）()，。；、“”\"'<>]*"
    r"|\b(?:data|javascript|vbscript|mailto|file|tel):[^\s（）()，。；、“”\"'<>]+"
    r"|\bwww\.[^\s（）()，。；、“”\"'<>]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
    r"|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?::\d+)?/[^\s（）()，。；、“”\"'<>]*",
    re.IGNORECASE,
)
# A dot between letters makes a name that some clients turn into a link.
_DOTTED = re.compile(r"(?<=[A-Za-z0-9-])\.(?=[a-z]{2,24}(?![A-Za-z0-9]))")
_MARKUP = str.maketrans(dict.fromkeys("\\`*", None))


def visible(text: str) -> str:
    """`text` on one line, without characters that cannot be seen."""
    spaced = _WHITE.sub(" ", text)
    seen = "".join(c for c in spaced if unicodedata.category(c) not in _HIDDEN)
    return _VARIATION_SELECTOR.sub("", seen).strip()


def as_data(text: str) -> str:
    """A source's words for a model: one line, no square or angle brackets, no bars, no fences."""
    return _FENCE.sub("-", visible(text).translate(_ROUNDED).translate(_ANGLES))


def as_prose(text: str) -> str:
    """A model's words for a reader: no link, image, address, tag, marker or Markdown."""
    plain = visible(text).translate(_MARKUP)
    before = None
    while plain != before:  # two halves of a tag may meet when the text between them goes
        before = plain
        plain = _ADDRESS.sub("", _TAG.sub("", _LINK.sub(r"\g<words>", plain)))
    plain = plain.translate(_ROUNDED).translate(_ANGLES)
    plain = _DOTTED.sub(". ", plain)
    return _WHITE.sub(" ", plain).strip()
