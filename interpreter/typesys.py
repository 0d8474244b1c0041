"""Types as scripts see them: NetType, the table of all known types, and which type a value has.

A type is declared by `define(...)` in a module under `dotnet/` (one family a file) or made at run time (script classes,
closed generics, arrays). Its members are a table that is parsed at the first look-up only. Knows nothing of overload
resolution (overloads.py) and of PowerShell's adapters (members.py).
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from perdure.interpreter.type_texts import split_arguments, substitute
from perdure.interpreter.values.base import NOTHING, NetObject, PSObject
from perdure.interpreter.values.collections import Grid, TypedArray

Table = dict[str, Any]


class NetType(NetObject):
    """A .NET type, the value of `[int]`.

    `members` is the declared table: keys are
      `Name`                            property: a Prop, or a callable(self) for a read-only one
      `Name(int a, string b = "x")`     method overload: callable(self, a, b)
      `static Name` / `static Name(..)` the same without self; a static field may be a Prop or any constant value
      `new(int a)`                      constructor: callable(a) -> value
      `Name<T>(T a)`                    generic method: callable(self, types, a); types = the type arguments (NetTypes)
    In a generic type's table constructors and static methods get the closed NetType as their first argument.
    Parameter types are written as PowerShell writes them (`string[]`, `object`, `System.DayOfWeek`, `params object[]`,
    `scriptblock`, `ref object`). Names are looked up without regard to case; inherited ones through `base`.
    """

    __slots__ = (
        "name", "base", "interfaces", "kind", "members", "table", "args", "element", "rank", "data", "py",
        "parameters", "definition", "abstract", "found", "assembly", "zero",
    )  # fmt: skip
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
        self.name = name  # full name: System.Collections.Generic.List`1 (definition), ...List`1[System.String] (closed)
        self.base: Any = base  # the base type's full name; a script class's base itself
        self.interfaces = tuple(interfaces)
        self.kind = kind  # class struct enum interface delegate static
        self.members = members
        self.table: Any = None  # parsed members (memberinfo.Members), made at the first look-up
        self.found: dict[Any, Any] = {}  # members found by look-ups, inherited ones included
        self.args: tuple[NetType, ...] = ()  # of a closed generic
        self.element: NetType | None = None  # of an array
        self.rank = 0
        self.data = data  # an enum's EnumInfo, a script class's ScriptClass ...
        self.py = py
        self.parameters: tuple[str, ...] = ()  # of a generic definition: ("TKey", "TValue")
        self.definition: NetType | None = None  # of a closed generic
        self.abstract = kind in ("interface", "static")
        self.zero: Any = None  # of a struct: callable() -> its default value
        self.assembly = ""  # "" = System.Private.CoreLib, else the assembly's simple name

    @property
    def short(self) -> str:
        """Gives the name without its namespace (`Int32`, `List`1`, `String[]`)."""
        if self.element is not None:
            return self.element.short + "[" + "," * (self.rank - 1) + "]"
        return self.name.split("[", 1)[0].rpartition(".")[2].rpartition("+")[2]

    @property
    def namespace(self) -> str:
        return self.name.split("[", 1)[0].rpartition(".")[0]

    @property
    def is_value(self) -> bool:
        """Tells whether it is a value type (a struct or an enum)."""
        return self.kind in ("struct", "enum")

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
            base = here.base
            here = find_type(base) if isinstance(base, str) else base  # a script class names its base itself
        return chain

    def all_interfaces(self) -> "list[NetType]":
        """Gives every interface of the type, inherited ones too, each once."""
        known: Any = self.found.get("interfaces")
        if known is None:
            known = self.found["interfaces"] = []
            for here in self.parents():
                names = array_interfaces(here) if here.element is not None else here.interfaces
                for name in names:
                    face = _known(name)
                    if face is not None and face not in known:
                        known.append(face)
                        known.extend([f for f in face.all_interfaces() if f not in known])
        return known  # type: ignore[no-any-return]

    def is_a(self, other: "NetType") -> bool:
        """Tells whether a value of this type can be used as one of `other` (same, base or interface)."""
        if self is other or other.name == "System.Object":
            return True
        key = ("is", other)
        known = self.found.get(key)
        if known is None:
            known = self.found[key] = (
                other in self.parents() or other in self.all_interfaces() or _covariant(self, other)
            )
        return known

    def __repr__(self) -> str:
        return f"[{self.name}]"


class Prop:
    """A property in a member table: `get(self)`, `set(self, value)` or None; `type` the full name of its type."""

    __slots__ = ("get", "set", "type")

    def __init__(self, get: Callable[..., Any], set_: Callable[..., Any] | None = None, type_: str = "System.Object"):
        self.get, self.set, self.type = get, set_, type_


def _covariant(own: NetType, other: NetType) -> bool:
    """Array covariance (String[] is an Object[]) and IEnumerable[string] as IEnumerable[object]."""
    if own.element is not None and other.element is not None:
        return own.rank == other.rank and not own.element.is_value and own.element.is_a(other.element)
    if other.definition is not None and other.definition.name in _COVARIANT:
        for face in [own, *own.all_interfaces()]:
            if face.definition is other.definition and not face.args[0].is_value and face.args[0].is_a(other.args[0]):
                return True
    return False


_COVARIANT = (
    "System.Collections.Generic.IEnumerable`1",
    "System.Collections.Generic.IEnumerator`1",
    "System.Collections.Generic.IReadOnlyList`1",
    "System.Collections.Generic.IReadOnlyCollection`1",
)


