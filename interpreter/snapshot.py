"""Turns values into chunks of bytes and back: the only file that pickles, and only plain tuples, lists and numbers.

A stand-in for the interface until the codec lands.
"""

from collections.abc import Callable, Mapping
from typing import Any

from perdure.interpreter.records import Snapshot


class Encoder:
    """Encodes the states of one job, one after the other; remembers what it wrote, so little is written twice."""

    def __init__(self, host_values: bool = False) -> None:
        """`host_values`: values of a Python host may go by cloudpickle."""

    def dump(self, roots: Mapping[str, Any]) -> Snapshot:
        """Encodes all roots (a branch each, say); sharing and cycles across them are kept. CannotSave names a value."""
        raise NotImplementedError


def load(
    snapshot: Snapshot, resolve: Callable[[str, str], Any] | None = None, host_values: bool = False
) -> dict[str, Any]:
    """Decodes a state into the roots it was made of. `resolve(kind, name)` finds what was saved by name only."""
    raise NotImplementedError


def dump_value(value: Any, path: str = "$value") -> bytes:
    """Encodes one value by itself (an output, metadata, an activity's result)."""
    raise NotImplementedError


def load_value(data: bytes, resolve: Callable[[str, str], Any] | None = None) -> Any:
    """Decodes one value."""
    raise NotImplementedError


def register_leaf(cls: type, tag: str, to_plain: Callable[[Any], Any], from_plain: Callable[[Any], Any]) -> None:
    """Says how values of a class without references are saved: as plain numbers, text, bytes or tuples of them."""
    raise NotImplementedError


def register(
    cls: type,
    tag: str,
    state: Callable[[Any], list[Any]],
    create: Callable[[], Any],
    fill: Callable[[Any, list[Any]], None],
    steps: Callable[[Any], list[str]] | None = None,
) -> None:
    """Says how mutable objects are saved: `state` gives a fresh list of values, on loading `create` an empty object that
    others can already refer to, and `fill` its content. `steps` names the values of `state` in paths (`.Name`, `[3]`); a
    name that begins with `$` starts the path anew (variables of a frame).
    """
    raise NotImplementedError


def register_named(cls: type, kind: str, name_of: Callable[[Any], str]) -> None:
    """Says that objects of a class are saved by name only and found again by `resolve(kind, name)`."""
    raise NotImplementedError
