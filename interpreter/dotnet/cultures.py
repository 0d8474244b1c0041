"""CultureInfo, NumberFormatInfo, DateTimeFormatInfo, TextInfo, StringComparer and other comparers.

Two cultures are told apart in formatting, the invariant one and en-US; other names are kept but format as en-US.
"""

from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.culture_en import DAYS, EN_US, INVARIANT, MONTHS
from perdure.interpreter.culture_marks import marks_of
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._string_methods import lower, upper
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.datetime import DateTime, days_before, days_in_month
from perdure.interpreter.values.enums import enum_value

_G = "System.Globalization."
NAMES: dict[str, tuple[int, str]] = {
    "": (127, "Invariant Language (Invariant Country)"), "en-US": (1033, "English (United States)"),
    "en": (9, "English"), "en-GB": (2057, "English (United Kingdom)"), "de-DE": (1031, "German (Germany)"),
    "de": (7, "German"), "fr-FR": (1036, "French (France)"), "fr": (12, "French"), "es-ES": (3082, "Spanish (Spain)"),
    "it-IT": (1040, "Italian (Italy)"), "ja-JP": (1041, "Japanese (Japan)"), "nl-NL": (1043, "Dutch (Netherlands)"),
    "pt-BR": (1046, "Portuguese (Brazil)"), "sv-SE": (1053, "Swedish (Sweden)"), "pl-PL": (1045, "Polish (Poland)"),
    "ru-RU": (1049, "Russian (Russia)"), "zh-CN": (2052, "Chinese (China)"), "en-CA": (4105, "English (Canada)"),
    "en-AU": (3081, "English (Australia)"), "da-DK": (1030, "Danish (Denmark)"), "fi-FI": (1035, "Finnish (Finland)"),
    "nb-NO": (1044, "Norwegian Bokmål (Norway)"), "tr-TR": (1055, "Turkish (Türkiye)"), "ko-KR": (1042, "Korean (Korea)"),
    "cs-CZ": (1029, "Czech (Czechia)"), "hu-HU": (1038, "Hungarian (Hungary)"),
}  # fmt: skip
_BY_LCID = {number: name for name, (number, _) in NAMES.items()}


class CultureInfo(NetObject):
    """System.Globalization.CultureInfo: `name` as .NET writes it, "" for the invariant one."""

    __slots__ = ("name", "numbers")
    net = "System.Globalization.CultureInfo"

    def __init__(self, name: str) -> None:
        self.name = name
        self.numbers: Any = None  # its NumberFormatInfo, once somebody has asked for it

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return type(other) is CultureInfo and other.name == self.name

    def __hash__(self) -> int:
        return hash(("CultureInfo", self.name))


class FormatPart(NetObject):
    """NumberFormatInfo, DateTimeFormatInfo, TextInfo ... of a culture: `name` the culture's; `held` what scripts set."""

    __slots__ = ("kind", "name", "held")
    net = "System.Globalization.NumberFormatInfo"

    def __init__(self, kind: str, name: str) -> None:
        self.kind, self.name = kind, name
        self.held: dict[str, Any] = {}

    @property
    def net_type(self) -> Any:
        return find_type(self.kind)


INVARIANT_CULTURE = CultureInfo("")
US = CultureInfo("en-US")


def get_culture(which: Any) -> CultureInfo:
    """Gives the culture of a name or number; CultureNotFoundException for a name that can't be one."""
    if isinstance(which, int):
        if which not in _BY_LCID:
            raise throw_dotnet(
                _G + "CultureNotFoundException",
                f"Culture is not supported. (Parameter 'culture')\n{which} (0x{which:04x}) is an invalid culture identifier.",
            )
        return CultureInfo(_BY_LCID[which])
    if which is None:
        raise null("name")
    for name in NAMES:
        if name.lower() == which.lower():
            return CultureInfo(name)
    parts = which.split("-")
    if not all(p.isalnum() and len(p) <= 8 for p in parts) or not 2 <= len(parts[0]) <= 8:
        raise throw_dotnet(
            _G + "CultureNotFoundException",
            f"Culture is not supported. (Parameter 'name')\n{which} is an invalid culture identifier.",
        )
    return CultureInfo("-".join([parts[0].lower(), *[p.upper() if len(p) == 2 else p for p in parts[1:]]]))


