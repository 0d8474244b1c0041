"""How instances of a script's own classes are saved: the class by its name, the fields, what the .NET base class holds.

The class itself is made anew from its text, which travels with the job. Serves `snapshot.py`.
"""

from typing import Any

from perdure.interpreter.class_instances import Instance
from perdure.interpreter.records import DamagedRecord
from perdure.interpreter.snapshot_special import plain_type, type_again
from perdure.interpreter.snapshot_table import BY_TAG, FINDERS, Entry, Resolve, entry_of, index_steps
from perdure.interpreter.typesys import NetType

TAG = "i"


def _base_entry(cls: type) -> Entry | None:
    """Gives how the part of a .NET base class is saved; None where there is no such part."""
    for base in cls.__mro__:
        if "net_type" not in vars(base) or not isinstance(vars(base)["net_type"], NetType):
            return None if base is Instance else entry_of(base)
    return None


def _state(value: Any) -> list[Any]:
    fields: dict[str, Any] = getattr(value, "fields", {})
    base = _base_entry(type(value))
    return [len(fields), *(part for pair in fields.items() for part in pair), *(base.state(value) if base else ())]


def _steps(value: Any) -> list[str]:
    fields: dict[str, Any] = getattr(value, "fields", {})
    base = _base_entry(type(value))
    named = ["", *(step for name in fields for step in ("", "." + name))]
    if base is None:
        return named
    return named + (base.steps(value) if base.steps is not None else index_steps(base.state(value)))


def _open(resolve: Resolve, plain: Any) -> Any:
    blank = getattr(type_again(resolve, plain).data, "blank", None)
    if blank is None:
        raise DamagedRecord("a saved object's class is none")
    return blank()


def _fill(value: Any, state: list[Any]) -> None:
    end = 1 + 2 * state[0]
    base = _base_entry(type(value))
    if base is not None and base.fill is not None:
        base.fill(value, state[end:])
    parts = iter(state[1:end])
    value.fields = dict(zip(parts, parts, strict=True))


def _find(cls: type) -> Entry | None:
    kind = vars(cls).get("net_type")
    return _entry if isinstance(kind, NetType) and kind.assembly == "script" else None


_entry = Entry(TAG, True)
_entry.head, _entry.open = (lambda value: plain_type(type(value).net_type)), _open
_entry.state, _entry.fill, _entry.steps = _state, _fill, _steps
BY_TAG[TAG] = _entry
FINDERS.append(_find)
