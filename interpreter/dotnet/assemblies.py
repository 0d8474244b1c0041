"""System.Reflection.Assembly, AssemblyName, Module, and System.AppDomain: which types belong together, by name."""

from typing import Any

from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._index import TYPES
from perdure.interpreter.dotnet.threads import current_thread
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.type_names import CORE, assembly_name
from perdure.interpreter.typesys import NetType, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.version import Version

_R = "System.Reflection."
ENGINE = "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
_TOKENS = {"System": "b77a5c561934e089", "System.Web": "b03f5f7f11d50a3a"}


class Assembly(NetObject):
    """An assembly: `name` its full name."""

    __slots__ = ("name",)
    net = "System.Reflection.RuntimeAssembly"

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        return self.name.split(",", 1)[0]


class AssemblyName(NetObject):
    """The parts of an assembly's name."""

    __slots__ = ("parts",)
    net = "System.Reflection.AssemblyName"

    def __init__(self, text: str | None = None) -> None:
        self.parts: dict[str, str] = {}
        words = (text or "").split(",")
        self.parts["Name"] = words[0].strip()
        for word in words[1:]:
            key, _, value = word.strip().partition("=")
            self.parts[key] = value

    def __str__(self) -> str:
        rest = [f"{key}={value}" for key, value in self.parts.items() if key != "Name"]
        return ", ".join([self.parts["Name"], *rest])


class Module(NetObject):
    """The one module of an assembly."""

    __slots__ = ("assembly",)
    net = "System.Reflection.RuntimeModule"

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly

    def __str__(self) -> str:
        return self.assembly.short + ".dll"


def assembly_of(kind: NetType) -> Assembly:
    """Gives the assembly of a type; a script's classes have one of their own."""
    name = assembly_name(kind)
    if name == "script":
        name = "PowerShell Class Assembly, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null"
    elif "," not in name:
        token = _TOKENS.get(name, "b03f5f7f11d50a3a")
        name = f"{name}, Version=10.0.0.0, Culture=neutral, PublicKeyToken={token}"
    return Assembly(name)


# assemblies that scripts load by name and whose types stand in the tables anyway
_KNOWN = frozenset(
    [
        "System",
        "System.Core",
        "System.Private.CoreLib",
        "System.Runtime",
        "System.Web",
        "System.Web.HttpUtility",
        "System.Xml",
        "System.Xml.Linq",
        "System.IO.Compression",
        "System.IO.Compression.FileSystem",
        "System.IO.Compression.ZipFile",
        "System.Numerics",
        "System.Net",
        "System.Net.Http",
        "System.Security",
        "System.Data",
        "System.Linq",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Text.Json",
        "System.Text.RegularExpressions",
        "System.Management.Automation",
        "System.Runtime.Extensions",
        "mscorlib",
        "netstandard",
        "Microsoft.PowerShell.Commands.Utility",
        "Microsoft.PowerShell.Commands.Management",
        "System.Private.Uri",
        "System.ComponentModel.Primitives",
        "System.Diagnostics.Process",
        "System.Console",
        "System.Transactions",
    ]
)


def by_name(name: Any) -> Assembly | None:
    """Gives a known assembly of a short or full name; None for others."""
    short = str(name).split(",", 1)[0].strip()
    for known in _KNOWN:
        if known.lower() == short.lower():
            if known == "System.Management.Automation":
                return Assembly(ENGINE)
            if known == "System.Private.CoreLib":
                return Assembly(CORE)
            token = _TOKENS.get(known, "b03f5f7f11d50a3a")
            return Assembly(f"{known}, Version=10.0.0.0, Culture=neutral, PublicKeyToken={token}")
    return None


def load(name: Any) -> Assembly:
    if name is None:
        raise null("assemblyString")
    found = by_name(name)
    if found is None:
        full = str(name) if "," in str(name) else f"{name}, Culture=neutral, PublicKeyToken=null"
        raise throw_dotnet(
            "System.IO.FileNotFoundException",
            f"Could not load file or assembly '{full}'. The system cannot find the file specified.\n",
        )
    return found


def load_file(path: str) -> Assembly:
    short = path.replace("\\", "/").rpartition("/")[2]
    found = by_name(short.removesuffix(".dll"))
    if found is None:
        raise throw_dotnet(
            "System.IO.FileNotFoundException",
            f"Could not load file or assembly '{path}'. The system cannot find the file specified.\n",
        )
    return found


def type_named(a: Assembly, name: str, must: bool = False, _ignore_case: bool = False) -> NetType | None:
    found = find_type(name)
    if found is not None and (a.short in ("System.Private.CoreLib", assembly_of(found).short)):
        return found
    if must:
        raise throw_dotnet("System.TypeLoadException", f"Could not load type '{name}' from assembly '{a.name}'.")
    return None


def types_of(a: Assembly) -> TypedArray:
    """Gives the types of the tables that belong to the assembly."""
    found = [find_type(name) for name in TYPES]
    return TypedArray("System.Type", [t for t in found if t is not None and assembly_of(t).name == a.name])