def _display(c: CultureInfo) -> str:
    return NAMES.get(c.name, (4096, c.name))[1]


def parent(c: CultureInfo) -> CultureInfo:
    return CultureInfo(c.name.rpartition("-")[0])


def part(kind: str) -> Any:
    return lambda c: FormatPart(_G + kind, c.name)


define(
    "System.Globalization.CultureInfo",
    interfaces=["System.IFormatProvider", "System.ICloneable"],
    members={
        "new(string name)": get_culture,
        "new(string name, bool useUserOverride)": lambda n, _: get_culture(n),
        "new(int culture)": get_culture,
        "LCID -> int": lambda c: NAMES.get(c.name, (4096, ""))[0],
        "Name -> string": lambda c: c.name,
        "DisplayName -> string": _display,
        "EnglishName -> string": _display,
        "NativeName -> string": _display,
        "IetfLanguageTag -> string": lambda c: c.name,
        "TwoLetterISOLanguageName -> string": lambda c: c.name[:2] or "iv",
        "ThreeLetterISOLanguageName -> string": lambda c: {"en": "eng", "de": "deu", "fr": "fra"}.get(c.name[:2], "ivl"),
        "IsNeutralCulture -> bool": lambda c: bool(c.name) and "-" not in c.name,
        "IsReadOnly -> bool": lambda c: True,
        "Parent -> cultureinfo": parent,
        "NumberFormat -> System.Globalization.NumberFormatInfo": Prop(
            lambda c: numbers_of(c), lambda c, v: setattr(c, "numbers", v), _G + "NumberFormatInfo"
        ),
        "DateTimeFormat -> object": part("DateTimeFormatInfo"),
        "TextInfo -> object": part("TextInfo"),
        "CompareInfo -> object": part("CompareInfo"),
        "Calendar -> object": part("GregorianCalendar"),
        "Clone() -> object": lambda c: own_copy(c),
        "Equals(object value) -> bool": equal,
        "GetFormat(type formatType) -> object": lambda c, t: FormatPart(t.name, c.name),
        "ToString() -> string": str,
        "static InvariantCulture -> cultureinfo": INVARIANT_CULTURE,
        "static CurrentCulture -> cultureinfo": Prop(lambda: US, lambda c: None),
        "static CurrentUICulture -> cultureinfo": Prop(lambda: US, lambda c: None),
        "static InstalledUICulture -> cultureinfo": US,
        "static DefaultThreadCurrentCulture -> cultureinfo": Prop(lambda: None, lambda c: None),
        "static DefaultThreadCurrentUICulture -> cultureinfo": Prop(lambda: None, lambda c: None),
        "static GetCultureInfo(string name) -> cultureinfo": get_culture,
        "static GetCultureInfo(int culture) -> cultureinfo": get_culture,
        "static GetCultures(System.Globalization.CultureTypes types) -> System.Globalization.CultureInfo[]": lambda t: (
            TypedArray(_G + "CultureInfo", [CultureInfo(n) for n in sorted(NAMES)])
        ),
        "static CreateSpecificCulture(string name) -> cultureinfo": get_culture,
        "static ReadOnly(cultureinfo ci) -> cultureinfo": lambda c: c,
    },
    py=CultureInfo,
)  # fmt: skip


# ---- parts of a culture ------------------------------------------------------------------------------------------------


