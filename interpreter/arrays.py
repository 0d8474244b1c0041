"""Arrays of any element type and rank: making them, what an empty slot holds.

Object[] is a plain list, any other one-dimensional array a TypedArray, a multi-dimensional one a Grid. Serves
constructors, New-Object, [array] members and conversions.
"""

from typing import Any

from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.limits import filled
from perdure.interpreter.memberinfo import Overload, parse_signature
from perdure.interpreter.typesys import NetType, array_of, find_type
from perdure.interpreter.values.collections import Grid, TypedArray
from perdure.interpreter.values.enums import enum_value


def zero_of(kind: NetType) -> Any:
    """Gives the default value of a type: 0, $false, $null ..."""
    if kind.zero is not None:
        return kind.zero()
    if kind.kind == "enum" and kind.data is not None:
        return kind.data.cache.get(0) or _enum_zero(kind)
    return None


def _enum_zero(kind: NetType) -> Any:
    return enum_value(kind, 0)


def new_array(element: NetType, *lengths: int) -> list[Any]:
    """Gives a new array whose slots hold the element type's default."""
    count = 1
    for n in lengths:
        count *= n
    items = filled(zero_of(element), count)
    if len(lengths) > 1:
        return Grid(element.name, lengths, items)
    return items if element.name == "System.Object" else TypedArray(element.name, items)


def array_like(source: list[Any], items: list[Any]) -> list[Any]:
    """Gives an array of the same element type with other items."""
    return TypedArray(source.element, items) if isinstance(source, TypedArray) else items


def array_constructors(kind: NetType) -> list[Overload]:
    """Gives the constructors of an array type: one length for each dimension."""
    element = kind.element
    assert element is not None

    def make(*lengths: int) -> list[Any]:
        if any([n < 0 for n in lengths]):
            raise throw_dotnet("System.OverflowException", "Arithmetic operation resulted in an overflow.")
        return new_array(element, *lengths)

    params = ", ".join([f"int length{i + 1}" if kind.rank > 1 else "int length" for i in range(kind.rank)])
    return [parse_signature(f"new({params})", make, False, "", kind)]


def object_array() -> NetType:
    """Gives the type Object[]."""
    found = find_type("System.Object")
    assert found is not None
    return array_of(found)
