"""System.TimeZoneInfo: zones by name, through the host's tzinfo."""

from datetime import datetime, timedelta
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.date_format import local_offset
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject
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
    return span_ticks(zone.utcoffset(python_time(d)))


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


def standard(z: TimeZoneInfo) -> str:
    name = local_id(z)
    return "Coordinated Universal Time" if name in ("UTC", "Etc/UTC") else name


def is_saving(z: TimeZoneInfo, d: DateTime) -> bool:
    return offset_at(z, d) > base_offset(z)


_Z = "System.TimeZoneInfo"
define(_Z, py=TimeZoneInfo, members={
    "Id -> string": local_id,
    "HasIanaId -> bool": lambda z: z.name not in WINDOWS or z.name == "UTC",
    "DisplayName -> string": display,
    "StandardName -> string": standard,
    "DaylightName -> string": standard,
    "BaseUtcOffset -> timespan": lambda z: TimeSpan(base_offset(z)),
    "SupportsDaylightSavingTime -> bool": has_saving,
    "GetUtcOffset(datetime dateTime) -> timespan": lambda z, d: TimeSpan(offset_at(z, d)),
    "GetUtcOffset(datetimeoffset dateTimeOffset) -> timespan": lambda z, d: TimeSpan(offset_at(z, DateTime(d.utc_ticks, UTC))),
    "IsDaylightSavingTime(datetime dateTime) -> bool": is_saving,
    "IsAmbiguousTime(datetime dateTime) -> bool": lambda z, d: False,
    "IsInvalidTime(datetime dateTime) -> bool": lambda z, d: False,
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
    "static ClearCachedData() -> void": lambda: None,
})  # fmt: skip
