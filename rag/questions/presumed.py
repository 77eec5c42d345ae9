"""Direction that a question takes for granted: "why did GDP shrink?" says that it shrank."""

from __future__ import annotations

from rag.language.direction import direction
from rag.language.rules import Rule, Table
from rag.types.text import Direction

# Only words that say what became of a quantity; to reduce or to raise something is an act, which
# one may ask the reason of before it is done.
PRESUMED = Table(
    "presumed",
    Rule(
        "why it fell",
        "zh",
        r"(?:为什么|为何|为啥|何以|怎么会|原因)[^？?]{0,40}?(?:下降|下滑|下跌|萎缩|负增长|减产|缩水|回落|增长|上升|上涨|攀升)"
        r"|(?:下降|下滑|下跌|萎缩|负增长|减产|缩水|回落|增长|上升|上涨|攀升)[^？?]{0,16}?(?:为什么|为何|原因|怎么回事)",
        "为什么去年出口下降了？",
        "去年出口增长多少？",
        "a why takes for granted what it asks the reason of",
    ),
    Rule(
        "why it fell, in English",
        "en",
        r"(?:why|how come|what (?:caused|explains|explained|led to|is behind|was behind|drove)"
        r"|reasons? (?:for|why))\b[^?]{0,80}?"
        r"\b(?:f[ae]ll(?:en|ing)?|drop(?:ped|ping)?|declin(?:e|ed|ing)|shr[aiu]nk(?:ing)?|contract(?:ed|ing|ion)?|slump(?:ed)?|plung(?:e|ed)"
        r"|r[io]se|rising|gr[eo]w(?:n|th)?|climb(?:ed)?|jump(?:ed)?|surg(?:e|ed))",
        "Why did exports shrink last year?",
        "How much did exports grow?",
        "a why takes for granted what it asks the reason of",
    ),
)


def presumed_direction(question: str) -> Direction | None:
    """The direction that the question takes for granted; None where it takes neither."""
    found = PRESUMED.search(question)
    return direction(found[0]) if found else None
