"""Reads pictures of pages, where the extra `ocr` is installed.

rapidocr brings its models along: nothing is fetched. What it reads is marked with a warning, for
it can be wrong.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from rag.ingestion.source_text import SourceText, page_values
from rag.presentation.left_out import unreadable
from rag.types.documents import DocumentWarning
from rag.types.text import Span

MEDIA_TYPE = "image"
# Dots per inch at which printed text is read well and a page stays below 12 MB.
_RESOLUTION = 200
_POINTS_PER_INCH = 72
_LEAST_CONFIDENCE = 0.5
# A picture with fewer characters is a logo, a button or a photograph of a room.
_FEWEST_CHARACTERS = 20
# Boxes whose middles differ by less than this share of their height stand on one line.
_SAME_LINE = 0.6


def available() -> bool:
    """Whether pictures can be read here."""
    return importlib.util.find_spec("rapidocr") is not None


def read(data: bytes, file: str) -> SourceText:
    """The text of a picture of one page. Raises UnreadableFile if there is none on it."""
    if not available():
        raise unreadable(file, "picture-unread", advice="install-ocr")
    text = _lines(_opened(data, file))
    if len("".join(text.split())) < _FEWEST_CHARACTERS:
        raise unreadable(file, "picture-empty")
    return SourceText(
        file=file,
        media_type=MEDIA_TYPE,
        text=text + "\n",
        decoding="recognised by rapidocr",
        pages=(Span(0, len(text)),),
        warnings=(DocumentWarning("ocr", page_values([1], 1)),),
    )


def read_pages(data: bytes, numbers: Sequence[int]) -> dict[int, str]:
    """The text of some pages, counted from 1, of a PDF whose pages are pictures."""
    pdfium: Any = importlib.import_module("pypdfium2")
    scale = _RESOLUTION / _POINTS_PER_INCH
    with pdfium.PdfDocument(data) as document:
        return {
            number: _lines(document[number - 1].render(scale=scale).to_numpy())
            for number in numbers
        }


def _opened(data: bytes, file: str) -> Any:
    image: Any = importlib.import_module("PIL.Image")
    numpy: Any = importlib.import_module("numpy")
    try:
        return numpy.asarray(image.open(io.BytesIO(data)).convert("RGB"))
    except Exception:  # Pillow meets damage with whatever comes first
        raise unreadable(file, "picture-broken") from None


@cache
def _engine() -> Any:
    return importlib.import_module("rapidocr").RapidOCR()


def _lines(picture: Any) -> str:
    """What is on the picture, in reading order, a line each."""
    result = _engine()(picture)
    if result.txts is None:
        return ""
    found = [
        (_box(corners), words)
        for corners, words, sure in zip(result.boxes, result.txts, result.scores, strict=True)
        if sure >= _LEAST_CONFIDENCE
    ]
    return "\n".join(in_reading_order(found))


def _box(corners: Any) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(across), min(down), max(across), max(down)


def in_reading_order(found: list[tuple[tuple[float, float, float, float], str]]) -> list[str]:
    """Boxes of one height are one line, left to right; Chinese joins without a blank."""
    rows: list[list[tuple[tuple[float, float, float, float], str]]] = []
    for box, words in sorted(found, key=lambda piece: (piece[0][1] + piece[0][3]) / 2):
        middle = (box[1] + box[3]) / 2
        if rows:
            above = rows[-1][0][0]
            distance = middle - (above[1] + above[3]) / 2
            if distance < _SAME_LINE * (above[3] - above[1]):
                rows[-1].append((box, words))
                continue
        rows.append([(box, words)])
    return [_joined([words for _, words in sorted(row)]) for row in rows]


def _joined(pieces: list[str]) -> str:
    line = pieces[0]
    for piece in pieces[1:]:
        latin = line[-1:].isascii() and piece[:1].isascii()
        line += (" " if latin else "") + piece
    return line
