"""System.Guid, System.Version, SemanticVersion."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_known import ParseFault, parse_guid, parse_semantic, parse_version
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import argument, format_fault, null, outside
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.members_ets import add_members
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import Int16
from perdure.interpreter.values.version import SemanticVersion, Version


def read(reader: Any, text: str | None, name: str = "input") -> Any:
    if text is None:
        raise null(name)
    try:
        return reader(text)
    except ParseFault as fault:
        raise throw_dotnet(fault.type_name, str(fault)) from None


def attempt(make: Any, result: Reference, zero: Any) -> bool:
    try:
        result.set(make())
        return True
    except DotNetThrow:
        result.set(zero)
        return False


TICKS_OF_1970 = 621_355_968_000_000_000  # of 100 ns

# ---- Guid --------------------------------------------------------------------------------------------------------------


def new_guid() -> Guid:
    """A version 4 guid from the session's random source."""
    bits = current().host.random().getrandbits(128)
    bits = bits & ~(0xF << 76) | 4 << 76
    bits = bits & ~(0x3 << 62) | 2 << 62
    return Guid(f"{bits:032x}")


def from_bytes(raw: Any) -> Guid:
    data = bytes(raw)
    if len(data) != 16:
        raise argument("Byte array for Guid must be exactly 16 bytes long.", "b")
    return Guid((data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]).hex())


def to_bytes(g: Guid) -> TypedArray:
    data = bytes.fromhex(g.hex)
    return byte_array(data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:])


def guid_text(g: Guid, form: str | None = None, _provider: Any = None) -> str:
    if form and form.upper() not in ("N", "D", "B", "P", "X"):
        raise format_fault('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".')
    return g.text(form or "D")


def exact_guid(text: str | None, form: str) -> Guid:
    made: Guid = read(parse_guid, text)
    if text is None or made.text(form).lower() != text.strip().lower():
        raise format_fault("Unrecognized Guid format.")
    return made


def compare_guid(a: Guid, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, Guid):
        raise argument("Object must be of type GUID.")
    return (a.hex > b.hex) - (a.hex < b.hex)


def version7() -> Guid:
    """Makes a guid that begins with the time in milliseconds (RFC 9562)."""
    since_ms = (current().host.utc_now_ticks() - TICKS_OF_1970) // 10_000
    digits = new_guid().hex
    return Guid(f"{since_ms:012x}7{digits[13:]}")


define(
    "System.Guid",
    "System.ValueType",
    kind="struct",
    interfaces=["System.IComparable", "System.IFormattable", "System.IComparable`1[System.Guid]"],
    members={
        "new()": Guid,
        "new(byte[] b)": from_bytes,
        "new(string g)": lambda s: read(parse_guid, s, "g"),
        "Variant -> int": lambda guid: int(guid.hex[16], 16),
        "Version -> int": lambda guid: int(guid.hex[12], 16),
        "static CreateVersion7() -> guid": version7,
        "CompareTo(object value) -> int": compare_guid,
        "CompareTo(guid value) -> int": compare_guid,
        "Equals(object o) -> bool": equal,
        "Equals(guid g) -> bool": equal,
        "ToByteArray() -> byte[]": to_bytes,
        "ToString() -> string": guid_text,
        "ToString(string format) -> string": guid_text,
        "ToString(string format, IFormatProvider provider) -> string": guid_text,
        "static Empty -> guid": Guid(),
        "static AllBitsSet -> guid": Guid("f" * 32),
        "static NewGuid() -> guid": new_guid,
        "static Parse(string input) -> guid": lambda s: read(parse_guid, s),
        "static ParseExact(string input, string format) -> guid": exact_guid,
        "static TryParse(string input, out guid result) -> bool": lambda s, r: attempt(
            lambda: read(parse_guid, s), r, Guid()
        ),
        "static TryParseExact(string input, string format, out guid result) -> bool": lambda s, f, r: attempt(
            lambda: exact_guid(s, f), r, Guid()
        ),
    },
    py=Guid,
).zero = Guid
add_members("System.Guid", {"ScriptProperty:Guid": guid_text})


# ---- Version -----------------------------------------------------------------------------------------------------------


