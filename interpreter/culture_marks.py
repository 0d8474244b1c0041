"""How other cultures than en-US write numbers: separators, signs, the currency's place, and dates in figures. Tables and what they do.

A Marks is the name of the culture whose rules make the text first ("en-US" or "invariant"), with the marks that then take
the place of that culture's own. Names of days and months stay English.
"""

import re

BLANK, NARROW = "\xa0", "\u202f"


class Marks(str):
    """Separators and signs of a culture or of a NumberFormatInfo."""

    decimal: str
    group: str
    symbol: str | None
    after: bool | None  # the currency stands behind the number; None = where the base culture has it
    gap: str
    negative: str
    percent: str
    dates: dict[str, str]  # standard date formats -> patterns, of those that hold figures only

    def localize(self, text: str, form: str) -> str:
        """Puts these marks into a number written by the base culture."""
        letter = form[:1].upper() if re.fullmatch(r"[A-Za-z]\d{0,9}", form) else ""
        if letter in ("X", "B"):
            return text
        if letter == "C":
            return self.money(text)
        if letter == "P":
            text = re.sub(r"\s*%", self.percent, text)
        return self.translated(text)

    def translated(self, text: str) -> str:
        return text.translate({ord("."): self.decimal, ord(","): self.group, ord("-"): self.negative})

    def money(self, text: str) -> str:
        found = re.search(r"\d[\d,]*(\.\d+)?", text)
        if found is None:
            return text
        number = self.translated(found[0])
        if self.after is None:
            shown = text.replace(found[0], number).replace("¤" if "¤" in text else "$", self.symbol or "$")
            return shown.replace("-", self.negative)
        below = text.startswith(("-", "("))
        made = f"{number}{self.gap}{self.symbol}" if self.after else f"{self.symbol}{self.gap}{number}"
        return self.negative + made if below else made

    def plain(self, text: str) -> str:
        """Gives a number's text as the base culture writes it, for reading."""
        if self.group in (BLANK, NARROW):
            text = re.sub(f"[{BLANK}{NARROW}]", self.group, text)
        return text.translate({ord(self.group): ",", ord(self.decimal): ".", ord(self.negative): "-"})


def make(base: str, decimal: str, group: str, symbol: str | None = None, after: bool | None = None, gap: str = "",
         negative: str = "-", percent: str = "%") -> Marks:  # fmt: skip
    """Makes the marks of a culture."""
    made = Marks(base)
    made.decimal, made.group, made.symbol, made.after, made.gap = decimal, group, symbol, after, gap
    made.negative, made.percent, made.dates = negative, percent, {}
    return made


def _comma(
    group: str, symbol: str, after: bool = True, gap: str = BLANK, negative: str = "-", percent: str = BLANK + "%"
) -> Marks:
    return make("en-US", ",", group, symbol, after, gap, negative, percent)


MINUS = "\u2212"
# culture -> marks; what is not named here writes numbers as en-US does
CULTURES: dict[str, Marks] = {
    "de-DE": _comma(".", "€"), "de-AT": _comma(BLANK, "€", False), "fr-FR": _comma(NARROW, "€", percent=NARROW + "%"),
    "es-ES": _comma(".", "€"), "it-IT": _comma(".", "€", percent="%"), "nl-NL": _comma(".", "€", False, percent="%"),
    "pt-BR": _comma(".", "R$", False, percent="%"), "pt-PT": _comma(BLANK, "€", percent="%"),
    "sv-SE": _comma(BLANK, "kr", negative=MINUS), "da-DK": _comma(".", "kr."), "fi-FI": _comma(BLANK, "€", negative=MINUS),
    "nb-NO": _comma(BLANK, "kr", negative=MINUS), "pl-PL": _comma(BLANK, "zł", percent="%"), "cs-CZ": _comma(BLANK, "Kč"),
    "ru-RU": _comma(BLANK, "₽"), "hu-HU": _comma(BLANK, "Ft", percent="%"), "tr-TR": _comma(".", "₺", False, "", percent="%"),
    "en-GB": make("en-US", ".", ",", "£", False), "ja-JP": make("en-US", ".", ",", "￥", False),
    "zh-CN": make("en-US", ".", ",", "¥", False), "en-IE": make("en-US", ".", ",", "€", False),
    "de-CH": make("en-US", ".", "’", "CHF", False, BLANK),
}  # fmt: skip
for _short, _full in (("de", "de-DE"), ("fr", "fr-FR"), ("es", "es-ES"), ("it", "it-IT"), ("nl", "nl-NL"), ("sv", "sv-SE"),
                      ("da", "da-DK"), ("fi", "fi-FI"), ("pl", "pl-PL"), ("ru", "ru-RU")):  # fmt: skip
    CULTURES[_short] = CULTURES[_full]


# culture -> short date, short time, long time
_DATES: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(["de-DE", "de", "de-AT", "de-CH", "ru-RU", "ru", "pl-PL", "pl", "nb-NO", "tr-TR"],
                    ("dd.MM.yyyy", "HH:mm", "HH:mm:ss")),
    **dict.fromkeys(["fr-FR", "fr", "pt-BR", "pt-PT", "en-GB", "en-IE"], ("dd/MM/yyyy", "HH:mm", "HH:mm:ss")),
    "es-ES": ("d/M/yyyy", "H:mm", "H:mm:ss"), "es": ("d/M/yyyy", "H:mm", "H:mm:ss"),
    "it-IT": ("dd/MM/yyyy", "HH:mm", "HH:mm:ss"), "it": ("dd/MM/yyyy", "HH:mm", "HH:mm:ss"),
    "nl-NL": ("dd-MM-yyyy", "HH:mm", "HH:mm:ss"), "nl": ("dd-MM-yyyy", "HH:mm", "HH:mm:ss"),
    "sv-SE": ("yyyy-MM-dd", "HH:mm", "HH:mm:ss"), "sv": ("yyyy-MM-dd", "HH:mm", "HH:mm:ss"),
    "da-DK": ("dd.MM.yyyy", "HH.mm", "HH.mm.ss"), "da": ("dd.MM.yyyy", "HH.mm", "HH.mm.ss"),
    "fi-FI": ("d.M.yyyy", "H.mm", "H.mm.ss"), "fi": ("d.M.yyyy", "H.mm", "H.mm.ss"),
    "cs-CZ": ("dd.MM.yyyy", "H:mm", "H:mm:ss"), "hu-HU": ("yyyy. MM. dd.", "H:mm", "H:mm:ss"),
    "ja-JP": ("yyyy/MM/dd", "H:mm", "H:mm:ss"), "zh-CN": ("yyyy/M/d", "HH:mm", "HH:mm:ss"),
}  # fmt: skip
for _name, (_day, _short_time, _long_time) in _DATES.items():
    CULTURES[_name].dates = {
        "d": _day,
        "t": _short_time,
        "T": _long_time,
        "g": f"{_day} {_short_time}",
        "G": f"{_day} {_long_time}",
    }


def date_mark(culture: str, mark: str) -> str:
    """Gives what a culture writes for the `/` and `:` of a pattern: the separators of its own dates and times."""
    form = getattr(culture, "dates", {}).get("d" if mark == "/" else "t", "")
    return next((c for c in form if not c.isalnum()), mark)


def day_first(culture: str) -> bool:
    """Tells whether the culture writes the day before the month in figures."""
    return isinstance(culture, Marks) and culture.dates.get("d", "M").startswith("d")


def marks_of(name: str) -> Marks | None:
    """Gives the marks of a culture by its name; None where it writes as en-US does."""
    return CULTURES.get(name)
