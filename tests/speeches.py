"""Small invented speeches for tests, as Documents and Hits."""

from __future__ import annotations

from rag.types.documents import Document, Passage
from rag.types.questions import Hit
from rag.types.text import Alignment, Span

RESULTS = "我们完成了拆除违法建设120万平方米。全区PM2.5年均浓度下降21.8%。"
PLANS = "2026年，我们将拆除违法建设80万平方米。"


def document(text: str = RESULTS, **fields: object) -> Document:
    """A document whose text is as it was published."""
    defaults: dict[str, object] = {
        "id": "d1",
        "title": "2025年明湖区政府工作报告（示例）",
        "file": "speech.txt",
        "language": "zh",
        "alignment": Alignment.identity(len(text)),
    }
    return Document(text=text, **{**defaults, **fields})  # type: ignore[arg-type]


def hit(text: str = RESULTS, heading: tuple[str, ...] = (), **fields: object) -> Hit:
    """The whole of a document as one hit."""
    speech = document(text, **fields)
    return Hit(Passage(speech, Span(0, len(text)), heading), 0.9)
