"""System.TimeZoneInfo: zones by name, through the host's tzinfo."""

from datetime import datetime, timedelta
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.date_format import local_offset
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.datetime import LOCAL, UTC, DateTime, DateTimeOffset, ticks_of
from perdure.interpreter.values.timespan import TICKS_MIN, TimeSpan

# Windows' names for the zones that scripts name most -> IANA's
WINDOWS: dict[str, str] = {
    "UTC": "UTC", "GMT Standard Time": "Europe/London", "W. Europe Standard Time": "Europe/Berlin",
    "Central Europe Standard Time": "Europe/Budapest", "Central European Standard Time": "Europe/Warsaw",
    "Romance Standard Time": "Europe/Paris", "E. Europe Standard Time": "Europe/Chisinau",
    "FLE Standard Time": "Europe/Kiev", "GTB Standard Time": "Europe/Bucharest", "Russian Standard Time": "Europe/Moscow",
    "Turkey Standard Time": "Europe/Istanbul", "Eastern Standard Time": "America/New_York",
    "Central Standard Time": "America/Chicago", "Mountain Standard Time": "America/Denver",
    "US Mountain Standard Time": "America/Phoenix", "Pacific Standard Time": "America/Los_Angeles",
    "Alaskan Standard Time": "America/Anchorage", "Hawaiian Standard Time": "Pacific/Honolulu",
    "Atlantic Standard Time": "America/Halifax", "SA Pacific Standard Time": "America/Bogota",
    "E. South America Standard Time": "America/Sao_Paulo", "Argentina Standard Time": "America/Argentina/Buenos_Aires",
    "Israel Standard Time": "Asia/Jerusalem", "Arab Standard Time": "Asia/Riyadh", "Arabian Standard Time": "Asia/Dubai",
    "India Standard Time": "Asia/Kolkata", "SE Asia Standard Time": "Asia/Bangkok", "China Standard Time": "Asia/Shanghai",
    "Singapore Standard Time": "Asia/Singapore", "W. Australia Standard Time": "Australia/Perth",
    "Tokyo Standard Time": "Asia/Tokyo", "Korea Standard Time": "Asia/Seoul", "AUS Eastern Standard Time": "Australia/Sydney",
    "E. Australia Standard Time": "Australia/Brisbane", "New Zealand Standard Time": "Pacific/Auckland",
    "South Africa Standard Time": "Africa/Johannesburg", "Egypt Standard Time": "Africa/Cairo",
    "Greenwich Standard Time": "Atlantic/Reykjavik",
}  # fmt: skip


class TimeZoneInfo(NetObject):
    """System.TimeZoneInfo: `name` the id as asked for; `zone()` its tzinfo, found anew after a load."""

    __slots__ = ("name",)
    net = "System.TimeZoneInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    def zone(self) -> Any:
        return current().host.zone(None if self.name == "Local" else WINDOWS.get(self.name, self.name))

    def __str__(self) -> str:
        return display(self)

    def __eq__(self, other: object) -> bool:
        return type(other) is TimeZoneInfo and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


def find(name: str | None) -> TimeZoneInfo:
    if name is None:
        raise null("id")
    made = TimeZoneInfo(name)
    if name != "Local" and made.zone() is None:
        raise throw_dotnet("System.TimeZoneNotFoundException", f"The time zone ID '{name}' was not found on the local computer.")  # fmt: skip
    return made


