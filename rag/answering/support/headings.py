"""Whether a quotation is a heading, a title, a greeting or a name: it says what is spoken of, and
proves nothing of it."""

from __future__ import annotations

import re

from rag.language.figures import figures
from rag.language.lists import marker
from rag.types.answers import Quote

_END = re.compile(r"[。！？；!?;.…”’」』)）:：]\s*$")
# A line without the mark of an end is a heading unless it is as long as a sentence.
_LONGEST_LINE = 40
_LEADS_IN = re.compile(r"[:：]\s*$")
_LONGEST_LEAD = 60


def is_heading(quote: Quote) -> bool:
    """Whether the quotation is a line that heads others, or stands by itself without an end."""
    words = _plain(quote.text)
    if words in {_plain(line) for line in quote.passage.heading}:
        return True
    if words == _plain(quote.passage.document.title):
        return True
    if _LEADS_IN.search(quote.text):
        return len(quote.text) < _LONGEST_LEAD and not figures(quote.text[marker(quote.text) :])
    return _stands_alone(quote) and len(quote.text) < _LONGEST_LINE and not _END.search(quote.text)


def _stands_alone(quote: Quote) -> bool:
    """Whether the words fill their lines."""
    text, span = quote.passage.document.text, quote.span
    before, after = text[: span.start].rstrip(" \t　"), text[span.end :].lstrip(" \t　")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
