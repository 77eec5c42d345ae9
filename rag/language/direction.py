"""Direction: whether words say that something rose or fell."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.types.text import Direction

FALL = Table(
    "fall",
    Rule(
        "fell",
        "zh",
        r"(?<!不)(?:下降|下滑|下跌|减少|萎缩|收缩|回落|缩减|降低|负增长|减产|走低)|跌(?!宕)",
        "全年出口下降3%。",
        "全年出口增长3%。",
        "something became less",
    ),
    Rule(
        "fell, in English",
        "en",
        r"\b(?:fell|falls?|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|shr[aiu]nk(?:s|ing|en)?"
        r"|contract(?:ed|s|ing|ion)|slump(?:ed|s)?|lower(?:ed)?"
        r"|reduc(?:e|ed|es|ing|tion)|plung(?:e|ed)|went down|cut)\b",
        "Exports fell by 3 percent.",
        "Exports grew by 3 percent.",
        "something became less",
    ),
)
RISE = Table(
    "rise",
    Rule(
        "rose",
        "zh",
        r"(?<!负)增长|上升|提高|增加|上涨|提升|扩大|攀升|增产|(?:再|又|创)[^，。]{0,4}新高|突破",
        "全年出口增长3%。",
        "全年出口下降3%。",
        "something became more",
    ),
    Rule(
        "rose, in English",
        "en",
        r"\b(?:rose|ris(?:e|es|ing|en)|gr[eo]w(?:s|n|ing|th)?|increas(?:e|es|ed|ing)|climb(?:ed|s)?|expand(?:ed|s|ing)?"
        r"|went up|higher|gain(?:ed|s)?|jump(?:ed|s)?|surg(?:e|ed))\b",
        "Exports grew by 3 percent.",
        "Exports fell by 3 percent.",
        "something became more",
    ),
)


def direction(text: str) -> Direction | None:
    """Which of the two `text` says; None where it says neither or both."""
    fell, rose = FALL.search(text) is not None, RISE.search(text) is not None
    if fell == rose:
        return None
    return "fall" if fell else "rise"
