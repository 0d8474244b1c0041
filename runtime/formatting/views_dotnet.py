"""PowerShell's views of .NET types. Data only."""

from typing import Any

from perdure.interpreter.number_format import format_standard
from perdure.interpreter.values.numbers import Int64
from perdure.runtime.formatting.packets import RIGHT
from perdure.runtime.formatting.views import column, custom, listing, table, wide
from perdure.runtime.objects import MISSING, read, text_of

_PROCESS = "System.Diagnostics.Process"
MEBIBYTE = 1 << 20


def number(value: Any, name: str, scope: Any) -> float:
    """Gives a property as a number, 0 where there is none."""
    found = read(value, name, scope)
    return float(found) if isinstance(found, (int, float)) else 0.0


def _mebibytes(name: str) -> Any:
    def source(value: Any, scope: Any) -> str:
        return format_standard(number(value, name, scope) / MEBIBYTE, "N", 2)

    return source


def _cpu(value: Any, scope: Any) -> str:
    return format_standard(number(value, "CPU", scope), "N", 2)


def _date(value: Any, scope: Any) -> list[Any]:
    found = read(value, "DateTime", scope)
    return ["" if found is MISSING else text_of(found)]


def _overloads(value: Any, scope: Any) -> str:
    found = read(value, "OverloadDefinitions", scope)
    return "".join([text_of(line) + "\n" for line in found]) if found is not MISSING else ""


VIEWS = [
    table("System.Reflection.Assembly", "System.Reflection.Assembly",
          column("GlobalAssemblyCache", 6, label="GAC"), column("ImageRuntimeVersion", 14, label="Version"),
          column("Location")),
    table("System.Reflection.AssemblyName", "System.Reflection.AssemblyName", column("Version", 14), column("Name")),
    table("System.Globalization.CultureInfo", "System.Globalization.CultureInfo",
          column("LCID", 16), column("Name", 16), column("DisplayName")),
    table("System.Diagnostics.FileVersionInfo", "System.Diagnostics.FileVersionInfo",
          column("ProductVersion", 16), column("FileVersion", 16), column("FileName")),
    table("System.Version", "System.Version",
          column("Major", 6), column("Minor", 6), column("Build", 6), column("Revision", 8)),
    table("System.Version", "System.Version#IncludeLabel",
          column("Major", 6), column("Minor", 6), column("Build", 6), column("Revision", 8),
          column("PSSemVerPreReleaseLabel", 26), column("PSSemVerBuildLabel", 27)),
    table("System.Management.Automation.SemanticVersion", "System.Management.Automation.SemanticVersion",
          column("Major", 6), column("Minor", 6), column("Patch", 6), column("PreReleaseLabel", 15),
          column("BuildLabel", 11)),
    table("Dictionary", "System.Collections.DictionaryEntry", column("Name", 30), column("Value")),
    listing("System.Collections.DictionaryEntry", "System.Collections.DictionaryEntry", "Name Value"),
    table("ProcessModule", "System.Diagnostics.ProcessModule",
          column("Size", 10, RIGHT, "Size(K)"), column("ModuleName", 50), column("FileName")),
    table("process", _PROCESS,
          column(lambda v, s: Int64(round(number(v, "NPM", s) / 1024)), 7, RIGHT, "NPM(K)"),
          column(_mebibytes("PM"), 8, RIGHT, "PM(M)"), column(_mebibytes("WS"), 10, RIGHT, "WS(M)"),
          column(_cpu, 10, RIGHT, "CPU(s)"), column("Id", 7, RIGHT), column("SI", 3, RIGHT), column("ProcessName")),
    table("Priority", _PROCESS, column("ProcessName", 20), column("Id", 10, RIGHT), column("WorkingSet64", 12, RIGHT),
          group="PriorityClass", group_label="PriorityClass"),
    wide("process", _PROCESS, "ProcessName"),
    table("ProcessWithUserName", _PROCESS + "#IncludeUserName",
          column(_mebibytes("WS"), 10, RIGHT, "WS(M)"), column(_cpu, 8, RIGHT, "CPU(s)"), column("Id", 7, RIGHT),
          column("ProcessName", 30), column("UserName", 20), column("CommandLine")),
    listing("System.TimeSpan", "System.TimeSpan",
            "Days Hours Minutes Seconds Milliseconds Ticks TotalDays TotalHours TotalMinutes TotalSeconds"
            " TotalMilliseconds"),
    table("System.TimeSpan", "System.TimeSpan",
          column("Days"), column("Hours"), column("Minutes"), column("Seconds"), column("Milliseconds")),
    wide("System.TimeSpan", "System.TimeSpan", "TotalMilliseconds"),
    listing("System.AppDomain", "System.AppDomain",
            "FriendlyName Id ApplicationDescription BaseDirectory DynamicDirectory RelativeSearchPath SetupInformation"
            " ShadowCopyFiles"),
    custom("DateTime", "System.DateTime", _date),
    table("System.Guid", "System.Guid", column("Guid")),
    table("System.Net.NetworkCredential", "System.Net.NetworkCredential", column("UserName", 50), column("Domain", 50)),
    table("System.Management.Automation.PSMethod", "System.Management.Automation.PSMethod",
          column(_overloads, label="OverloadDefinitions"), wrap=True),
]  # fmt: skip
