"""Characters of symbol fonts, which Word keeps as numbers of the font, as Unicode characters."""

from __future__ import annotations

# Symbol fonts have places of their own at F000; those that stand in running text.
_PLACES = {
    "symbol": {
        0x25: "%", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">", 0x6D: "μ", 0xA3: "≤",
        0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
        0xBC: "…", 0xAE: "→",
    },
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
        0xA8: "◻", 0xD8: "➢", 0xE0: "→", 0xFC: "✓", 0xFE: "☑",
    },
}  # fmt: skip
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapf", "dingbats", "marlett", "mt extra")
_PRIVATE = 0xF000


def symbol(number: str, font: str) -> str:
    """The character at a place (hexadecimal) of a font; nothing for a picture that no character
    stands for."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    place = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    name = font.lower().strip()
    if name.startswith(_SYMBOL_FONTS):
        family = next((family for family in _PLACES if name.startswith(family)), "")
        return _PLACES.get(family, {}).get(place, "")
    return chr(place) if 32 <= place < 0x110000 and not 0xD800 <= place < 0xE000 else ""


def bullet(private: str) -> str:
    """The character that a private one stands for, where a file doesn't say of which font it is:
    bullets and arrows as Wingdings has them, signs as Symbol; nothing where neither knows it."""
    place = ord(private) - _PRIVATE
    return _PLACES["wingdings"].get(place) or _PLACES["symbol"].get(place, "")
