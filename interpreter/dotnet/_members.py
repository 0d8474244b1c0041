"""Which members a type has, as reflection tells them: found by BindingFlags, compared by parameter types, written as .NET does.

Serves reflection.py (System.Type) and reflection_members.py (MethodInfo and its like), which give scripts the result.
"""

from typing import Any

from perdure.interpreter.memberinfo import Overload, Param, PropertyInfo, members_of, type_from_table
from perdure.interpreter.members_constructors import constructors_of
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.enums import enum_value

IGNORE_CASE, DECLARED_ONLY, INSTANCE, STATIC, PUBLIC, FLATTEN = 1, 2, 4, 8, 16, 64
USUAL = INSTANCE | STATIC | PUBLIC
PRIMITIVES = frozenset(
    [
        "Boolean",
        "Byte",
        "SByte",
        "Int16",
        "UInt16",
        "Int32",
        "UInt32",
        "Int64",
        "UInt64",
        "Char",
        "Double",
        "Single",
        "IntPtr",
        "UIntPtr",
    ]
)


class Reflected(NetObject):
    """One member as reflection gives it: `owner` declares it, `seen` is the type that was asked, `info` our table's entry."""

    __slots__ = ("owner", "seen", "info")

    def __init__(self, owner: NetType, info: Any, seen: NetType | None = None) -> None:
        self.owner, self.info, self.seen = owner, info, seen or owner

    @property
    def name(self) -> str:
        return str(self.info.name)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.info is self.info

    def __hash__(self) -> int:
        return hash(id(self.info))


class Method(Reflected):
    """A method: `info` an Overload; `types` the type arguments of a generic one that was closed."""

    __slots__ = ("types",)
    net = "System.Reflection.RuntimeMethodInfo"

    def __init__(self, owner: NetType, info: Overload, seen: NetType | None = None) -> None:
        super().__init__(owner, info, seen)
        self.types: tuple[NetType, ...] = ()

    def __str__(self) -> str:
        generic = f"[{','.join([t.short for t in self.types] or self.info.generics)}]" if self.info.generics else ""
        return f"{written(returned(self))} {self.name}{generic}({signature(self)})"


class Constructor(Reflected):
    __slots__ = ()
    net = "System.Reflection.RuntimeConstructorInfo"

    @property
    def name(self) -> str:
        return ".ctor"

    def __str__(self) -> str:
        return f"Void .ctor({signature(self)})"


class Property(Reflected):
    __slots__ = ()
    net = "System.Reflection.RuntimePropertyInfo"

    def __str__(self) -> str:
        index = f" [{', '.join([written(t) for t in parameter_types(self)])}]" if type(self.info) is Overload else ""
        return f"{written(value_type(self))} {self.name}{index}"

    @property
    def name(self) -> str:
        return str(self.info.name).removeprefix("get_")


class Field(Reflected):
    __slots__ = ()
    net = "System.Reflection.RtFieldInfo"

    def __str__(self) -> str:
        return f"{written(value_type(self))} {self.name}"


class Parameter(NetObject):
    """A parameter of a method: `at` its place, `member` the method or constructor."""

    __slots__ = ("member", "param", "at")
    net = "System.Reflection.RuntimeParameterInfo"

    def __init__(self, member: Reflected, param: Param, at: int) -> None:
        self.member, self.param, self.at = member, param, at

    def __str__(self) -> str:
        return f"{written(parameter_types(self.member)[self.at])} {self.param.name}"


# ---- types of members --------------------------------------------------------------------------------------------------


def written(kind: NetType) -> str:
    """Gives a type as member signatures write it: primitives by their short name, others in full."""
    root = kind
    while root.element is not None:
        root = root.element
    plain = root.namespace == "System" and (root.short.rstrip("&") in PRIMITIVES or root.short == "Void")
    return kind.short if plain else kind.name


def by_ref(kind: NetType) -> NetType:
    """Gives the type of a reference to `kind` (`Int32&`)."""
    found: NetType | None = kind.found.get("by ref")
    if found is None:
        found = kind.found["by ref"] = NetType(kind.name + "&", None, data=kind)
        found.assembly = kind.assembly
    return found


def is_by_ref(kind: NetType) -> bool:
    return kind.name.endswith("&")


def generic_parameter(name: str) -> NetType:
    """Gives the type that stands for an open type parameter (`T`)."""
    return NetType(name)


def returned(member: Method) -> NetType:
    info: Overload = member.info
    if info.returns in info.generics:
        at = info.generics.index(info.returns)
        return member.types[at] if member.types else generic_parameter(info.returns)
    return type_from_table(info.returns or "System.Object", info.owner)


def parameter_types(member: Reflected) -> list[NetType]:
    """Gives the types of a method's parameters; references as such."""
    info: Overload = member.info
    given = getattr(member, "types", ())
    if info.generics:
        types = given or [generic_parameter(g) for g in info.generics]
        names = dict(zip(info.generics, types, strict=True))
        kinds = [p.type(names) for p in info.params]
    else:
        kinds = list(info.kinds())
    return [by_ref(k) if p.kind in ("ref", "out") else k for k, p in zip(kinds, info.params, strict=True)]


def signature(member: Reflected) -> str:
    parts = [written(k).replace("&", " ByRef") for k in parameter_types(member)]
    return ", ".join(parts)


