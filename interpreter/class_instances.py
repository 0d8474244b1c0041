"""Instances of script classes as Python objects: one Python class per script class, over its .NET base's."""

from collections.abc import Collection, Iterator
from typing import Any

from perdure.interpreter.arrays import zero_of
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import NetException
from perdure.interpreter.typesys import NetType, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import ListObject
from perdure.interpreter.values.enumerate import enumerate_value


class Instance(NetObject):
    """The base of script objects: `fields` by lower-case name, `net_type` the class's NetType."""

    __slots__ = ("fields",)
    net = "System.Object"
    fields: dict[str, Any]


def base_class(base: NetType | None) -> type:
    """Gives the Python class under a script class: that of its .NET base."""
    if base is None or base.name == "System.Object":
        return Instance
    data = base.data
    python = getattr(data, "python", None)
    if python is not None:
        return python  # type: ignore[no-any-return]
    exception = find_type("System.Exception")
    if exception is not None and base.is_a(exception):
        return NetException
    here: NetType | None = base
    while here is not None:
        definition = here.definition or here
        if definition.py is not None:
            return definition.py
        parent = here.base
        here = find_type(parent) if isinstance(parent, str) else parent
    return Instance


def instance_class(kind: NetType, base: type, methods: Collection[str] = ()) -> type:
    """Makes the Python class of a script class's instances; `methods` are the lower-case names of those it defines.

    One with GetHashCode is a key by that and by Equals, as .NET's dictionaries and sets ask.
    """
    members: dict[str, Any] = {"net_type": kind, "net": kind.name}
    if "gethashcode" in methods:
        members["__hash__"] = hash_of
        members["__eq__"] = equal
    enumerable = find_type("System.Collections.IEnumerable")
    if enumerable is not None and enumerable in kind.all_interfaces() and not hasattr(base, "net_enumerate"):
        members["net_enumerate"] = walk
    return type(kind.name, (base,), members)


def hash_of(instance: Any) -> int:
    """Gives what the class's GetHashCode says."""
    from perdure.interpreter.members import invoke

    return int(invoke(instance, "GetHashCode", []))


def equal(instance: Any, other: object) -> bool:
    """Gives what the class's Equals says of another script object."""
    from perdure.interpreter.members import invoke

    if instance is other:
        return True
    return isinstance(other, NetObject) and hasattr(other, "fields") and to_bool(invoke(instance, "Equals", [other]))


def walk(instance: Any) -> Iterator[Any]:
    """Gives the elements of an object whose class implements IEnumerable: what its GetEnumerator() walks."""
    from perdure.interpreter.members import get_member, invoke

    enumerator = invoke(instance, "GetEnumerator", [])
    items = enumerate_value(enumerator)
    if items is not None:
        yield from items
        return
    while to_bool(invoke(enumerator, "MoveNext", [])):
        yield get_member(enumerator, "Current")


def zero(kind: NetType | None) -> Any:
    """Gives what a field without value holds."""
    return None if kind is None else zero_of(kind)


def copy_state(made: Any, instance: Any, kind: NetType) -> None:
    """Gives an instance the state that its .NET base's constructor made."""
    for cls in type(made).__mro__:
        for name in getattr(cls, "__slots__", ()):
            if name in ("__weakref__", "__dict__", "net_type"):
                continue
            if hasattr(made, name):
                setattr(instance, name, getattr(made, name))
    if isinstance(instance, NetException):
        instance.type_name = kind.name
    elif isinstance(instance, ListObject):
        instance.items = list(made.items)