def python_time(d: DateTime) -> datetime:
    year, month, day = d.date()
    hour, minute, second, fraction = d.time()
    return datetime(year, month, day, hour, minute, second, fraction // 10)


def span_ticks(delta: timedelta | None) -> int:
    return 0 if delta is None else int(delta.total_seconds()) * 10_000_000


def offset_at(z: TimeZoneInfo, d: DateTime) -> int:
    """Gives the zone's offset in ticks at a clock time of its own (or a UTC time)."""
    if z.name == "Local":
        return local_offset(d.ticks, d.kind == UTC)
    zone = z.zone()
    if d.kind == UTC:
        utc = current().host.zone("UTC")
        return span_ticks(python_time(d).replace(tzinfo=utc).astimezone(zone).utcoffset())
    here = python_time(d)  # a clock time that comes twice, or never, counts as standard time
    return min(span_ticks(zone.utcoffset(here)), span_ticks(zone.utcoffset(here.replace(fold=1))))


def folds(z: TimeZoneInfo, d: DateTime) -> int:
    """Gives how far the zone's clock is put back (> 0) or forward (< 0) around a clock time of its own."""
    if d.kind == UTC:
        return 0
    zone, here = z.zone() if z.name != "Local" else current().host.zone(None), python_time(d)
    if zone is None:
        return 0
    return span_ticks(zone.utcoffset(here)) - span_ticks(zone.utcoffset(here.replace(fold=1)))


def base_offset(z: TimeZoneInfo) -> int:
    """Gives the offset without daylight saving."""
    year = DateTime(current().host.utc_now_ticks(), UTC).date()[0]
    return min(offset_at(z, DateTime(_ticks(year, 1))), offset_at(z, DateTime(_ticks(year, 7))))


def _ticks(year: int, month: int) -> int:
    return ticks_of(year, month, 1)


def has_saving(z: TimeZoneInfo) -> bool:
    year = DateTime(current().host.utc_now_ticks(), UTC).date()[0]
    return offset_at(z, DateTime(_ticks(year, 1))) != offset_at(z, DateTime(_ticks(year, 7)))


def to_utc(d: DateTime, z: TimeZoneInfo | None = None) -> DateTime:
    if d.kind == UTC:
        return d
    zone = z or TimeZoneInfo("Local")
    if folds(zone, d) < 0:
        raise argument(
            "The supplied DateTime represents an invalid time.  For example, when the clock is adjusted forward, any time in "
            "the period that is skipped is invalid.",
            "dateTime",
        )
    return DateTime(d.ticks - offset_at(zone, DateTime(d.ticks)), UTC)


def from_utc(d: DateTime, z: TimeZoneInfo) -> DateTime:
    if d.kind == LOCAL:
        raise argument("The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.", "sourceTimeZone")  # fmt: skip
    kind = UTC if z.name in ("UTC", "Etc/UTC") else LOCAL if z.name == "Local" else 0
    return DateTime(d.ticks + offset_at(z, DateTime(d.ticks, UTC)), kind)


def convert(d: Any, z: TimeZoneInfo, target: TimeZoneInfo | None = None) -> Any:
    if isinstance(d, DateTimeOffset):
        utc = DateTime(d.utc_ticks, UTC)
        shift = offset_at(z, utc)
        return DateTimeOffset(d.utc_ticks + shift, shift)
    if target is not None:
        return from_utc(to_utc(d, z), target)
    return from_utc(to_utc(d), z)


def by_id(d: Any, *names: str) -> Any:
    return convert(d, *[find(n) for n in names])


def display(z: TimeZoneInfo) -> str:
    shift = base_offset(z)
    minutes = abs(shift) // TICKS_MIN
    sign = "-" if shift < 0 else "+"
    head = "(UTC)" if not shift and z.name in ("UTC", "Etc/UTC") else f"(UTC{sign}{minutes // 60:02}:{minutes % 60:02})"
    shown = "Coordinated Universal Time" if z.name in ("UTC", "Etc/UTC") else z.name
    return f"{head} {shown}"


def local_id(z: TimeZoneInfo) -> str:
    if z.name != "Local":
        return z.name
    zone = z.zone()
    return str(getattr(zone, "key", None) or "UTC")


# a zone's name in words, those of its summer: where only a half is written, " Standard Time" or " Daylight Time" follows
_WORDS: dict[str, str | tuple[str, str]] = {
    "Europe/London": ("Greenwich Mean Time", "British Summer Time"), "Europe/Dublin": ("Greenwich Mean Time", "Irish Standard Time"),
    **dict.fromkeys(
        ["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Vienna", "Europe/Zurich", "Europe/Budapest",
         "Europe/Amsterdam", "Europe/Brussels", "Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen", "Europe/Prague",
         "Europe/Warsaw"],
        ("Central European Standard Time", "Central European Summer Time"),
    ),
    **dict.fromkeys(["Europe/Kiev", "Europe/Kyiv", "Europe/Bucharest", "Europe/Athens", "Europe/Helsinki", "Europe/Sofia",
                     "Europe/Chisinau"], ("Eastern European Standard Time", "Eastern European Summer Time")),
    "America/New_York": "Eastern", "America/Chicago": "Central", "America/Denver": "Mountain", "America/Phoenix": "Mountain",
    "America/Los_Angeles": "Pacific", "America/Anchorage": "Alaska", "America/Halifax": "Atlantic",
    "Australia/Sydney": "Australian Eastern", "Australia/Brisbane": "Australian Eastern",
    "Australia/Perth": "Australian Western", "Pacific/Auckland": "New Zealand", "Asia/Tokyo": "Japan", "Asia/Seoul": "Korean",
    "Asia/Shanghai": "China", "Asia/Kolkata": "India", "Asia/Jerusalem": "Israel", "Pacific/Honolulu": "Hawaii-Aleutian",
    "Europe/Moscow": "Moscow", "Asia/Singapore": "Singapore", "Asia/Dubai": "Gulf", "Africa/Johannesburg": "South Africa",
}  # fmt: skip


def standard(z: TimeZoneInfo) -> str:
    return words_of(z)[0]


def daylight(z: TimeZoneInfo) -> str:
    return words_of(z)[1]


def words_of(z: TimeZoneInfo) -> tuple[str, str]:
    """Gives the names of a zone's standard and daylight time."""
    name = WINDOWS.get(local_id(z), local_id(z))
    if name in ("UTC", "Etc/UTC"):
        return "Coordinated Universal Time", "Coordinated Universal Time"
    words = _WORDS.get(name, (name, name))
    return (f"{words} Standard Time", f"{words} Daylight Time") if isinstance(words, str) else words


def is_saving(z: TimeZoneInfo, d: DateTime) -> bool:
    return offset_at(z, d) > base_offset(z)


def try_find(name: str | None, result: Reference) -> bool:
    try:
        result.set(find(name))
    except DotNetThrow:
        result.set(None)
        return False
    return True


def to_windows(name: str, result: Reference) -> bool:
    found = next((windows for windows, iana in WINDOWS.items() if iana.lower() == name.lower()), None)
    result.set(found)
    return found is not None


def to_iana(name: str, result: Reference) -> bool:
    found = next((iana for windows, iana in WINDOWS.items() if windows.lower() == name.lower()), None)
    result.set("Etc/UTC" if found == "UTC" else found)
    return found is not None


_Z = "System.TimeZoneInfo"
define(_Z, py=TimeZoneInfo, members={
    "Id -> string": local_id,
    "HasIanaId -> bool": lambda z: z.name not in WINDOWS or z.name == "UTC",
    "DisplayName -> string": display,
    "StandardName -> string": standard,
    "DaylightName -> string": daylight,
    "BaseUtcOffset -> timespan": lambda z: TimeSpan(base_offset(z)),
    "SupportsDaylightSavingTime -> bool": has_saving,
    "GetUtcOffset(datetime dateTime) -> timespan": lambda z, d: TimeSpan(offset_at(z, d)),
    "GetUtcOffset(datetimeoffset dateTimeOffset) -> timespan": lambda z, d: TimeSpan(offset_at(z, DateTime(d.utc_ticks, UTC))),
    "IsDaylightSavingTime(datetime dateTime) -> bool": is_saving,
    "IsAmbiguousTime(datetime dateTime) -> bool": lambda z, d: folds(z, d) > 0,
    "IsInvalidTime(datetime dateTime) -> bool": lambda z, d: folds(z, d) < 0,
    "ToString() -> string": display,
    "static Local -> System.TimeZoneInfo": lambda: TimeZoneInfo("Local"),
    "static Utc -> System.TimeZoneInfo": lambda: TimeZoneInfo("UTC"),
    "static ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone) -> datetime": convert,
    "static ConvertTime(datetimeoffset dateTimeOffset, System.TimeZoneInfo destinationTimeZone) -> datetimeoffset": convert,
    "static ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone, System.TimeZoneInfo destinationTimeZone) -> datetime": convert,
    "static ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId) -> datetime": by_id,
    "static ConvertTimeBySystemTimeZoneId(datetimeoffset dateTimeOffset, string destinationTimeZoneId) -> datetimeoffset": by_id,
    "static ConvertTimeBySystemTimeZoneId(datetime dateTime, string sourceTimeZoneId, string destinationTimeZoneId) -> datetime": by_id,
    "static ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone) -> datetime": from_utc,
    "static ConvertTimeToUtc(datetime dateTime) -> datetime": to_utc,
    "static ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone) -> datetime": to_utc,
    "static FindSystemTimeZoneById(string id) -> System.TimeZoneInfo": find,
    "static GetSystemTimeZones() -> object": lambda: TypedArray(_Z, [TimeZoneInfo(n) for n in sorted(set(WINDOWS.values()))]),
    "HasSameRules(System.TimeZoneInfo other) -> bool": lambda z, o: z == o,
    "static TryFindSystemTimeZoneById(string id, out System.TimeZoneInfo timeZoneInfo) -> bool": try_find,
    "static TryConvertIanaIdToWindowsId(string ianaId, out string windowsId) -> bool": to_windows,
    "static TryConvertWindowsIdToIanaId(string windowsId, out string ianaId) -> bool": to_iana,
    "static ClearCachedData() -> void": lambda: None,
})  # fmt: skip


class TimeZone(NetObject):
    """System.TimeZone: the local zone by its old name."""

    __slots__ = ("zone",)
    net = "System.CurrentSystemTimeZone"

    def __init__(self) -> None:
        self.zone = TimeZoneInfo("Local")


define("System.TimeZone", abstract=True, members={
    "static CurrentTimeZone -> System.TimeZone": TimeZone,
    "StandardName -> string": lambda t: standard(t.zone),
    "DaylightName -> string": lambda t: daylight(t.zone),
    "GetUtcOffset(datetime time) -> timespan": lambda t, d: TimeSpan(offset_at(t.zone, d)),
    "IsDaylightSavingTime(datetime time) -> bool": lambda t, d: is_saving(t.zone, d),
    "ToLocalTime(datetime time) -> datetime": lambda t, d: from_utc(DateTime(d.ticks, UTC), t.zone) if d.kind != LOCAL else d,
    "ToUniversalTime(datetime time) -> datetime": lambda t, d: to_utc(d),
})  # fmt: skip
define(TimeZone.net, "System.TimeZone", py=TimeZone)
