"""The methods that PowerShell gives to every collection and scalar: ForEach and Where.

Source: about_Arrays, "Methods of arrays". Serves members_invoke.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import convert, to_bool, to_int32, to_string
from perdure.interpreter.errors import make_error
from perdure.interpreter.members_get import MISSING, read_own
from perdure.interpreter.members_set import set_member
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary, ListObject
from perdure.interpreter.values.enumerate import enumerate_value


class PSCollection(ListObject):
    """What ForEach and Where give: Collection[PSObject]."""

    __slots__ = ()
    net = "System.Collections.ObjectModel.Collection`1"

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items, ("System.Management.Automation.PSObject",))


HOOKS: dict[str, Callable[..., Any]] = {}  # "invoke": members_invoke.invoke, entered there (it imports this module)


def _elements(target: Any) -> list[Any]:
    items = enumerate_value(target)
    if items is not None:
        return list(items)
    return [target]


def foreach_method(target: Any, args: list[Any], sc: Any) -> Any:
    """Runs a block, converts, reads or sets a property, or calls a method, for every element."""
    if not args:
        raise make_error('Cannot find an overload for "ForEach" and the argument count: "0".',
                         "MethodCountCouldNotFindBest", exception="System.Management.Automation.MethodException")  # fmt: skip
    what, rest = args[0], args[1:]
    if type(what) is PSObject:
        what = what.base
    out: list[Any] = []
    items = _elements(target)
    if isinstance(what, ScriptBlock):
        for item in items:
            out.extend(sc.cx.call_block(what, rest, item, sc, False))
        return PSCollection(out)
    kind = what if isinstance(what, NetType) else None
    if kind is not None:
        return PSCollection([convert(item, kind, cx=sc.cx) for item in items])
    name = to_string(what)
    for item in items:
        out.extend(_by_name(item, name, rest, sc))
    return PSCollection(out)


def _by_name(item: Any, name: str, rest: list[Any], sc: Any) -> list[Any]:
    found = read_own(item, name, sc) if item is not None else MISSING
    if found is not MISSING and type(found).__name__ != "PSMethod":
        if isinstance(item, Dictionary) and rest:
            set_member(item, name, rest[0], sc)
            return []
        if rest:
            set_member(item, name, rest[0] if len(rest) == 1 else rest, sc)
            return []
        return [found]
    if found is MISSING:
        return []
    result = HOOKS["invoke"](item, name, rest, sc)
    return [] if result is NOTHING else [result]


_MODES = ("default", "first", "last", "skipuntil", "until", "split")


def where_method(target: Any, args: list[Any], sc: Any) -> Any:
    """Gives the elements for which a block is true; a mode and a count say which of them."""
    if not args:
        raise make_error('Cannot find an overload for "Where" and the argument count: "0".',
                         "MethodCountCouldNotFindBest", exception="System.Management.Automation.MethodException")  # fmt: skip
    block = args[0]
    mode = to_string(args[1]).lower() if len(args) > 1 and args[1] is not None else "default"
    mode = {"0": "default", "1": "first", "2": "last", "3": "skipuntil", "4": "until", "5": "split"}.get(mode, mode)
    if mode not in _MODES:
        kind = resolve_text("System.Management.Automation.WhereOperatorSelectionMode", sc)
        if kind is not None:
            convert(args[1], kind, cx=sc.cx)
    count = to_int32(args[2]) if len(args) > 2 else 0
    items = _elements(target)

    def true(item: Any) -> bool:
        out = sc.cx.call_block(block, [], item, sc, False)
        return to_bool(out[0]) if len(out) == 1 else bool(out)

    return PSCollection(_select(items, mode, count, true))


def _select(items: list[Any], mode: str, count: int, true: Callable[[Any], bool]) -> list[Any]:
    out: list[Any] = []
    if mode in ("default", "first"):
        limit = count or (1 if mode == "first" else 0)
        for item in items:
            if true(item):
                out.append(item)
                if limit and len(out) >= limit:
                    break
        return out
    if mode == "last":
        for item in items:
            if true(item):
                out.append(item)
        return out[-(count or 1) :]
    if mode == "split":
        rest: list[Any] = []
        for item in items:
            full = bool(count) and len(out) >= count
            (rest if full or not true(item) else out).append(item)
        return [PSCollection(out), PSCollection(rest)]
    for i, item in enumerate(items):
        if true(item):
            found = items[:i] if mode == "until" else items[i:]
            return found[:count] if count else found
    return (items[:count] if count else list(items)) if mode == "until" else []