def held(name: str, otherwise: Any) -> Prop:
    """Makes a property that scripts may set."""

    def get(p: FormatPart) -> Any:
        found = p.held.get(name)
        return (otherwise(p) if callable(otherwise) else otherwise) if found is None else found

    def put(p: FormatPart, value: Any) -> None:
        p.held[name] = value

    return Prop(get, put)


def mark(attribute: str, usual: str) -> Any:
    """Makes the reader of a culture's separator or sign."""
    return lambda p: getattr(marks_of(p.name), attribute, usual)


def copied(p: FormatPart) -> FormatPart:
    made = FormatPart(p.kind, p.name)
    made.held = dict(p.held)
    return made


def own_copy(c: CultureInfo) -> CultureInfo:
    made = CultureInfo(c.name)
    made.numbers = None if c.numbers is None else copied(c.numbers)
    return made


def numbers_of(c: CultureInfo) -> FormatPart:
    if c is INVARIANT_CULTURE or c is US:
        return FormatPart(_G + "NumberFormatInfo", c.name)  # shared by all: nothing that is set on it stays
    if c.numbers is None:
        c.numbers = FormatPart(_G + "NumberFormatInfo", c.name)
    return c.numbers  # type: ignore[no-any-return]


def _strings(items: Any) -> TypedArray:
    return TypedArray("System.String", list(items))


define(
    _G + "NumberFormatInfo",
    interfaces=["System.IFormatProvider", "System.ICloneable"],
    members={
        "new()": lambda: FormatPart(_G + "NumberFormatInfo", ""),
        "CurrencyDecimalDigits -> int": held("CurrencyDecimalDigits", 2),
        "CurrencyDecimalSeparator -> string": held("CurrencyDecimalSeparator", mark("decimal", ".")),
        "CurrencyGroupSeparator -> string": held("CurrencyGroupSeparator", mark("group", ",")),
        "CurrencySymbol -> string": held(
            "CurrencySymbol", lambda p: getattr(marks_of(p.name), "symbol", None) or ("$" if p.name else "¤")
        ),
        "NaNSymbol -> string": held("NaNSymbol", "NaN"),
        "NegativeSign -> string": held("NegativeSign", mark("negative", "-")),
        "PositiveSign -> string": held("PositiveSign", "+"),
        "NegativeInfinitySymbol -> string": held("NegativeInfinitySymbol", lambda p: "-∞" if p.name else "-Infinity"),
        "PositiveInfinitySymbol -> string": held("PositiveInfinitySymbol", lambda p: "∞" if p.name else "Infinity"),
        "NumberDecimalDigits -> int": held("NumberDecimalDigits", lambda p: 3 if p.name else 2),
        "NumberDecimalSeparator -> string": held("NumberDecimalSeparator", mark("decimal", ".")),
        "NumberGroupSeparator -> string": held("NumberGroupSeparator", mark("group", ",")),
        "PercentDecimalDigits -> int": held("PercentDecimalDigits", lambda p: 3 if p.name else 2),
        "PercentDecimalSeparator -> string": held("PercentDecimalSeparator", mark("decimal", ".")),
        "PercentGroupSeparator -> string": held("PercentGroupSeparator", mark("group", ",")),
        "PercentSymbol -> string": held("PercentSymbol", "%"),
        "Clone() -> object": copied,
        "static InvariantInfo -> object": lambda: FormatPart(_G + "NumberFormatInfo", ""),
        "static CurrentInfo -> object": lambda: FormatPart(_G + "NumberFormatInfo", "en-US"),
    },
)


_SUNDAY_FIRST = ("", "en-US", "en-CA", "pt-BR", "ja-JP", "zh-CN", "ko-KR", "en-AU")


def first_day(p: FormatPart) -> Any:
    days = find_type("System.DayOfWeek")
    return enum_value(days, 0 if p.name in _SUNDAY_FIRST or p.name == "en" else 1)


def pattern(letter: str) -> Any:
    return lambda p: getattr(marks_of(p.name), "dates", {}).get(letter) or (EN_US if p.name else INVARIANT)[letter]