define(_R + "Assembly", abstract=True, members={
    "FullName -> string": lambda a: a.name,
    "Location -> string": lambda a: "",
    "CodeBase -> string": lambda a: "",
    "GlobalAssemblyCache -> bool": lambda a: False,
    "IsDynamic -> bool": lambda a: a.short == "PowerShell Class Assembly",
    "IsFullyTrusted -> bool": lambda a: True,
    "ReflectionOnly -> bool": lambda a: False,
    "ImageRuntimeVersion -> string": lambda a: "v4.0.30319",
    "EntryPoint -> object": lambda a: None,
    f"ManifestModule -> {_R}Module": Module,
    f"Modules -> {_R}Module[]": lambda a: [Module(a)],
    "DefinedTypes -> object": types_of,
    "ExportedTypes -> object": types_of,
    "GetTypes() -> type[]": types_of,
    "GetExportedTypes() -> type[]": types_of,
    "GetType(string name) -> type": type_named,
    "GetType(string name, bool throwOnError) -> type": type_named,
    "GetType(string name, bool throwOnError, bool ignoreCase) -> type": type_named,
    f"GetName() -> {_R}AssemblyName": lambda a: AssemblyName(a.name),
    "GetManifestResourceNames() -> string[]": lambda a: TypedArray("System.String", []),
    "GetCustomAttributes(bool inherit) -> object[]": lambda a, _i: [],
    "GetCustomAttributes(type attributeType, bool inherit) -> object[]": lambda a, _t, _i: [],
    f"GetReferencedAssemblies() -> {_R}AssemblyName[]": lambda a: TypedArray(_R + "AssemblyName", []),
    "ToString() -> string": str,
    f"static Load(string assemblyString) -> {_R}Assembly": load,
    f"static Load({_R}AssemblyName assemblyRef) -> {_R}Assembly": load,
    f"static LoadFrom(string assemblyFile) -> {_R}Assembly": load_file,
    f"static LoadFile(string path) -> {_R}Assembly": load_file,
    f"static UnsafeLoadFrom(string assemblyFile) -> {_R}Assembly": load_file,
    f"static LoadWithPartialName(string partialName) -> {_R}Assembly": by_name,
    f"static GetAssembly(type type) -> {_R}Assembly": assembly_of,
    f"static GetExecutingAssembly() -> {_R}Assembly": lambda: Assembly(ENGINE),
    f"static GetCallingAssembly() -> {_R}Assembly": lambda: Assembly(ENGINE),
    f"static GetEntryAssembly() -> {_R}Assembly": lambda: Assembly(ENGINE.replace("System.Management.Automation", "pwsh")),
})  # fmt: skip
define(_R + "RuntimeAssembly", _R + "Assembly", py=Assembly)
define(_R + "Module", abstract=True, members={
    "Name -> string": str,
    "ScopeName -> string": str,
    "FullyQualifiedName -> string": str,
    f"Assembly -> {_R}Assembly": lambda m: m.assembly,
    "ToString() -> string": str,
})  # fmt: skip
define(_R + "RuntimeModule", _R + "Module", py=Module)
define(_R + "AssemblyName", py=AssemblyName, members={
    "new()": AssemblyName,
    "new(string assemblyName)": AssemblyName,
    "Name -> string": lambda n: n.parts["Name"],
    "Version -> version": lambda n: Version(*[int(part) for part in n.parts["Version"].split(".")]) if "Version" in n.parts else None,
    "CultureName -> string": lambda n: "" if n.parts.get("Culture") == "neutral" else n.parts.get("Culture"),
    "FullName -> string": str,
    "GetPublicKeyToken() -> byte[]": lambda n: TypedArray(
        "System.Byte", list(bytes.fromhex(n.parts.get("PublicKeyToken", "").replace("null", "")))
    ),
    "ToString() -> string": str,
})  # fmt: skip


class AppDomain(NetObject):
    """[AppDomain]::CurrentDomain."""

    __slots__ = ()
    net = "System.AppDomain"

    def __str__(self) -> str:
        return "Name:pwsh\nThere are no context policies.\n"


def loaded(_domain: AppDomain) -> TypedArray:
    found = [by_name(name) for name in sorted(_KNOWN)]
    return TypedArray(_R + "Assembly", [a for a in found if a is not None])


define("System.AppDomain", "System.MarshalByRefObject", py=AppDomain, members={
    "static CurrentDomain -> System.AppDomain": AppDomain(),
    "FriendlyName -> string": lambda d: "pwsh",
    "Id -> int": lambda d: 1,
    "static GetCurrentThreadId() -> int": lambda: current_thread().number,
    "BaseDirectory -> string": lambda d: "/",
    "IsFullyTrusted -> bool": lambda d: True,
    f"GetAssemblies() -> {_R}Assembly[]": loaded,
    f"Load(string assemblyString) -> {_R}Assembly": lambda d, name: load(name),
    "IsDefaultAppDomain() -> bool": lambda d: True,
    "ToString() -> string": str,
})  # fmt: skip
