"""The question about one side of a comparison: the names of the other sides are left out.

Asked "did Henan or Hunan harvest more?", a sentence about Henan alone seems half an answer.
"""

from __future__ import annotations

import re

from rag.language.places import places_in
from rag.types.questions import Filters, Understood

_JOINT = r"(?:,\s*)?(?:\b(?:and|or|versus|vs\.?|with|than|to)\b|[、，,和与或跟同比及]|还是|以及)"
_OWN = re.compile(r"'s?|的")
_NEXT = re.compile(rf"\s*{_JOINT}\s*")
_LAST = re.compile(rf"\s*{_JOINT}\s*$")


def question_about(side: Filters, understood: Understood) -> str:
    """The question as it is read, without the regions of the other sides."""
    asked = understood.asked
    others = {region for other in understood.compared for region in other.regions}
    others -= set(side.regions)
    if not side.regions:
        return asked
    for mention in reversed(places_in(asked)):
        if mention.place.name in others:
            asked = _joined(asked[: mention.span.start], asked[mention.span.end :])
    return asked


def _joined(before: str, after: str) -> str:
    """What stands around a name, without the joint that follows it, or else the one before it."""
    own = _OWN.match(after)
    after = after[own.end() :] if own else after
    joint = _NEXT.match(after)
    if joint:
        return before + after[joint.end() :]
    before = _LAST.sub("", before)
    return f"{before.rstrip()} {after.lstrip()}" if " " in before else before + after
