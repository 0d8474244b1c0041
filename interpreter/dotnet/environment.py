"""System.Environment, AppContext, GC, OperatingSystem: facts of the session and of the machine, asked of the host."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.errors import ExitFlow
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Hashtable, TypedArray
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.version import Version


def fact(name: str, otherwise: Any = None) -> Any:
    """Asks the host for a fact of the machine (`machine_name`, `process_id` ...)."""
    found = getattr(current().host, "fact", None)
    value = found(name) if found is not None else None
    return otherwise if value is None else value


def get_variable(name: str | None, _target: Any = None) -> str | None:
    if name is None:
        raise null("variable")
    return current().environment.get(name)


def set_variable(name: str | None, value: str | None, _target: Any = None) -> None:
    if name is None:
        raise null("variable")
    if not name:
        raise argument("String cannot be of zero length.", "variable")
    if "=" in name:
        raise argument("Environment variable name cannot contain equal character.", "variable")
    table = current().environment
    if not value:
        table.pop(name, None)
    else:
        table[name] = value


def variables(_target: Any = None) -> Hashtable:
    return Hashtable(list(current().environment.items()), False)


def expand(text: str | None) -> str:
    """Gives ExpandEnvironmentVariables: `%NAME%` of what is set."""
    if text is None:
        raise null("name")
    out: list[str] = []
    parts = text.split("%")
    i = 0
    while i < len(parts):
        out.append(parts[i])
        if i + 2 < len(parts) and parts[i + 1] in current().environment:
            out.append(current().environment[parts[i + 1]])
            i += 2
            continue
        if i + 1 < len(parts):
            out.append("%")
        i += 1
    return "".join(out)


def home() -> str:
    return current().environment.get("HOME", "/")


def folder(which: EnumValue, _option: Any = None) -> str:
    """Gives GetFolderPath as .NET on Linux has it."""
    base, table = home(), current().environment
    name = str(which)
    known = {
        "UserProfile": base, "MyDocuments": base + "/Documents", "Personal": base + "/Documents",
        "ApplicationData": table.get("XDG_CONFIG_HOME", base + "/.config"),
        "LocalApplicationData": table.get("XDG_DATA_HOME", base + "/.local/share"),
        "CommonApplicationData": "/usr/share", "Desktop": base + "/Desktop", "DesktopDirectory": base + "/Desktop",
        "MyMusic": base + "/Music", "MyPictures": base + "/Pictures", "MyVideos": base + "/Videos",
        "Templates": base + "/Templates", "Fonts": base + "/.fonts", "CommonTemplates": "/usr/share/templates",
    }.get(name, "")  # fmt: skip
    if not known or (known.startswith(base) and known != base and current().host.stat(known) is None):
        return "" if name not in ("ApplicationData", "LocalApplicationData") else known
    return known


class OperatingSystem(NetObject):
    """System.OperatingSystem: Environment.OSVersion."""

    __slots__ = ("version",)
    net = "System.OperatingSystem"

    def __init__(self, version: Version) -> None:
        self.version = version

    def __str__(self) -> str:
        return f"Unix {self.version}"


def system() -> OperatingSystem:
    numbers = [int(n) for n in str(fact("os_release", "6.1.0")).partition("-")[0].split(".")[:3] if n.isdigit()]
    major, minor, build = [*numbers, 0, 0, 0][:3]
    return OperatingSystem(Version(major, minor, build, 0))


def leave(code: int) -> None:
    """Ends the process; where a program has embedded the session, the script."""
    current().host.exit_process(code)
    raise ExitFlow(code)


def put_exit_code(value: int) -> None:
    current().exit_code = value


_TARGET = "System.EnvironmentVariableTarget target"
define(
    "System.Environment",
    kind="static",
    members={
        "static CommandLine -> string": lambda: str(fact("command_line", "perdure")),
        "static CurrentDirectory -> string": Prop(
            lambda: current().location, lambda v: setattr(current(), "location", v)
        ),
        "static CurrentManagedThreadId -> int": lambda: int(fact("thread_id", 1)),
        "static ExitCode -> int": Prop(lambda: 0, put_exit_code),
        "static HasShutdownStarted -> bool": False,
        "static Is64BitOperatingSystem -> bool": True,
        "static Is64BitProcess -> bool": True,
        "static IsPrivilegedProcess -> bool": lambda: bool(fact("is_root", False)),
        "static MachineName -> string": lambda: str(fact("machine_name", "localhost")),
        "static NewLine -> string": "\n",
        "static OSVersion -> System.OperatingSystem": system,
        "static ProcessId -> int": lambda: int(fact("process_id", 1)),
        "static ProcessPath -> string": lambda: str(fact("process_path", "/usr/bin/pwsh")),
        "static ProcessorCount -> int": lambda: int(fact("processor_count", 1)),
        "static StackTrace -> string": lambda: "",
        "static SystemDirectory -> string": "",
        "static SystemPageSize -> int": 4096,
        "static TickCount -> int": lambda: int(current().host.monotonic_s() * 1000) & 0x7FFFFFFF,
        "static TickCount64 -> long": lambda: Int64(int(current().host.monotonic_s() * 1000)),
        "static UserDomainName -> string": lambda: str(fact("machine_name", "localhost")),
        "static UserInteractive -> bool": True,
        "static UserName -> string": lambda: str(fact("user_name", current().environment.get("USER", "root"))),
        "static Version -> version": lambda: Version(10, 0, 0),
        "static WorkingSet -> long": lambda: Int64(int(fact("memory", 100_000_000))),
        "static Exit(int exitCode) -> void": leave,
        "static ExpandEnvironmentVariables(string name) -> string": expand,
        "static FailFast(string message) -> void": lambda m: leave(134),
        "static GetCommandLineArgs() -> string[]": lambda: TypedArray(
            "System.String", [str(fact("command_line", "perdure"))]
        ),
        "static GetEnvironmentVariable(string variable) -> string": get_variable,
        f"static GetEnvironmentVariable(string variable, {_TARGET}) -> string": get_variable,
        "static GetEnvironmentVariables() -> idictionary": variables,
        f"static GetEnvironmentVariables({_TARGET}) -> idictionary": variables,
        "static GetFolderPath(System.Environment+SpecialFolder folder) -> string": folder,
        "static GetFolderPath(System.Environment+SpecialFolder folder, System.Environment+SpecialFolderOption option) -> string": folder,
        "static GetLogicalDrives() -> string[]": lambda: TypedArray("System.String", ["/"]),
        "static SetEnvironmentVariable(string variable, string value) -> void": set_variable,
        f"static SetEnvironmentVariable(string variable, string value, {_TARGET}) -> void": set_variable,
    },
)


def platform_id(_s: Any) -> Any:
    return named("System.PlatformID", 4)


define(
    "System.OperatingSystem",
    members={
        "Platform -> System.PlatformID": platform_id,
        "ServicePack -> string": lambda s: "",
        "Version -> version": lambda s: s.version,
        "VersionString -> string": str,
        "ToString() -> string": str,
        **{f"static Is{n}() -> bool": (lambda n=n: n == "Linux") for n in ("Linux", "Windows", "MacOS", "FreeBSD", "Android", "Browser", "IOS")},
    },
    py=OperatingSystem,
)  # fmt: skip
define(
    "System.GC",
    kind="static",
    members={
        "static MaxGeneration -> int": 2,
        "static Collect() -> void": lambda: None,
        "static Collect(int generation) -> void": lambda n: None,
        "static Collect(int generation, System.GCCollectionMode mode) -> void": lambda n, m: None,
        "static CollectionCount(int generation) -> int": lambda n: 0,
        "static GetGeneration(object obj) -> int": lambda o: 0,
        "static GetTotalMemory(bool forceFullCollection) -> long": lambda f: Int64(int(fact("memory", 10_000_000))),
        "static GetTotalAllocatedBytes() -> long": lambda: Int64(int(fact("memory", 10_000_000))),
        "static KeepAlive(object obj) -> void": lambda o: None,
        "static SuppressFinalize(object obj) -> void": lambda o: None,
        "static WaitForPendingFinalizers() -> void": lambda: None,
    },
)
define(
    "System.AppContext",
    kind="static",
    members={
        "static BaseDirectory -> string": lambda: str(fact("base_directory", "/")),
        "static TargetFrameworkName -> string": ".NETCoreApp,Version=v10.0",
        "static GetData(string name) -> object": lambda n: None,
        "static SetSwitch(string switchName, bool isEnabled) -> void": lambda n, v: None,
    },
)
_RT = "System.Runtime.InteropServices.RuntimeInformation"
define("System.Runtime.InteropServices.OSPlatform", "System.ValueType", kind="struct", members={
    "static Linux -> object": "LINUX", "static Windows -> object": "WINDOWS", "static OSX -> object": "OSX",
    "static Create(string osPlatform) -> object": lambda s: s,
})  # fmt: skip
define(_RT, kind="static", members={
    "static FrameworkDescription -> string": ".NET 10.0.0",
    "static OSDescription -> string": lambda: f"Linux {fact('os_release', '6.1.0')}",
    "static OSArchitecture -> object": lambda: _architecture(),
    "static ProcessArchitecture -> object": lambda: _architecture(),
    "static RuntimeIdentifier -> string": "linux-x64",
    "static IsOSPlatform(object osPlatform) -> bool": lambda p: str(p).upper() == "LINUX",
})  # fmt: skip


def _architecture() -> Any:
    return named("System.Runtime.InteropServices.Architecture", 1)
