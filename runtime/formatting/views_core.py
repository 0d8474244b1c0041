"""PowerShell's views of its own objects: commands, variables, jobs, errors, groups, matches. Data only."""

from typing import Any

from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.number_format import format_standard
from perdure.interpreter.values.base import unwrap
from perdure.runtime.formatting.error_view import error_content
from perdure.runtime.formatting.packets import LEFT, RIGHT
from perdure.runtime.formatting.views import column, custom, listing, table, wide
from perdure.runtime.objects import MISSING, read, text_of

_S = "System.Management.Automation."
_C = "Microsoft.PowerShell.Commands."
_COMMANDS = [_S + n for n in ("AliasInfo", "ApplicationInfo", "CmdletInfo", "ExternalScriptInfo", "FilterInfo",
                              "FunctionInfo", "ScriptInfo")]  # fmt: skip
_FUNCTIONS = [_S + "FilterInfo", _S + "FunctionInfo"]
_DRIVES = [_S + "PSDriveInfo"]
GIBIBYTE = 1 << 30


def _get(value: Any, name: str, scope: Any) -> Any:
    found = read(value, name, scope)
    return None if found is MISSING else found


def _text(name: str) -> Any:
    """Makes the content of a custom view that shows one property."""

    def content(value: Any, scope: Any) -> list[Any]:
        return [text_of(_get(value, name, scope))]

    return content


def _itself(value: Any, scope: Any) -> list[Any]:
    return [text_of(value)]


def _match(value: Any, scope: Any) -> list[Any]:
    return [unwrap(value).text(scope.cx.location)]


def _error(value: Any, scope: Any) -> list[Any]:
    record = unwrap(value)
    return error_content(record, scope) if isinstance(record, ErrorRecord) else [text_of(value)]


