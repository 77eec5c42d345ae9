"""Writes PDF files object by object, with fonts that say what a test wants them to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Place = tuple[float, float, str]  # from the left, from the bottom, words


def raw_pdf(contents: Sequence[str], *fonts: str, extra: Sequence[str] = ()) -> bytes:
    """A PDF with a page for each content stream; `fonts` are the dictionaries of /F1, /F2 and so
    on; `extra` are objects that they refer to as `{0} 0 R`, `{1} 0 R` and so on."""
    first = 3 + 2 * len(contents)
    numbers = range(first + len(fonts), first + len(fonts) + len(extra))
    named = " ".join(f"/F{at + 1} {first + at} 0 R" for at in range(len(fonts)))
    pages = " ".join(f"{3 + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{pages}]/Count {len(contents)}>>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + 2 * at} 0 R"
            f"/Resources<</Font<<{named}>>>>>>"
        )
        objects.append(stream(content))
    refer = dict(enumerate(numbers))
    objects += [_filled(text, refer) for text in (*fonts, *extra)]
    return _file(objects)


def stream(content: str) -> str:
    return f"<</Length {len(content.encode('latin-1'))}>>stream\n{content}\nendstream"


def drawn(places: Sequence[Place], *, size: float = 12, font: str = "F1") -> str:
    """Content that sets words of a two-byte font at their places."""
    shown = (f"1 0 0 1 {x} {y} Tm <{codes(words)}> Tj" for x, y, words in places)
    return f"BT /{font} {size} Tf " + " ".join(shown) + " ET"


def codes(words: str) -> str:
    return words.encode("utf-16-be").hex()


def cid_font(encoding: str, *, map: int | None = None) -> str:
    """A font of Chinese characters, which descends from extra 0 (`CHINESE`); its map to Unicode, if
    it has one, is the extra of number `map`."""
    mapped = "" if map is None else f"/ToUnicode {{{map}}} 0 R"
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/{encoding}"
        f"/DescendantFonts[{{0}} 0 R]{mapped}>>"
    )


# A Chinese font and its description, which are not in the file.
CHINESE = (
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong/DW 1000/FontDescriptor {1} 0 R"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    "<</Type/FontDescriptor/FontName/FangSong/Flags 4/ItalicAngle 0/Ascent 800/Descent -200"
    "/CapHeight 700/StemV 80/FontBBox[0 -200 1000 900]>>",
)


def unicode_map(shown: Mapping[str, str]) -> str:
    """A map that says for each character, coded as itself, which one it shows."""
    lines = "\n".join(f"<{codes(code)}> <{codes(shows)}>" for code, shows in shown.items())
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(shown)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    )


def _filled(text: str, numbers: Mapping[int, int]) -> str:
    for at, number in numbers.items():
        text = text.replace(f"{{{at}}} 0 R", f"{number} 0 R")
    return text


def _file(objects: Sequence[str]) -> bytes:
    data = b"%PDF-1.7\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(data)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    return data + f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
