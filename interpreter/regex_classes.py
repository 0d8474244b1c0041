"""Unicode categories and named blocks for `\\p{...}`, as ranges inside a character class of Python's engine."""

from functools import lru_cache

_BLOCKS = {
    "isbasiclatin": (0x0, 0x7F), "islatin-1supplement": (0x80, 0xFF), "islatinextended-a": (0x100, 0x17F),
    "islatinextended-b": (0x180, 0x24F), "isgreek": (0x370, 0x3FF), "isgreekandcoptic": (0x370, 0x3FF),
    "iscyrillic": (0x400, 0x4FF), "isarmenian": (0x530, 0x58F), "ishebrew": (0x590, 0x5FF),
    "isarabic": (0x600, 0x6FF), "isthai": (0xE00, 0xE7F), "isgeneralpunctuation": (0x2000, 0x206F),
    "iscurrencysymbols": (0x20A0, 0x20CF), "isarrows": (0x2190, 0x21FF), "isboxdrawing": (0x2500, 0x257F),
    "ishiragana": (0x3040, 0x309F), "iskatakana": (0x30A0, 0x30FF), "iscjkunifiedideographs": (0x4E00, 0x9FFF),
    "ishangulsyllables": (0xAC00, 0xD7AF),
}  # fmt: skip
_CATEGORIES = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "C",
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    ]
)


@lru_cache(maxsize=64)
def category(name: str, negated: bool = False) -> str | None:
    """Gives the inside of a class for a category (`Lu`, `P`) or block (`IsGreek`), None for an unknown name."""
    block = _BLOCKS.get(name.lower())
    if block is not None:
        low, high = block
        if not negated:
            return f"\\u{low:04x}-\\u{high:04x}"
        return (f"\\u0000-\\u{low - 1:04x}" if low else "") + f"\\u{high + 1:04x}-\\U0010ffff"
    if name not in _CATEGORIES:
        return None
    import unicodedata

    kind = unicodedata.category
    parts: list[str] = []
    start = -1
    for code in range(0x10000):
        inside = kind(chr(code)).startswith(name) is not negated
        if inside and start < 0:
            start = code
        elif not inside and start >= 0:
            parts.append(_span(start, code - 1))
            start = -1
    if start >= 0:
        parts.append(_span(start, 0xFFFF))
    return "".join(parts)


def _span(low: int, high: int) -> str:
    return f"\\u{low:04x}" if low == high else f"\\u{low:04x}-\\u{high:04x}"
