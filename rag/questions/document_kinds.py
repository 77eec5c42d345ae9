"""Finds the documents that a question means by "the district", "the speech" or "the State Council".

A reader of one speech does not name it: "what did the district achieve?". Where few documents of
the index speak for a district, or are speeches and not reports, the question likely means those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.index.store import Entry
from rag.language.rules import Rule, Table

# If more than this share of the index is of a kind, the kind does not tell documents apart.
DISCRIMINATIVE_SHARE = 0.25
# Who is named is meant, however much of the index is theirs.
NAMED_SHARE = 1.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of documents: how a question speaks of it, how the region or title of such a document
    shows it, and the largest share of the index that it may be."""

    meant: Table[Rule]
    shown: Table[Rule]
    share: float


MEANS_DISTRICT = Table(
    "means a district",
    Rule(
        "this district",
        "zh",
        r"[这该本我全]个?区(?![域块])|区里|区委|区政府|区领导",
        "这个区修了几条路？",
        "这个区域有多大？",
        "a reader of one speech does not name it",
    ),
    Rule(
        "the district",
        "en",
        r"district",
        "What did the district build?",
        "What did the province build?",
        "a reader of one speech does not name it",
    ),
)
OF_A_DISTRICT = Table(
    "document of a district",
    Rule(
        "region or title of a district",
        "zh",
        r"(?<!自治)(?<!地)[区县]$|(?<!自治)[区县](?:人民)?政府",
        "云溪市明湖区",
        "西藏自治区",
        "autonomous regions and prefectures are no districts",
    ),
    Rule(
        "region or title in English",
        "en",
        r"district|county",
        "Work Report of Minghu District",
        "Work Report of Yunxi Province",
        "the suffix of the region",
    ),
)
MEANS_SPEECH = Table(
    "means a speech",
    Rule(
        "speech",
        "zh",
        r"讲话|演讲",
        "这篇讲话说了什么？",
        "这份报告说了什么？",
        "says that it is no report",
    ),
    Rule(
        "speech, in English",
        "en",
        r"speech|remarks|address",
        "What does the speech promise?",
        "What does the report promise?",
        "says that it is no report",
    ),
)
IS_A_SPEECH = Table(
    "document is a speech",
    Rule(
        "title of a speech",
        "zh",
        r"讲话|演讲|致辞",
        "在区政府全体会议上的讲话",
        "2025年区政府工作报告",
        "how speeches are titled",
    ),
    Rule(
        "English title of a speech",
        "en",
        r"speech|remarks|address",
        "Address to the Nation",
        "Report on the Work of the Government",
        "how speeches are titled",
    ),
)
MEANS_STATE_COUNCIL = Table(
    "means the State Council's report",
    Rule(
        "the national report",
        "zh",
        r"国务院(?:的?(?:政府)?工作)?报告|(?:中央|全国)政府工作报告|总理(?:的|作的?)?(?:政府)?(?:工作)?报告",
        "2025年国务院报告说了什么？",
        "国务院批准了什么？",
        "whose report it is; the office alone may only be mentioned",
    ),
    Rule(
        "the national report, in English",
        "en",
        r"State Council\b(?:'s)?(?: \d{4})?(?: government)?(?: work)? reports?"
        r"|(?:central|national) government(?:'s)?(?: \d{4})?(?: work)? reports?"
        r"|premier(?:'s)?(?: \d{4})?(?: government)?(?: work)? reports?"
        r"|national (?:government )?work reports?",
        "What did the premier's report promise?",
        "What did the premier promise?",
        "whose report it is; the office alone may only be mentioned",
    ),
)
OF_STATE_COUNCIL = Table(
    "document of the State Council",
    Rule(
        "State Council",
        "zh",
        r"国务院",
        "2025年国务院政府工作报告",
        "2025年省政府工作报告",
        "in the titles of national reports",
    ),
    Rule(
        "State Council, in English",
        "en",
        r"State Council",
        "Report of the State Council",
        "Report of the City Council",
        "in the titles of national reports",
    ),
)
_KINDS = (
    Kind(MEANS_DISTRICT, OF_A_DISTRICT, DISCRIMINATIVE_SHARE),
    Kind(MEANS_SPEECH, IS_A_SPEECH, DISCRIMINATIVE_SHARE),
    Kind(MEANS_STATE_COUNCIL, OF_STATE_COUNCIL, NAMED_SHARE),
)


def documents_meant(question: str, catalogue: Sequence[Entry]) -> tuple[str, ...]:
    """Ids of the documents of the kind that the question speaks of; none if it speaks of no kind,
    or if too many documents are of it."""
    meant: set[str] | None = None
    for kind in _KINDS:
        if not kind.meant.search(question):
            continue
        ids = {
            entry.id
            for entry in catalogue
            if any(text and kind.shown.search(text) for text in (entry.region, entry.title))
        }
        if 0 < len(ids) <= kind.share * len(catalogue):
            meant = ids if meant is None or not meant & ids else meant & ids
    return tuple(entry.id for entry in catalogue if meant and entry.id in meant)
