"""The places that an answer of ours gives to a question which asked for a place.

Only the line that says what follows from the table of figures is read, or the first row of the
table: quotations name other places.
"""

from __future__ import annotations

import re

from rag.questions.conversation.said import Reading, Where

_FINDING = re.compile(r"^(?:最高|最低|Highest|Lowest)[：:] ?(?P<first>[^（(。\n]+)", re.MULTILINE)
_FIRST_ROW = re.compile(r"^\|[ :-]*---[^\n]*\n\| *(?P<region>[^|\n]+?) *\|", re.MULTILINE)


def places_answered(answer: str, reading: Reading) -> tuple[Where, ...]:
    """The place that comes first in the finding or the table of `answer`; none where it has
    neither."""
    match = _FINDING.search(answer) or _FIRST_ROW.search(answer)
    if match is None:
        return ()
    return reading.said(match[1]).main_places[:1]
