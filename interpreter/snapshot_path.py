"""Finds the path of a value that cannot be saved (`$cfg.Session.Socket`). Slow and only run when a save has failed."""

from collections.abc import Mapping
from typing import Any

from perdure.interpreter.snapshot_table import ATOMS, entry_of, index_steps


def find_path(roots: Mapping[str, Any], wanted: Any) -> str:
    """Gives the first path from a root to the very object `wanted`, breadth first; the root's name when none is found."""
    level: list[tuple[str, Any]] = list(roots.items())
    seen: set[int] = set()
    keep: list[Any] = []
    while level:
        below: list[tuple[str, Any]] = []
        for path, value in level:
            if value is wanted:
                return path
            if type(value) in ATOMS or id(value) in seen:
                continue
            seen.add(id(value))
            keep.append(value)
            below += _inside(path, value)
        level = below
    return next(iter(roots), "$value")


def type_name(value: Any) -> str:
    """Gives the type of a value as users know it: the .NET name where it has one, else the Python class."""
    net = getattr(value, "net", None)
    if isinstance(net, str) and net != "System.Object":
        return net
    cls = type(value)
    return cls.__qualname__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__qualname__}"


def _inside(path: str, value: Any) -> list[tuple[str, Any]]:
    entry = entry_of(type(value))
    found: list[tuple[str, Any]] = []
    if entry is None:
        return found
    if entry.members and value.ext is not None:
        found += [(f"{path}.{name}", member) for name, member in value.ext.items()]
    if entry.leaf is not None:
        return found
    state = entry.state(value)
    steps = entry.steps(value) if entry.steps is not None else index_steps(state)
    for step, part in zip(steps, state, strict=False):
        found.append((step if step.startswith("$") else path + step, part))
    return found
