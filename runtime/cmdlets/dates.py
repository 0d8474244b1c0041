"""Get-Date, Set-Date (refused), New-TimeSpan, Start-Sleep and Get-Uptime."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert_to, to_string
from perdure.interpreter.date_format import format_datetime, to_local, to_utc
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import Member
from perdure.interpreter.values.datetime import LOCAL, UNIX_EPOCH_TICKS, UTC, DateTime, add_months, add_ticks
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_MS, TICKS_S, TimeSpan
from perdure.runtime.unix_dates import unix_format

UTILITY_SETS = "DateAndFormat DateAndUFormat"
UNIX_SETS = "UnixTimeSecondsAndFormat UnixTimeSecondsAndUFormat"
FILE_FORMATS = {
    "filedate": (False, "yyyyMMdd"),
    "filedateuniversal": (True, "yyyyMMddZ"),
    "filedatetime": (False, "yyyyMMddTHHmmssffff"),
    "filedatetimeuniversal": (True, "yyyyMMddTHHmmssffffZ"),
}


@cmdlet("Get-Date", default_set="DateAndFormat", quick=True)
class GetDate(Cmdlet):
    """Gets the current date and time, or another one, as a value or as text."""

    Date = P("datetime", pos=0, pipe="value name", alias="LastWriteTime", sets=UTILITY_SETS)
    UnixTimeSeconds = P("long", mandatory=True, pipe="name", alias="UnixTime", sets=UNIX_SETS)
    Year = P("int", validate=[validate_range(1, 9999)])
    Month = P("int", validate=[validate_range(1, 12)])
    Day = P("int", validate=[validate_range(1, 31)])
    Hour = P("int", validate=[validate_range(0, 23)])
    Minute = P("int", validate=[validate_range(0, 59)])
    Second = P("int", validate=[validate_range(0, 59)])
    Millisecond = P("int", validate=[validate_range(0, 999)])
    DisplayHint = P("string", values=("Date", "Time", "DateTime"))
    UFormat = P("string", mandatory=True, sets="DateAndUFormat UnixTimeSecondsAndUFormat")
    Format = P("string", sets="DateAndFormat UnixTimeSecondsAndFormat")
    AsUTC = P("switch")

    def process(self) -> None:
        date = self.changed(self.start())
        if self.AsUTC:
            date = to_utc(date)
        if self.UFormat is not None:
            self.write(unix_format(date, self.UFormat))
        elif self.Format is not None:
            self.write(self.formatted(date))
        else:
            if self.DisplayHint is not None:
                date = DateTime(date.ticks, date.kind)
                hint = convert_to(self.DisplayHint, "Microsoft.PowerShell.Commands.DisplayHintType")
                date.ext = {"displayhint": Member("DisplayHint", "NoteProperty", hint)}
            self.write(date)

    def start(self) -> DateTime:
        """Gives the date that the parameters name, now without any."""
        if self.has("UnixTimeSeconds"):
            return to_local(DateTime(UNIX_EPOCH_TICKS + int(self.UnixTimeSeconds) * TICKS_S, UTC))
        if self.has("Date"):
            given: DateTime = self.Date
            return given
        return now(self.cx)

    def changed(self, date: DateTime) -> DateTime:
        """Gives the date with -Year, -Month and so on in place of its own."""
        year, month, day = date.date()
        if self.has("Year"):
            date = add_months(date, (self.Year - year) * 12)
        if self.has("Month"):
            date = add_months(date, self.Month - month)
        if self.has("Day"):
            date = add_ticks(date, (self.Day - day) * TICKS_DAY)
        hour, minute, second, rest = date.time()
        for name, old, unit in (("Hour", hour, TICKS_H), ("Minute", minute, TICKS_MIN), ("Second", second, TICKS_S)):
            if self.has(name):
                date = add_ticks(date, (getattr(self, name) - old) * unit)
        if self.has("Millisecond"):
            date = add_ticks(date, (self.Millisecond - rest // TICKS_MS) * TICKS_MS - rest % TICKS_MS)
        return date

    def formatted(self, date: DateTime) -> str:
        """Gives the date as -Format wants it."""
        named = FILE_FORMATS.get(self.Format.lower())
        if named is not None:
            universal, pattern = named
            return format_datetime(to_utc(date) if universal else date, pattern)
        try:
            return format_datetime(date, self.Format)
        except ValueError:
            text = "Input string was not in a correct format."
            exception = NetException("System.FormatException", text)
            raise ScriptError(self.own(ErrorRecord(exception, "System.FormatException", "NotSpecified"))) from None


def now(cx: Any) -> DateTime:
    """Gives the time by the session's clock, local."""
    ticks = cx.host.utc_now_ticks()
    return DateTime(ticks + cx.host.local_offset_minutes(ticks, True) * TICKS_MIN, LOCAL)


