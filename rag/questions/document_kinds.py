"""A question and a catalogue in, the documents that "the district", "the speech" or "the State
Council" may mean out.

A reader of one speech does not name it: "what did the district achieve?". Where few documents of
the index speak for a district, or are speeches and not reports, those are likely meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.index.store import Entry

# If more than this share of the index is of a kind, the kind tells nothing apart.
TELLING_SHARE = 0.25
# Who is named is meant, however much of the index is theirs.
NAMED_SHARE = 1.0

# (what a question says, what the region or title of such a document says, their largest share)
_KINDS = (
    (
        re.compile(r"[这该本我全]个?区(?![域块])|区里|区委|区政府|区领导|\bdistrict\b", re.I),
        re.compile(
            r"(?<!自治)(?<!地)[区县]$|(?<!自治)[区县](?:人民)?政府|\b(?:district|county)\b", re.I
        ),
        TELLING_SHARE,
    ),
    (
        re.compile(r"讲话|演讲|\bspeech\b|\bremarks\b|\baddress\b", re.I),
        re.compile(r"讲话|演讲|致辞|\bspeech\b|\bremarks\b|\baddress\b", re.I),
        TELLING_SHARE,
    ),
    (
        re.compile(
            r"国务院(?:的?(?:政府)?工作)?报告|(?:中央|全国)政府工作报告|总理(?:的|作的?)?(?:政府)?(?:工作)?报告"
            r"|\bState Council\b(?:'s)?(?: \d{4})?(?: government)?(?: work)? reports?\b"
            r"|\b(?:central|national) government(?:'s)?(?: \d{4})?(?: work)? reports?\b"
            r"|\bpremier(?:'s)?(?: \d{4})?(?: government)?(?: work)? reports?\b"
            r"|\bnational (?:government )?work reports?\b",
            re.I,
        ),
        re.compile(r"国务院|\bState Council\b", re.I),
        NAMED_SHARE,
    ),
)


def documents_meant(question: str, catalogue: Sequence[Entry]) -> tuple[str, ...]:
    """Ids of the documents of the kind that the question speaks of; none if it speaks of no kind
    or the kind tells too little."""
    meant: set[str] | None = None
    for asked, is_kind, share in _KINDS:
        if not asked.search(question):
            continue
        ids = {
            entry.id
            for entry in catalogue
            if any(text and is_kind.search(text) for text in (entry.region, entry.title))
        }
        if 0 < len(ids) <= share * len(catalogue):
            meant = ids if meant is None or not meant & ids else meant & ids
    return tuple(entry.id for entry in catalogue if meant and entry.id in meant)
