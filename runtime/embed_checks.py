"""What a Python program may give `perdure.run` and its like: refused in words before anything runs, or made ready.

Serves embed.py. A wrong argument is the calling program's mistake, so Python's own TypeError or ValueError says so.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import TIMEOUT_MAX
from typing import Any

from perdure.grammar.source import Source, read_source

KINDS: dict[str, tuple[Any, str]] = {
    "args": (Iterable, "an iterable of values"),
    "parameters": (Mapping, "a mapping of names to values"),
    "workflow": (str, "a workflow's name (str)"),
    "input": (Iterable, "an iterable of objects"),
    "store": (str | os.PathLike, "the path of a store"),
}


def source_of(script: str | Path) -> Source:
    """Gives the source of a text or a file."""
    if isinstance(script, os.PathLike):
        return read_source(os.fspath(script))
    if not isinstance(script, str):
        raise TypeError(f"script is a text (str) or a file (pathlib.Path), not {type(script).__name__}")
    return Source(str(script))


def check_given(**given: Any) -> None:
    """Refuses arguments of `run` that are of no use; None stands for what is not given."""
    for name, value in given.items():
        kind, wanted = KINDS[name]
        if not isinstance(value, kind) and (value is not None or name == "args"):
            raise TypeError(f"{name} is {wanted}, not {type(value).__name__}")
    for name in given["parameters"] or ():
        if not isinstance(name, str):
            raise TypeError(f"a parameter's name is a str, not {type(name).__name__}")


def time_limit(timeout_s: float | None) -> float | None:
    """Gives the seconds that a run may take; None = as long as it likes."""
    if timeout_s is None:
        return None
    if isinstance(timeout_s, bool) or not isinstance(timeout_s, int | float):
        raise TypeError(f"timeout_s is a number of seconds, not {type(timeout_s).__name__}")
    if not timeout_s >= 0:
        raise ValueError(f"timeout_s is {timeout_s}: a number of seconds from 0 on, or None for no limit")
    return float(timeout_s) if timeout_s < TIMEOUT_MAX else None


def shown_values(values: Any, width: Any) -> list[Any]:
    """Gives the objects that `out_string` is to show; a str counts as one object."""
    if isinstance(width, bool) or not isinstance(width, int):
        raise TypeError(f"width is a number of characters, not {type(width).__name__}")
    if width < 1:
        raise ValueError(f"width is {width}: a number of characters from 1 on")
    if not isinstance(values, Iterable):
        raise TypeError(f"values is an iterable of objects, not {type(values).__name__}")
    return [values] if isinstance(values, str) else list(values)