@cmdlet("Set-Date", default_set="Date", should_process=True)
class SetDate(Cmdlet):
    """Refuses to change the machine's clock."""

    Date = P("datetime", pos=0, mandatory=True, pipe="value name", sets="Date")
    Adjust = P("timespan", mandatory=True, sets="Adjust")
    DisplayHint = P("string", values=("Date", "Time", "DateTime"))

    def process(self) -> None:
        text = "The machine's clock is not changed by scripts here."
        self.write_error(self.error(text, "System.NotSupportedException", "PermissionDenied"))


@cmdlet("New-TimeSpan", default_set="Date", quick=True)
class NewTimeSpan(Cmdlet):
    """Makes a TimeSpan: between two dates, or of days, hours, minutes and seconds."""

    Start = P("datetime", pos=0, pipe="value name", alias="LastWriteTime", sets="Date")
    End = P("datetime", pos=1, pipe="name", sets="Date")
    Days = P("int", sets="Time", default=0)
    Hours = P("int", sets="Time", default=0)
    Minutes = P("int", sets="Time", default=0)
    Seconds = P("int", sets="Time", default=0)
    Milliseconds = P("int", sets="Time", default=0)

    def process(self) -> None:
        if self.set_name == "Time":
            ticks = self.Days * TICKS_DAY + self.Hours * TICKS_H + self.Minutes * TICKS_MIN + self.Seconds * TICKS_S
            self.write(TimeSpan(ticks + self.Milliseconds * TICKS_MS))
            return
        current = now(self.cx)
        start = self.Start if self.has("Start") else current
        end = self.End if self.has("End") else current
        self.write(TimeSpan(end.ticks - start.ticks))


@cmdlet("Start-Sleep", module="Microsoft.PowerShell.Utility", default_set="Seconds")
class StartSleep(Cmdlet):
    """Waits for a time."""

    Seconds = P(
        "double", pos=0, mandatory=True, pipe="value name", sets="Seconds", validate=[validate_range(0.0, 2147483.0)]
    )
    Milliseconds = P(
        "int", mandatory=True, pipe="name", alias="ms", sets="Milliseconds", validate=[validate_range(0, 2147483647)]
    )
    Duration = P("timespan", mandatory=True, pipe="name", alias="ts", sets="FromTimeSpan")

    def process(self) -> None:
        if self.set_name == "Milliseconds":
            seconds = self.Milliseconds / 1000
        elif self.set_name == "FromTimeSpan":
            seconds = self.Duration.ticks / TICKS_S
            if not 0 <= seconds <= 2147483.647:
                text = (
                    f"Cannot validate argument on parameter 'Duration'. The {to_string(self.Duration)} argument is out of "
                    "the allowed range: 00:00:00 to 24.20:31:23.6470000."
                )
                raise ScriptError(self.error(text, "MaximumDurationExceeded", "InvalidArgument"))
        else:
            seconds = self.Seconds
        self.cx.host.sleep(seconds)


@cmdlet("Get-Uptime", default_set="Timespan")
class GetUptime(Cmdlet):
    """Gets how long the machine has been running."""

    Since = P("switch", sets="Since")

    def process(self) -> None:
        try:
            seconds = float(self.cx.host.read_bytes("/proc/uptime").split()[0])
        except (OSError, ValueError, IndexError):
            seconds = self.cx.host.monotonic_s()
        ticks = int(seconds) * TICKS_S
        if self.Since:
            self.write(add_ticks(now(self.cx), -ticks))
        else:
            self.write(TimeSpan(ticks))