def new_version(*parts: int) -> Version:
    for name, part in zip(("major", "minor", "build", "revision"), parts, strict=False):
        if part < 0:
            raise outside(name, "Version's parameters must be greater than or equal to zero.")
    return Version(*parts)


def version_text(v: Version, count: int | None = None) -> str:
    if count is None:
        return str(v)
    given = [p for p in v.key() if p >= 0]
    if not 0 <= count <= len(given):
        raise argument(f"Argument must be between 0 and {len(given)}.", "fieldCount")
    return ".".join([str(p) for p in given[:count]])


def compare_version(a: Version, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, Version):
        raise argument("Object must be of type Version.")
    return (a.key() > b.key()) - (a.key() < b.key())


_INT = "int major, int minor"
define(
    "System.Version",
    interfaces=["System.ICloneable", "System.IComparable", "System.IComparable`1[System.Version]",
                "System.IEquatable`1[System.Version]"],
    members={
        "new()": lambda: Version(0, 0),
        "new(string version)": lambda s: read(parse_version, s, "version"),
        f"new({_INT})": new_version,
        f"new({_INT}, int build)": new_version,
        f"new({_INT}, int build, int revision)": new_version,
        "Major -> int": lambda v: v.major,
        "Minor -> int": lambda v: v.minor,
        "Build -> int": lambda v: v.build,
        "Revision -> int": lambda v: v.revision,
        "MajorRevision -> short": lambda v: Int16(v.revision >> 16),
        "MinorRevision -> short": lambda v: Int16(v.revision if v.revision < 0 else v.revision & 0xFFFF),
        "Clone() -> object": lambda v: Version(*v.key()),
        "CompareTo(object version) -> int": compare_version,
        "CompareTo(version value) -> int": compare_version,
        "Equals(object obj) -> bool": equal,
        "Equals(version obj) -> bool": equal,
        "ToString() -> string": version_text,
        "ToString(int fieldCount) -> string": version_text,
        "static Parse(string input) -> version": lambda s: read(parse_version, s),
        "static TryParse(string input, out version result) -> bool": lambda s, r: attempt(
            lambda: read(parse_version, s), r, None
        ),
        "static op_Implicit(System.Management.Automation.SemanticVersion v) -> System.Version": lambda v: Version(
            v.major, v.minor, v.patch
        ),
    },
    py=Version,
)  # fmt: skip


def new_semantic(*parts: Any) -> SemanticVersion:
    return SemanticVersion(*parts)


def compare_semantic(a: SemanticVersion, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, SemanticVersion):
        raise argument("Object must be of type SemanticVersion.")
    return a.compare(b)


_V = "System.Management.Automation.SemanticVersion"
define(
    _V,
    interfaces=["System.IComparable", f"System.IComparable`1[{_V}]", f"System.IEquatable`1[{_V}]"],
    members={
        "new(string version)": lambda s: read(parse_semantic, s, "version"),
        "new(int major, int minor, int patch, string preReleaseLabel, string buildLabel)": new_semantic,
        "new(int major, int minor, int patch, string label)": new_semantic,
        "new(int major, int minor, int patch)": new_semantic,
        "new(int major, int minor)": new_semantic,
        "new(int major)": new_semantic,
        "new(version version)": lambda v: SemanticVersion(v.major, v.minor, max(v.build, 0)),
        "Major -> int": lambda v: v.major,
        "Minor -> int": lambda v: v.minor,
        "Patch -> int": lambda v: v.patch,
        "PreReleaseLabel -> string": lambda v: v.label,
        "BuildLabel -> string": lambda v: v.build,
        "CompareTo(object version) -> int": compare_semantic,
        "Equals(object obj) -> bool": equal,
        "ToString() -> string": str,
        "static Parse(string version) -> System.Management.Automation.SemanticVersion": lambda s: read(
            parse_semantic, s
        ),
        "static TryParse(string version, out System.Management.Automation.SemanticVersion result) -> bool": (
            lambda s, r: attempt(lambda: read(parse_semantic, s), r, None)
        ),
        "static Compare(System.Management.Automation.SemanticVersion versionA, System.Management.Automation.SemanticVersion versionB) -> int": compare_semantic,
    },
    py=SemanticVersion,
    assembly="System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35",
)