def value_type(member: Reflected) -> NetType:
    """Gives the type of a property or field."""
    text = member.info.returns if type(member.info) is Overload else member.info.type_name
    return type_from_table(text or "System.Object", member.info.owner)


# ---- finding members ---------------------------------------------------------------------------------------------------


def _lineage(kind: NetType, flags: int) -> list[NetType]:
    return [kind] if flags & DECLARED_ONLY or kind.kind == "interface" else kind.parents()


def _wanted(kind: NetType, here: NetType, static: bool, flags: int) -> bool:
    """Tells whether the flags ask for static (instance) members of a type of the lineage."""
    if not flags & PUBLIC:
        return False
    if static:
        return bool(flags & STATIC) and (here is kind or bool(flags & FLATTEN))
    return bool(flags & INSTANCE)


def _entries(kind: NetType, flags: int) -> list[tuple[NetType, Any]]:
    """Gives the tables' entries that the flags ask for, with the types that declare them."""
    found: list[tuple[NetType, Any]] = []
    for here in _lineage(kind, flags):
        table = members_of(here)
        for static, entries in ((False, table.instance), (True, table.static)):
            if _wanted(kind, here, static, flags):
                found += [(here, entry) for entry in entries.values()]
    return found


def methods(kind: NetType, flags: int = USUAL) -> list[Method]:
    """Gives the methods; a property's accessors are among them, as in .NET."""
    found: list[Method] = []
    shapes: set[Any] = set()
    for here, entry in _entries(kind, flags):
        if isinstance(entry, PropertyInfo):
            overloads = [] if entry.is_field else accessors(here, entry)
        else:
            overloads = entry.overloads
        for over in overloads:
            shape = (
                (over.name.lower(), len(over.generics), *[k.name for k in over.kinds()]) if not over.generics else over
            )
            if over.static or shape not in shapes:
                shapes.add(shape)
                found.append(Method(here, over, kind))
    return found


def accessors(owner: NetType, info: PropertyInfo) -> list[Overload]:
    """Gives a property's get_ and set_ methods."""
    key = ("accessors", info.name)
    made: list[Overload] | None = owner.found.get(key)
    if made is None:
        made = [Overload("get_" + info.name, [], info.get, info.static, (), info.type_name, owner)]
        if info.set is not None:
            value = Param("value", info.type_name, "", False, None, owner)
            made.append(Overload("set_" + info.name, [value], info.set, info.static, (), "void", owner))
        owner.found[key] = made
    return made


def properties(kind: NetType, flags: int = USUAL) -> list[Property]:
    """Gives the properties, the indexer (Item) among them."""
    found: list[Property] = []
    names: set[str] = set()
    for here, entry in _entries(kind, flags):
        if isinstance(entry, PropertyInfo):
            if not entry.is_field and entry.name not in names:
                names.add(entry.name)
                found.append(Property(here, entry, kind))
        elif entry.name in ("get_Item", "get_Chars") and entry.name not in names:
            names.add(entry.name)
            found += [Property(here, o, kind) for o in entry.overloads]
    return found


def fields(kind: NetType, flags: int = USUAL) -> list[Field]:
    """Gives the fields: constants of the tables; of an enum its numbers' field and its names."""
    if kind.kind == "enum":
        return enum_fields(kind, flags)
    found = [(here, e) for here, e in _entries(kind, flags) if isinstance(e, PropertyInfo) and e.is_field]
    return [Field(here, entry, kind) for here, entry in found]


def enum_fields(kind: NetType, flags: int) -> list[Field]:
    found = []
    if flags & INSTANCE:
        whole = PropertyInfo("value__", lambda v: v.value, None, kind.data.underlying, False, kind)
        found.append(Field(kind, whole))
    if flags & STATIC:
        for name, number in kind.data.names.items():
            value = enum_value(kind, number)
            found.append(Field(kind, PropertyInfo(name, lambda v=value: v, None, kind.name, True, kind)))
    return found


def constructors(kind: NetType, flags: int = USUAL) -> list[Constructor]:
    """Gives the constructors; interfaces and abstract tables have none."""
    if not flags & PUBLIC or not flags & INSTANCE or kind.kind in ("interface", "static"):
        return []
    return [Constructor(kind, over) for over in constructors_of(kind)]


def everything(kind: NetType, flags: int = USUAL) -> list[Reflected]:
    """Gives all members in .NET's order: methods, constructors, properties, fields."""
    return [*methods(kind, flags), *constructors(kind, flags), *properties(kind, flags), *fields(kind, flags)]


def named(members: list[Any], name: str, flags: int) -> list[Any]:
    """Keeps the members of a name; its case counts unless the flags say otherwise."""
    if flags & IGNORE_CASE:
        low = name.lower()
        return [m for m in members if m.name.lower() == low]
    return [m for m in members if m.name == name]


def fits(member: Reflected, types: list[NetType]) -> bool:
    """Tells whether arguments of these types may be given to a method as they are."""
    own = parameter_types(member)
    return len(own) == len(types) and all(
        a is b or (a is not None and a.is_a(b)) for a, b in zip(types, own, strict=True)
    )


def best(members: list[Any], types: list[NetType]) -> Any:
    """Gives the member with exactly these parameter types, else the first that takes them; None without."""
    for member in members:
        own = parameter_types(member)
        if len(own) == len(types) and all(a is b for a, b in zip(own, types, strict=True)):
            return member
    for member in members:
        if fits(member, types):
            return member
    return None
