"""Type inference for generic methods: `[Linq.Enumerable]::Where($ints, $func)` finds TSource = Int32.

Walks parameter and argument types side by side. Serves overloads.py.
"""

from typing import Any

from perdure.interpreter.memberinfo import Overload
from perdure.interpreter.type_texts import split_arguments
from perdure.interpreter.typesys import NetType, find_type, type_of


def infer(over: Overload, kinds: list[NetType | None], args: list[Any]) -> tuple[NetType, ...] | None:
    """Gives the method's type arguments, None where they cannot be told from the arguments."""
    found: dict[str, NetType] = {}
    for i, kind in enumerate(kinds):
        param = over.params[min(i, len(over.params) - 1)] if over.params else None
        if param is None or kind is None:
            continue
        text = param.text
        if param.kind == "params" and kind.element is None:
            text = text[:-2]
        if param.kind in ("ref", "out") and hasattr(args[i], "get"):
            held = args[i].get()
            if held is None:
                continue
            kind = type_of(held)
        _walk(text, kind, over, found)
    if len(found) != len(over.generics):
        return None
    return tuple([found[g] for g in over.generics])


def _walk(text: str, kind: NetType, over: Overload, found: dict[str, NetType]) -> None:
    """Matches a parameter's type as written against the argument's type."""
    if text in over.generics:
        found.setdefault(text, kind)
        return
    if text.endswith("[]"):
        if kind.element is not None:
            _walk(text[:-2], kind.element, over, found)
        return
    if "[" not in text:
        return
    head, _, inner = text.partition("[")
    parts = split_arguments(inner[:-1])
    definition = _definition(head, len(parts), over)
    if definition is None:
        return
    for face in [*kind.parents(), *kind.all_interfaces()]:
        if face.definition is definition:
            for part, arg in zip(parts, face.args, strict=True):
                _walk(part, arg, over, found)
            return


def _definition(head: str, arity: int, over: Overload) -> NetType | None:
    name = f"{head}`{arity}"
    for space in ("", "System.", "System.Collections.Generic.", "System.Linq."):
        found = find_type(space + name)
        if found is not None:
            return found
    return None