define(
    _G + "DateTimeFormatInfo",
    interfaces=["System.IFormatProvider", "System.ICloneable"],
    members={
        "new()": lambda: FormatPart(_G + "DateTimeFormatInfo", ""),
        "AMDesignator -> string": held("AMDesignator", "AM"),
        "PMDesignator -> string": held("PMDesignator", "PM"),
        "DateSeparator -> string": held("DateSeparator", "/"),
        "TimeSeparator -> string": held("TimeSeparator", ":"),
        "DayNames -> string[]": lambda p: _strings(DAYS),
        "AbbreviatedDayNames -> string[]": lambda p: _strings([d[:3] for d in DAYS]),
        "ShortestDayNames -> string[]": lambda p: _strings([d[0] if p.name else d[:2] for d in DAYS]),
        "MonthNames -> string[]": lambda p: _strings([*MONTHS, ""]),
        "AbbreviatedMonthNames -> string[]": lambda p: _strings([*[m[:3] for m in MONTHS], ""]),
        "FirstDayOfWeek -> System.DayOfWeek": held("FirstDayOfWeek", first_day),
        "ShortDatePattern -> string": held("ShortDatePattern", pattern("d")),
        "LongDatePattern -> string": held("LongDatePattern", pattern("D")),
        "ShortTimePattern -> string": held("ShortTimePattern", pattern("t")),
        "LongTimePattern -> string": held("LongTimePattern", pattern("T")),
        "FullDateTimePattern -> string": held("FullDateTimePattern", pattern("F")),
        "MonthDayPattern -> string": held("MonthDayPattern", pattern("M")),
        "YearMonthPattern -> string": held("YearMonthPattern", pattern("Y")),
        "SortableDateTimePattern -> string": lambda p: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        "UniversalSortableDateTimePattern -> string": lambda p: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        "RFC1123Pattern -> string": lambda p: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        "GetDayName(System.DayOfWeek dayofweek) -> string": lambda p, d: DAYS[d.value],
        "GetAbbreviatedDayName(System.DayOfWeek dayofweek) -> string": lambda p, d: DAYS[d.value][:3],
        "GetMonthName(int month) -> string": lambda p, n: [*MONTHS, ""][n - 1],
        "GetAbbreviatedMonthName(int month) -> string": lambda p, n: [*MONTHS, ""][n - 1][:3],
        "Clone() -> object": copied,
        "static InvariantInfo -> object": lambda: FormatPart(_G + "DateTimeFormatInfo", ""),
        "static CurrentInfo -> object": lambda: FormatPart(_G + "DateTimeFormatInfo", "en-US"),
    },
)


def title_case(_p: FormatPart, text: str) -> str:
    """Gives TextInfo.ToTitleCase: each word's first letter upper, words all in capitals stay."""
    out: list[str] = []
    i = 0
    while i < len(text):
        if not text[i].isalpha():
            out.append(text[i])
            i += 1
            continue
        j = i + 1
        while j < len(text) and (
            text[j].isalpha() or text[j].isdigit() or (text[j] == "'" and text[j + 1 : j + 2].isalpha())
        ):
            j += 1
        word = text[i:j]
        letters = [c for c in word if c.isalpha()]
        out.append(word if len(letters) > 1 and word.isupper() else word[0].upper() + word[1:].lower())
        i = j
    return "".join(out)


define(
    _G + "TextInfo",
    members={
        "CultureName -> string": lambda p: p.name,
        "ListSeparator -> string": lambda p: ",",
        "IsRightToLeft -> bool": lambda p: False,
        "ToLower(string str) -> string": lambda p, s: lower(s),
        "ToUpper(string str) -> string": lambda p, s: upper(s),
        "ToTitleCase(string str) -> string": title_case,
    },
)


def _ignores(options: Any) -> bool:
    return options is not None and bool(options.value & 1 or options.value == 0x10000000)


