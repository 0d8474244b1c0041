"""Tells whether two graphs of values are the same in shape, types, content and identity; knows nothing of how they are saved."""

from decimal import Decimal
from typing import Any

from perdure.grammar.source import Source
from perdure.interpreter.regexes import Compiled
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.enums import EnumValue

ATOMS = (str, bytes, int, float, Decimal, complex, type(None))
OWN = {"version", "__weakref__", "counted", "sorted_at"}  # raised by changes only, or caches


def slots_of(value: Any) -> list[str]:
    """Gives the names of an object's attributes."""
    names = [name for cls in type(value).__mro__ for name in getattr(cls, "__slots__", ())]
    return [name for name in names if name not in OWN]


class Same:
    """One comparison. `pairs`: objects of the left side and what stands for them on the right."""

    def __init__(self) -> None:
        self.pairs: dict[int, Any] = {}
        self.keep: list[Any] = []

    def check(self, left: Any, right: Any, path: str = "value") -> None:
        """Raises AssertionError with the path of the first difference."""
        todo = [(left, right, path)]
        while todo:
            left, right, path = todo.pop()
            assert type(left) is type(right) or type(left).__name__ == type(right).__name__, (path, left, right)
            if isinstance(left, ATOMS):
                assert left == right or (left != left and right != right), (path, left, right)
                assert str(left) == str(right), path
                continue
            if isinstance(left, NetType | EnumValue):
                assert left is right, (path, left, right)
                continue
            if id(left) in self.pairs:
                assert self.pairs[id(left)] is right, f"{path}: not the same object"
                continue
            if not isinstance(left, tuple | frozenset):
                self.pairs[id(left)] = right
                self.keep.append((left, right))
            todo += [(a, b, f"{path}{step}") for step, a, b in self.parts(left, right, path)]

    def parts(self, left: Any, right: Any, path: str) -> list[tuple[str, Any, Any]]:
        found: list[tuple[str, Any, Any]] = []
        if isinstance(left, Source):
            return [(".text", left.text, right.text), (".path", left.path, right.path)]
        if isinstance(left, Compiled):
            return [(".source", left.source, right.source), (".options", left.options, right.options)]
        if isinstance(left, list | tuple):
            assert len(left) == len(right), (path, left, right)
            found += [(f"[{n}]", a, b) for n, (a, b) in enumerate(zip(left, right, strict=True))]
        elif isinstance(left, dict):
            assert len(left) == len(right), (path, left, right)
            for n, (a, b) in enumerate(zip(left.items(), right.items(), strict=True)):
                if not (isinstance(a[0], tuple) and isinstance(a[0][0], type)):  # a slot made of an object's address
                    found.append((f".key{n}", a[0], b[0]))
                found.append((f".value{n}", a[1], b[1]))
        elif isinstance(left, set | frozenset | bytearray):
            assert left == right, path
        if isinstance(left, NetObject | list) and type(left) is not list:
            for name in slots_of(left):
                if callable(getattr(left, name, None)) or name in ("hit", "call", "_groups", "facts", "net_type"):
                    continue
                missing = object()
                a, b = getattr(left, name, missing), getattr(right, name, missing)
                if a is missing:
                    continue
                found.append((f".{name}", a, b))
        return found


def assert_same(left: Any, right: Any) -> None:
    """Asserts that both graphs are the same."""
    Same().check(left, right)
    Same().check(right, left)
