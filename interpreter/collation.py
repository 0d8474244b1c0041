"""The order of strings as a culture has it (ICU's root collation, near enough): what -lt, Sort-Object and -eq go by.

Plain text of ASCII letters and digits is compared at once; everything else by keys of three levels: base characters,
then accents, then case. Knows nothing of values.
"""

from functools import lru_cache


def equal(left: str, right: str, ignore_case: bool) -> bool:
    """Tells whether two strings are the same to the culture."""
    if left == right:
        return True
    if left.isascii() and right.isascii() and left.isprintable() and right.isprintable():
        return ignore_case and len(left) == len(right) and left.lower() == right.lower()
    return _order(left, right, ignore_case) == 0


def compare(left: str, right: str, ignore_case: bool) -> int:
    """Gives -1, 0 or 1."""
    if left == right:
        return 0
    if left.isalnum() and right.isalnum() and left.isascii() and right.isascii():
        a, b = left.lower(), right.lower()
        if a != b:
            return -1 if a < b else 1
        if ignore_case:
            return 0
        return -1 if left.swapcase() < right.swapcase() else 1
    return _order(left, right, ignore_case)


def sort_key(text: str, ignore_case: bool) -> tuple[tuple[int, ...], ...]:
    """Gives a key that orders strings as `compare` does."""
    return _keys(text)[: 2 if ignore_case else 3]


def ascii_key(text: str, ignore_case: bool) -> tuple[str, ...]:
    """Gives the same order as `sort_key` among ASCII texts, as text: they have no accents, so a level less."""
    if not _RANKS:
        _fill_ranks()
    first = text.translate(_RANKS)
    return (first,) if ignore_case else (first, text.translate(_CASES))


_RANKS: dict[int, str | None] = {}
_CASES: dict[int, str | None] = {}


def _fill_ranks() -> None:
    primaries = sorted({_primary(chr(i)) for i in range(128)})
    ranks: dict[int, str | None] = {}
    for i in range(128):
        c, primary = chr(i), _primary(chr(i))
        _CASES[i] = None if primary == 0 else "1" if c.lower() != c else "0"
        ranks[i] = None if primary == 0 else chr(primaries.index(primary))
    _RANKS.update(ranks)  # at once, and last: other threads look at it


def _order(left: str, right: str, ignore_case: bool) -> int:
    if left.isascii() and right.isascii():
        one, other = ascii_key(left, ignore_case), ascii_key(right, ignore_case)
        return 0 if one == other else -1 if one < other else 1
    levels = 2 if ignore_case else 3
    a, b = _keys(left)[:levels], _keys(right)[:levels]
    return 0 if a == b else -1 if a < b else 1


# the root order of what comes before digits: spaces, then punctuation, then symbols, then currency
_BEFORE_DIGITS = (
    "\t\n\v\f\r\x85\u2028\u2029 "
    "_‿⁀⁔﹍﹎﹏-‐‑‒–—―﹘﹣－‾,،;:!¡?¿.…·'‘’‚‛‹›\"“”„‟«»()[]{}⟨⟩§¶@*/\\&#%‰†‡•‣"
    "`´˜^¯¨¸°©®+±÷×<=>|¦~¬−∞≈≠≤≥←↑→↓↔■□▪▫▲△▼▽◆◇○●★☆♀♂♠♣♥♦♪✓✔✗✘"
    "¤¢$£¥€₹"
)
_PRIMARY: dict[str, int] = {c: i + 1 for i, c in enumerate(_BEFORE_DIGITS)}
_SPACES = {"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\u3000": " "}
_OTHER_SYMBOL = 1000
_DIGIT = 10_000
_LETTER = 20_000
_EXPANSIONS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ẞ": "SS", "ﬁ": "fi", "ﬂ": "fl", "ĳ": "ij",
    "Ĳ": "IJ", "…": "...", "™": "TM", "½": "1⁄2", "¼": "1⁄4", "¾": "3⁄4", "№": "No",
}  # fmt: skip
# letters of their own that sort right behind a plain one: (letter, rank behind it)
_BEHIND = {
    "ə": ("e", 1), "ǝ": ("e", 2), "ħ": ("h", 1), "ı": ("i", 1), "ĸ": ("q", 1), "ŋ": ("n", 1), "ŧ": ("t", 1),
    "þ": ("z", 2), "ʒ": ("z", 1),
}  # fmt: skip
_STRUCK = {"ø": "o", "đ": "d", "ł": "l", "ð": "d"}


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    first: list[int] = []
    second: list[int] = []
    third: list[int] = []
    expanded = ""
    if not text.isascii():
        expanded = "".join([_EXPANSIONS[c] for c in text if c in _EXPANSIONS])
        text = _decompose(text)
    for c in text:
        primary = _primary(c)
        if primary == 0:  # ignorable: control and format characters
            continue
        if primary < 0:  # an accent: belongs to the character before
            if second:
                second[-1] = second[-1] * 512 - primary
            else:
                second.append(-primary)
                first.append(0)
                third.append(0)
            continue
        first.append(primary)
        lower = c.lower()
        second.append(1 if lower in _STRUCK else 0)
        third.append(1 if lower != c else 0)
    if expanded:
        third.append(2)  # ß and ss differ as upper and lower case do
    return tuple(first), tuple(second), tuple(third)


def _decompose(text: str) -> str:
    import unicodedata

    if any(c in _EXPANSIONS for c in text):
        text = "".join(_EXPANSIONS.get(c, c) for c in text)
    return unicodedata.normalize("NFKD" if any("\uff00" <= c <= "\uffef" for c in text) else "NFD", text)


_CACHE: dict[str, int] = {}


def _primary(c: str) -> int:
    found = _CACHE.get(c)
    if found is None:
        found = _CACHE[c] = _find_primary(c)
    return found


def _find_primary(c: str) -> int:
    known = _PRIMARY.get(_SPACES.get(c, c))
    if known is not None:
        return known
    lower = c.lower()
    if len(lower) == 1 and "a" <= lower <= "z":
        return _LETTER + (ord(lower) - 96) * 16
    if "0" <= c <= "9":
        return _DIGIT + ord(c)
    if c < " " or c == "\x7f" or "\x80" <= c < "\xa0" or c == "\xad":
        return 0
    import unicodedata

    struck = _STRUCK.get(lower)
    if struck is not None:
        return _LETTER + (ord(struck) - 96) * 16
    behind = _BEHIND.get(lower)
    if behind is not None:
        return _LETTER + (ord(behind[0]) - 96) * 16 + behind[1]
    category = unicodedata.category(c)
    if category in ("Mn", "Me"):
        return -(ord(c) - 0x2FF if 0x300 <= ord(c) < 0x4FF else 511)
    if category in ("Cc", "Cf", "Cn", "Co"):
        return 0 if category != "Co" else _LETTER + 0x400000 + ord(c)
    if category == "Nd":
        return _DIGIT + 48 + unicodedata.decimal(c)
    if category[0] in "PSZ":
        return _OTHER_SYMBOL + ord(c) % 8000
    return _LETTER + 1000 + ord(lower[0])