_OPT = "System.Globalization.CompareOptions options"
define(
    _G + "CompareInfo",
    members={
        "Name -> string": lambda p: p.name,
        "Compare(string string1, string string2) -> int": lambda p, a, b: collation.compare(a, b, False),
        f"Compare(string string1, string string2, {_OPT}) -> int": lambda p, a, b, o: collation.compare(
            a, b, _ignores(o)
        ),
        "IndexOf(string source, string value) -> int": lambda p, a, b: a.find(b),
        f"IndexOf(string source, string value, {_OPT}) -> int": lambda p, a, b, o: (
            a.lower().find(b.lower()) if _ignores(o) else a.find(b)
        ),
        "IsPrefix(string source, string prefix) -> bool": lambda p, a, b: a.startswith(b),
    },
)


def week_of_year(_c: Any, d: DateTime, rule: Any, first: Any) -> int:
    """Gives Calendar.GetWeekOfYear."""
    day_of_year = d.ticks // 864000000000 - days_before(d.date()[0], 1, 1)
    start = (d.day_of_week() - day_of_year) % 7
    offset = (start - first.value) % 7
    if str(rule) == "FirstDay":
        return int((day_of_year + offset) // 7 + 1)
    enough = 4 if str(rule) == "FirstFourDayWeek" else 7
    lead = (7 - offset) % 7 if offset else 0
    first_week = 0 if offset == 0 or 7 - offset >= enough else lead
    if offset and 7 - offset >= enough:
        return int((day_of_year + offset) // 7 + 1)
    if day_of_year >= first_week:
        return (day_of_year - first_week) // 7 + 1
    year = d.date()[0] - 1
    return week_of_year(_c, DateTime(days_before(year, 12, 31) * 864000000000), rule, first)


def iso_week(d: DateTime) -> tuple[int, int]:
    """Gives the ISO 8601 year and week."""
    number = d.ticks // 864000000000
    thursday = number - (number % 7) + 3
    year = DateTime(thursday * 864000000000).date()[0]
    return year, (thursday - days_before(year, 1, 1)) // 7 + 1


_CALENDAR: dict[str, Any] = {
    "new()": lambda: FormatPart(_G + "GregorianCalendar", ""),
    "GetWeekOfYear(datetime time, System.Globalization.CalendarWeekRule rule, System.DayOfWeek firstDayOfWeek) -> int": (
        week_of_year
    ),
    "GetYear(datetime time) -> int": lambda c, d: d.date()[0],
    "GetMonth(datetime time) -> int": lambda c, d: d.date()[1],
    "GetDayOfMonth(datetime time) -> int": lambda c, d: d.date()[2],
    "GetDaysInMonth(int year, int month) -> int": lambda c, y, m: days_in_month(y, m),
    "IsLeapYear(int year) -> bool": lambda c, y: y % 4 == 0 and (y % 100 != 0 or y % 400 == 0),
}
define(_G + "Calendar", abstract=True, members={k: v for k, v in _CALENDAR.items() if k != "new()"})
define(_G + "GregorianCalendar", _G + "Calendar", members=_CALENDAR)
define(_G + "ISOWeek", kind="static", members={
    "static GetWeekOfYear(datetime date) -> int": lambda d: iso_week(d)[1],
    "static GetYear(datetime date) -> int": lambda d: iso_week(d)[0],
})  # fmt: skip
define(_G + "RegionInfo", members={
    "new(string name)": lambda n: FormatPart(_G + "RegionInfo", n),
    "Name -> string": lambda p: p.name.rpartition("-")[2],
    "TwoLetterISORegionName -> string": lambda p: p.name.rpartition("-")[2],
    "CurrencySymbol -> string": lambda p: "$",
    "ISOCurrencySymbol -> string": lambda p: "USD",
    "static CurrentRegion -> object": lambda: FormatPart(_G + "RegionInfo", "en-US"),
})  # fmt: skip
