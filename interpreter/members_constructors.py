"""A type's constructors as the overloads of one method: `[T]::new(...)` calls it, `[T]::new` shows it."""

from typing import Any

from perdure.interpreter.arrays import array_constructors
from perdure.interpreter.memberinfo import MethodGroup, members_of, parse_signature
from perdure.interpreter.typesys import NetType


def constructor_group(kind: NetType) -> MethodGroup:
    """Gives a type's constructors as the overloads of one method."""
    group = kind.found.get("new")
    if group is None:
        group = kind.found["new"] = MethodGroup(kind.short.split("`", 1)[0], constructors_of(kind), True, kind)
    return group


def constructors_of(kind: NetType) -> list[Any]:
    """Gives a type's constructors."""
    if kind.element is not None:
        return array_constructors(kind)
    made = list(members_of(kind).constructors)
    if kind.kind == "struct" and kind.zero is not None and not any(not c.params for c in made):
        made.append(parse_signature("new()", kind.zero, False, "", kind))
    return made