def array_interfaces(array: NetType) -> list[str]:
    """Gives the interfaces of an array type beyond System.Array's."""
    if array.element is None or array.rank != 1:
        return []
    return [f"System.Collections.Generic.{n}`1[{array.element.name}]" for n in ("IList", "IReadOnlyList")]


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
    parameters: str = "",
    abstract: bool = False,
    assembly: str = "",
) -> NetType:
    """Declares a type and enters it in the table; `py` = the Python class whose values have it.

    `parameters`: a generic definition's parameters, separated by blanks (`TKey TValue`); its base, interfaces and member
    table may name them.
    """
    made = NetType(name, base, interfaces, kind, members, py, data)
    made.parameters = tuple(parameters.split())
    made.abstract = made.abstract or abstract
    made.assembly = assembly
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
        return _find_array(name) or _find_closed(name)
    module = _index().get(low)
    if module is None:
        return None
    import_module("perdure.interpreter.dotnet." + module)
    return _BY_NAME.get(low)


def array_of(element: NetType, rank: int = 1) -> NetType:
    """Gives the array type with that element type."""
    known: NetType | None = element.found.get(("array", rank))
    if known is not None:
        return known
    name = element.name + "[" + "," * (rank - 1) + "]"
    own = of_script(element)
    found = None if own else _BY_NAME.get(name.lower())
    if found is None:
        found = NetType(name, "System.Array", kind="class")
        found.element, found.rank = element, rank
        if not own:
            _BY_NAME[name.lower()] = found
    element.found["array", rank] = found
    return found


def _find_array(name: str) -> NetType | None:
    head, _, tail = name.rpartition("[")
    if tail.strip(",") != "]":
        return None
    element = find_type(head)
    return None if element is None else array_of(element, len(tail))


def _find_closed(name: str) -> NetType | None:
    """Finds `X`2[A,B]`, closing the generic type X`2."""
    head, _, tail = name.partition("[")
    definition = find_type(head)
    if definition is None or not definition.parameters:
        return None
    found = [find_type(part) for part in split_arguments(tail[:-1])]
    args = [f for f in found if f is not None]
    if len(args) != len(found) or len(args) != len(definition.parameters):
        return None
    return close(definition, tuple(args))


def close(definition: NetType, args: tuple[NetType, ...]) -> NetType:
    """Gives the closed generic type: List`1 and String make List`1[System.String]."""
    name = f"{definition.name}[{','.join([a.name for a in args])}]"
    own = [a for a in args if of_script(a)]
    known = own[0].found.get(("closed", name)) if own else _BY_NAME.get(name.lower())
    if known is not None:
        return known
    names = {p: a.name for p, a in zip(definition.parameters, args, strict=True)}
    base = substitute(definition.base, names) if isinstance(definition.base, str) else None
    made = NetType(name, base, [substitute(f, names) for f in definition.interfaces], definition.kind)
    made.members = definition.declared
    made.args, made.definition, made.data = args, definition, definition.data
    made.abstract, made.assembly = definition.abstract, definition.assembly
    if own:
        own[0].found["closed", name] = made
    else:
        _BY_NAME[name.lower()] = made
    return made


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
    if cls is TypedArray or cls is Grid:
        element = _BY_NAME.get(value.element.lower()) or _known(value.element)
        return array_of(element if element is not None else _must("System.Object"), getattr(value, "rank", 1))
    name = PYTHON_TYPES.get(cls.__name__) or getattr(value, "net", None)
    if isinstance(name, str) and "`" in name:
        return _type_of_generic(value, name)
    found = find_type(name) if isinstance(name, str) else None
    if found is None:
        if value is None or value is NOTHING:
            return _must("System.Object")
        found = NetType(name if isinstance(name, str) else f"Python.{cls.__name__}")
        register(found)
    _BY_CLASS[cls] = found
    return found


def _type_of_generic(value: Any, name: str) -> NetType:
    """Closes the generic type of a value whose `meta` holds the arguments' names; object where it holds none."""
    definition, meta = _must(name), getattr(value, "meta", None)
    count = len(definition.parameters)
    names = meta if isinstance(meta, tuple) and len(meta) == count else ("System.Object",) * count
    made: NetType | None = definition.found.get(names)
    if made is None:
        made = close(definition, tuple([_known(n) or _must("System.Object") for n in names]))
        if not of_script(made) and all([_known(n) for n in names]):
            definition.found[names] = made
    return made


def own_type(cls: type) -> NetType | None:
    """Gives the type that all values of a Python class have, as far as a table declares or type_of has found it."""
    return _BY_CLASS.get(cls)


SCRIPT_TYPES: dict[str, NetType] = {}  # lower-case name -> the class or enum that a script defined last under it


def _known(name: str) -> NetType | None:
    """Gives a type that a value names, a script's own included."""
    found = find_type(name)
    if found is None:
        found = SCRIPT_TYPES.get(name.lower())
    if found is None and name.endswith("[]"):
        element = _known(name[:-2])
        found = None if element is None else array_of(element)
    elif found is None and name.endswith("]"):
        head, _, tail = name.partition("[")
        definition = find_type(head)
        args = [_known(part) for part in split_arguments(tail[:-1])] if definition is not None else []
        if definition is not None and len(definition.parameters) == len(args):
            given = tuple([a for a in args if a is not None])
            found = close(definition, given) if len(given) == len(args) else None
    return found


def of_script(kind: NetType) -> bool:
    """Tells whether a script's own type takes part in a type; such types are not shared by name."""
    if kind.element is not None:
        return of_script(kind.element)
    return kind.assembly == "script" or any([of_script(a) for a in kind.args])


def _must(name: str) -> NetType:
    found = find_type(name)
    if found is None:
        raise LookupError(name)
    return found
