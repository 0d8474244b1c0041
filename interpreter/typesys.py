"""Types as scripts see them: NetType, the table of all known types, and which type a value has.

A type is declared by `define(...)` in a module under `dotnet/` (one family a file) or made at run time (script classes,
closed generics, arrays). Its members are a table that is parsed at the first look-up only. Knows nothing of overload
resolution (overloads.py) and of PowerShell's adapters (members.py).
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from perdure.interpreter.values.base import NOTHING, NetObject, PSObject

Table = dict[str, Any]


class NetType(NetObject):
    """A .NET type, the value of `[int]`.

    `members` is the declared table: keys are
      `Name`                            property: a Prop, or a callable(self) for a read-only one
      `Name(int a, string b = "x")`     method overload: callable(self, a, b)
      `static Name` / `static Name(..)` the same without self; a static field may be a Prop or any constant value
      `new(int a)`                      constructor: callable(a) -> value
    Parameter types are written as PowerShell writes them (`string[]`, `object`, `System.DayOfWeek`, `params object[]`,
    `scriptblock`, `ref object`). Names are looked up without regard to case; inherited ones through `base`.
    """

    __slots__ = ("name", "base", "interfaces", "kind", "members", "table", "args", "element", "rank", "data", "py")
    net = "System.RuntimeType"

    def __init__(
        self,
        name: str,
        base: str | None = "System.Object",
        interfaces: Iterable[str] = (),
        kind: str = "class",
        members: Table | Callable[[], Table] | None = None,
        py: type | None = None,
        data: Any = None,
    ) -> None:
        self.name = name  # full name, generics as .NET writes the definition: System.Collections.Generic.List`1
        self.base = base
        self.interfaces = tuple(interfaces)
        self.kind = kind  # class struct enum interface delegate static
        self.members = members
        self.table: dict[str, Any] | None = None  # parsed members by lower-case name, filled by members.py
        self.args: tuple[NetType, ...] = ()  # of a closed generic
        self.element: NetType | None = None  # of an array
        self.rank = 0
        self.data = data  # an enum's EnumInfo, a script class's ScriptClass ...
        self.py = py

    @property
    def short(self) -> str:
        """Gives the name without its namespace (`Int32`)."""
        head = self.name.split("[", 1)[0]
        return self.name[len(head.rpartition(".")[0]) + 1 :] if "." in head else self.name

    @property
    def namespace(self) -> str:
        return self.name.split("[", 1)[0].rpartition(".")[0]

    def declared(self) -> Table:
        """Gives the declared table, made now when it was given as a function."""
        if callable(self.members):
            self.members = self.members()
        return self.members or {}

    def parents(self) -> "list[NetType]":
        """Gives this type and its base types, most derived first."""
        chain: list[NetType] = []
        here: NetType | None = self
        while here is not None:
            chain.append(here)
            here = find_type(here.base) if here.base else None
        return chain

    def is_a(self, other: "NetType") -> bool:
        """Tells whether a value of this type can be used as one of `other` (same, base or interface)."""
        if self is other or other.name == "System.Object":
            return True
        want = other.name
        for here in self.parents():
            if here.name == want:
                return True
            for face in here.interfaces:
                if face == want:
                    return True
                found = find_type(face)
                if found is not None and found.is_a(other):
                    return True
        return False

    def __repr__(self) -> str:
        return f"[{self.name}]"


class Prop:
    """A property in a member table: `get(self)`, `set(self, value)` or None; `type` the full name of its type."""

    __slots__ = ("get", "set", "type")

    def __init__(self, get: Callable[..., Any], set_: Callable[..., Any] | None = None, type_: str = "System.Object"):
        self.get, self.set, self.type = get, set_, type_


_BY_NAME: dict[str, NetType] = {}
_BY_CLASS: dict[type, NetType] = {}

# Python's own classes and the .NET types that they carry
PYTHON_TYPES: dict[str, str] = {
    "int": "System.Int32",
    "float": "System.Double",
    "str": "System.String",
    "bool": "System.Boolean",
    "list": "System.Object[]",
    "Decimal": "System.Decimal",
    "Int64": "System.Int64",
    "UInt64": "System.UInt64",
    "UInt32": "System.UInt32",
    "Int16": "System.Int16",
    "UInt16": "System.UInt16",
    "Byte": "System.Byte",
    "SByte": "System.SByte",
    "BigInteger": "System.Numerics.BigInteger",
    "Single": "System.Single",
}


def define(
    name: str,
    base: str | None = "System.Object",
    *,
    interfaces: Iterable[str] = (),
    kind: str = "class",
    members: Table | Callable[[], Table] | None = None,
    py: type | None = None,
    data: Any = None,
) -> NetType:
    """Declares a type and enters it in the table; `py` = the Python class whose values have it."""
    made = NetType(name, base, interfaces, kind, members, py, data)
    _BY_NAME[name.lower()] = made
    if py is not None:
        _BY_CLASS[py] = made
    return made


def find_type(name: str) -> NetType | None:
    """Gives the type of that full name (any case; arrays as `X[]`), importing its family if need be; None without.

    Knows neither accelerators nor `using namespace` nor generic arguments: see `type_names.resolve`.
    """
    low = name.lower()
    found = _BY_NAME.get(low)
    if found is not None:
        return found
    if low.endswith("]"):
        return _find_array(name)
    module = _index().get(low)
    if module is None:
        return None
    import_module("perdure.interpreter.dotnet." + module)
    return _BY_NAME.get(low)


def array_of(element: NetType, rank: int = 1) -> NetType:
    """Gives the array type with that element type."""
    name = element.name + "[" + "," * (rank - 1) + "]"
    found = _BY_NAME.get(name.lower())
    if found is None:
        found = NetType(name, "System.Array", kind="class")
        found.element, found.rank = element, rank
        _BY_NAME[name.lower()] = found
    return found


def _find_array(name: str) -> NetType | None:
    head, _, tail = name.rpartition("[")
    if tail.strip(",") != "]":
        return None
    element = find_type(head)
    return None if element is None else array_of(element, len(tail))


def _index() -> dict[str, str]:
    from perdure.interpreter.dotnet._index import TYPES

    return TYPES


def register(made: NetType) -> NetType:
    """Enters a type made at run time (a closed generic, a script class) in the table."""
    _BY_NAME[made.name.lower()] = made
    return made


def type_of(value: Any) -> NetType:
    """Gives a value's .NET type, looking through PSObject; $null has none, so System.Object stands for it."""
    if type(value) is PSObject:
        value = value.base
    cls = type(value)
    found = _BY_CLASS.get(cls)
    if found is not None:
        return found
    own = getattr(value, "net_type", None)  # enum values, script objects, closed generics know theirs
    if own is not None:
        return own  # type: ignore[no-any-return]
    name = PYTHON_TYPES.get(cls.__name__) or getattr(value, "net", None)
    if cls.__name__ == "TypedArray":
        name = value.element + "[]"
    found = find_type(name) if isinstance(name, str) else None
    if found is None:
        if value is None or value is NOTHING:
            return _must("System.Object")
        found = NetType(name if isinstance(name, str) else f"Python.{cls.__name__}")
        register(found)
    if cls.__name__ != "TypedArray":
        _BY_CLASS[cls] = found
    return found


def _must(name: str) -> NetType:
    found = find_type(name)
    if found is None:
        raise LookupError(name)
    return found
