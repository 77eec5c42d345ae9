"""Takes the document type that stands inside a web page out of it: declarations are no text, and
the short names that they give to words are replaced by the words."""

from __future__ import annotations

import re

_BEGINNING = re.compile(r"<!DOCTYPE\b", re.I)
# Matched where the first begins, with possessive repeats: whatever stands in it, it is looked
# through once.
_DTD = re.compile(
    r"<!DOCTYPE\b(?:\"[^\"]*+\"|'[^']*+'|[^\[\"'>])*+\["
    r"((?:\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+)\]\s*+>",
    re.I,
)
# Where a quotation mark stands alone, up to the first bracket that may end it.
_BROKEN_DTD = re.compile(r"<!DOCTYPE\b[^\[>]*+\[([^\]]*+)\]\s*+>", re.I)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]{1,40})\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_REFERENCE = re.compile(r"&([\w.-]{1,40});")
# Names stand for a word or two; longer ones, and those that name others, are left as they stand.
_LONGEST_VALUE = 40
_PLAIN_VALUE = re.compile(r"[^<&]*|&#(?:\d{1,7}|x[0-9a-fA-F]{1,6});")
# What these stand for is known, and is written in a roundabout way where it is declared.
_KNOWN = ("amp", "lt", "gt", "quot", "apos")
_PROLOGUE = 64 * 1024


def without_dtd(source: str) -> str:
    """The page without the declarations in its document type."""
    beginning = _BEGINNING.search(source, 0, _PROLOGUE)
    start = beginning.start() if beginning else _PROLOGUE
    found = _DTD.match(source, start, _PROLOGUE) or _BROKEN_DTD.match(source, start, _PROLOGUE)
    if found is None:
        return source
    named = {
        match[1]: value
        for match in _ENTITY.finditer(found[1])
        if len(value := match[2] or match[3] or "") <= _LONGEST_VALUE
        and _PLAIN_VALUE.fullmatch(value)
        and match[1] not in _KNOWN
    }
    body = f"{source[: found.start()]}<!DOCTYPE html>{source[found.end() :]}"
    return _REFERENCE.sub(lambda match: named.get(match[1], match.group()), body) if named else body