def _duration(value: Any, scope: Any) -> Any:
    found = _get(value, "Duration", scope)
    if found is None:
        return ""
    seconds, rest = divmod(found.ticks // 10_000, 1000)
    hours, left = divmod(seconds, 3600)
    minutes, seconds = divmod(left, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}.{rest:03}"
    return f"{minutes}:{seconds:02}.{rest:03}" if minutes else f"{seconds}.{rest:03}"


def _command_name(value: Any, scope: Any) -> Any:
    return _get(value, "DisplayName" if text_of(_get(value, "CommandType", scope)) == "Alias" else "Name", scope)


def _gibibytes(name: str) -> Any:
    def source(value: Any, scope: Any) -> str:
        used, free = _get(value, "Used", scope), _get(value, "Free", scope)
        if not to_bool(used) and not to_bool(free):
            return ""
        return format_standard(float((used if name == "Used" else free) or 0) / GIBIBYTE, "F", 2)

    return source


def _of(name: str, inner: str) -> Any:
    def source(value: Any, scope: Any) -> Any:
        found = _get(value, name, scope)
        return None if found is None else _get(found, inner, scope)

    return source


def _root(value: Any, scope: Any) -> Any:
    shown = _get(value, "DisplayRoot", scope)
    return _get(value, "Root", scope) if shown is None else shown


def _prerelease(value: Any, scope: Any) -> Any:
    data = _get(value, "PrivateData", scope)
    inner = data.get("PSData") if hasattr(data, "get") else None
    return inner.get("PreRelease") if inner is not None and hasattr(inner, "get") else None


def _file_name(value: Any, scope: Any) -> Any:
    found = _get(value, "Script", scope)
    return text_of(found).rpartition("/")[2] if found else None


def _keys(name: str) -> Any:
    def source(value: Any, scope: Any) -> Any:
        found = _get(value, name, scope)
        return list(found.keys()) if hasattr(found, "keys") else found

    return source


_MODULE = [
    column("ModuleType", 10, LEFT), column("Version", 10, LEFT), column(_prerelease, 10, LEFT, "PreRelease"),
    column("Name", 35, LEFT),
]  # fmt: skip
_MODULE_LIST = listing(
    "Module", _S + "PSModuleInfo", "Name Path Description ModuleType Version PreRelease NestedModules ExportedFunctions"
    " ExportedCmdlets ExportedVariables ExportedAliases",
)  # fmt: skip
for _field in _MODULE_LIST.fields[0][1]:
    if isinstance(_field.source, str) and _field.source.startswith("Exported"):
        _field.label, _field.source = _field.source, _keys(_field.source)
    elif _field.source == "PreRelease":
        _field.label, _field.source = "PreRelease", _prerelease

VIEWS = [
    table("System.RuntimeType", "System.RuntimeType",
          column("IsPublic", 8), column("IsSerializable", 8, label="IsSerial"), column("Name", 40), column("BaseType")),
    table(_C + "MemberDefinition", _C + "MemberDefinition",
          column("Name"), column("MemberType"), column("Definition"), autosize=True, group="TypeName"),
    table(_C + "GroupInfo", _C + "GroupInfo", column("Count", 5, RIGHT), column("Name", 25), column("Group")),
    listing(_C + "GroupInfo", _C + "GroupInfo", "Name Count Group Values"),
    table(_C + "GroupInfoNoElement", _C + "GroupInfoNoElement", column("Count", 5, RIGHT), column("Name", 25)),
    listing(_C + "GroupInfoNoElement", _C + "GroupInfoNoElement", "Name Count Values"),
    table("history", _C + "HistoryInfo",
          column("Id", 4, RIGHT), column(_duration, 12, RIGHT, "Duration"), column("CommandLine")),
    wide("history", _C + "HistoryInfo", "CommandLine"),
    custom("MatchInfo", _C + "MatchInfo", _match),
    table("Variable", _S + "PSVariable", column("Name", 30), column("Value")),
    table("PathInfo", _S + "PathInfo", column("Path")),
    table("CommandInfo", _S + "CommandInfo", column("CommandType", 15), column("Name")),
    table("CommandInfo", _COMMANDS, column("CommandType", 15), column(_command_name, 50, label="Name"),
          column("Version", 10), column("Source")),
    table("TypeData", _S + "Runspaces.TypeData", column("TypeName"), column("Members")),
    table("ApplicationInfo", _S + "ApplicationInfo", column("CommandType", 15), column("Name"), column("Path")),
    listing(_S + "ApplicationInfo", _S + "ApplicationInfo", "Name CommandType Definition Extension Path FileVersionInfo"),
    table("ScriptInfo", _S + "ScriptInfo", column("CommandType", 15), column("Name"), column("Definition")),
    listing(_S + "ScriptInfo", _S + "ScriptInfo", "Name CommandType Definition Path"),
    table("ExternalScriptInfo", _S + "ExternalScriptInfo", column("CommandType", 15), column("Name"), column("Path")),
    table("FunctionInfo", _S + "FunctionInfo", column("CommandType", 15), column("Name"), column("Function")),
    table("FilterInfo", _S + "FilterInfo", column("CommandType", 15), column("Name"), column("Filter")),
    table("AliasInfo", _S + "AliasInfo", column("CommandType", 15), column("DisplayName")),
    listing(_S + "AliasInfo", _S + "AliasInfo", "DisplayName CommandType Definition ReferencedCommand ResolvedCommand"),
    table("drive", _DRIVES, column("Name", 10), column(_gibibytes("Used"), 13, label="Used (GB)", cell=RIGHT),
          column(_gibibytes("Free"), 13, label="Free (GB)", cell=RIGHT), column(_of("Provider", "Name"), 13, label="Provider"),
          column(_root, 35, label="Root"), column("CurrentLocation", cell=RIGHT)),
    table("provider", _S + "ProviderInfo", column("Name", 20), column("Capabilities"), column("Drives")),
    listing("provider", _S + "ProviderInfo", "Name Drives Path Home Description Capabilities ImplementingType"),
    listing(_S + "CmdletInfo", _S + "CmdletInfo",
            "Name CommandType Definition Path DLL HelpFile ParameterSets ImplementingType Verb Noun"),
    listing(_S + "CommandInfo", _FUNCTIONS, "Name CommandType Definition"),
    listing(_S + "PSDriveInfo", _S + "PSDriveInfo", "Name Description Provider Root CurrentLocation"),
    custom("ScriptBlock", _S + "ScriptBlock", _itself, outside=True),
    custom("ErrorInstance", _S + "ErrorRecord", _error, outside=True),
    custom("WarningRecord", _S + "WarningRecord", _text("Message"), outside=True),
    custom("InformationalRecord", _S + "InformationalRecord", _text("Message"), outside=True),
    custom("InformationRecord", _S + "InformationRecord", _itself, outside=True),
    table("Runspace", _S + "Runspaces.Runspace", column("Id", 3, RIGHT), column("Name", 15, LEFT),
          column(lambda v, s: "localhost", 15, LEFT, "ComputerName"), column(lambda v, s: "Local", 13, LEFT, "Type"),
          column(_of("RunspaceStateInfo", "State"), 13, LEFT, "State"),
          column("RunspaceAvailability", 15, LEFT, "Availability")),
    table("PSSession", _S + "Runspaces.PSSession", column("Id", 3, RIGHT), column("Name", 15, LEFT),
          column("Transport", 9, LEFT), column("ComputerName", 15, LEFT), column("ComputerType", 15, LEFT),
          column("State", 13, LEFT), column("ConfigurationName", 20, LEFT), column("Availability", 13, RIGHT)),
    table("Job", _S + "Job", column("Id", 6, LEFT), column("Name", 15, LEFT), column("PSJobTypeName", 15, LEFT),
          column("State", 13, LEFT), column("HasMoreData", 15, LEFT), column("Location", 20, LEFT),
          column("Command", 25, LEFT)),
    table("CallStackFrame", _S + "CallStackFrame", column("Command"), column("Arguments"), column("Location")),
    table("Breakpoint", [_S + "CommandBreakpoint", _S + "LineBreakpoint", _S + "VariableBreakpoint"],
          column("ID", 4, RIGHT), column(_file_name, label="Script"), column("Line", 4, RIGHT), column("Command"),
          column("Variable"), column("Action")),
    table("Module", _S + "PSModuleInfo", *_MODULE, column(_keys("ExportedCommands"), 0, LEFT, "ExportedCommands")),
    wide("Module", _S + "PSModuleInfo", "Name"),
    _MODULE_LIST,
    table("ExperimentalFeature", _S + "ExperimentalFeature", column("Name", 35, LEFT), column("Enabled", 7, RIGHT),
          column("Source", 35, LEFT), column("Description", 0, LEFT)),
    table(_C + "FileHashInfo", _C + "FileHashInfo", column("Algorithm", 15, LEFT), column("Hash", 70, LEFT), column("Path")),
    table(_C + "ByteCollection", _C + "ByteCollection", column("HexOffset", 16, RIGHT, "Offset"),
          column("HexBytes", 47, LEFT, "Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F"),
          column("Ascii", 16, LEFT), group="Label"),
    table(_C + "TextMeasureInfo", "Deserialized." + _C + "TextMeasureInfo",
          column("Lines"), column("Words"), column("Characters"), column("Property")),
]  # fmt: skip
