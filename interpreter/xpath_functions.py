"""The functions of XPath 1.0, and its conversions between node lists, text, numbers and truth values."""

import math
from collections.abc import Callable
from typing import Any

from perdure.interpreter.number_format import double_text
from perdure.interpreter.values.xml_nodes import XmlNode


def to_text(value: Any) -> str:
    """Gives a value as text; a node list is its first node's text."""
    if isinstance(value, list):
        return value[0].inner_text() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return double_text(value)
    return str(value)


def to_number(value: Any) -> float:
    """Gives a value as a number, NaN where it is none."""
    if isinstance(value, (bool, float)):
        return float(value)
    text = to_text(value).strip()
    try:
        return (
            float(text) if text[:1] not in ("+",) and "e" not in text.lower() and "n" not in text.lower() else math.nan
        )
    except ValueError:
        return math.nan


def to_boolean(value: Any) -> bool:
    """Gives a value's truth."""
    if isinstance(value, float):
        return value != 0 and value == value
    return bool(value)


def _node(cx: Any, args: list[Any]) -> XmlNode | None:
    if not args:
        return cx.node  # type: ignore[no-any-return]
    return args[0][0] if args[0] else None


def _name(cx: Any, args: list[Any]) -> str:
    node = _node(cx, args)
    return node.name if node is not None and not node.name.startswith("#") else ""


def _local(cx: Any, args: list[Any]) -> str:
    node = _node(cx, args)
    return node.local if node is not None and not node.local.startswith("#") else ""


def _uri(cx: Any, args: list[Any]) -> str:
    node = _node(cx, args)
    return node.uri if node is not None else ""


def _given(cx: Any, args: list[Any]) -> str:
    return to_text(args[0]) if args else cx.node.inner_text()


def _substring(cx: Any, args: list[Any]) -> str:
    text, start = to_text(args[0]), to_number(args[1])
    end = start + to_number(args[2]) if len(args) > 2 else math.inf
    start, end = _round(start), _round(end) if end != math.inf else end
    return "".join([c for i, c in enumerate(text) if start <= i + 1 < end])


def _round(value: float) -> float:
    return float(math.floor(value + 0.5)) if math.isfinite(value) else value


def _translate(cx: Any, args: list[Any]) -> str:
    text, old, new = (to_text(a) for a in args)
    table = {c: new[i] if i < len(new) else "" for i, c in reversed(list(enumerate(old)))}
    return "".join([table.get(c, c) for c in text])


def _before(cx: Any, args: list[Any]) -> str:
    head, mark, _ = to_text(args[0]).partition(to_text(args[1]))
    return head if mark else ""


def _after(cx: Any, args: list[Any]) -> str:
    return to_text(args[0]).partition(to_text(args[1]))[2]


def _lang(cx: Any, args: list[Any]) -> bool:
    node = cx.node
    while node is not None:
        for a in node.attributes:
            if a.name == "xml:lang":
                have, want = str(a.text).lower(), str(to_text(args[0])).lower()
                return have == want or have.startswith(want + "-")
        node = node.parent
    return False


FUNCTIONS: dict[str, Callable[[Any, list[Any]], Any]] = {
    "count": lambda cx, a: float(len(a[0])),
    "name": _name,
    "local-name": _local,
    "namespace-uri": _uri,
    "string": _given,
    "concat": lambda cx, a: "".join([to_text(x) for x in a]),
    "starts-with": lambda cx, a: to_text(a[0]).startswith(to_text(a[1])),
    "contains": lambda cx, a: to_text(a[1]) in to_text(a[0]),
    "substring-before": _before,
    "substring-after": _after,
    "substring": _substring,
    "string-length": lambda cx, a: float(len(_given(cx, a))),
    "normalize-space": lambda cx, a: " ".join(_given(cx, a).split()),
    "translate": _translate,
    "boolean": lambda cx, a: to_boolean(a[0]),
    "not": lambda cx, a: not to_boolean(a[0]),
    "true": lambda cx, a: True,
    "false": lambda cx, a: False,
    "lang": _lang,
    "number": lambda cx, a: to_number(a[0] if a else [cx.node]),
    "sum": lambda cx, a: float(sum(to_number([n]) for n in a[0])),
    "floor": lambda cx, a: float(math.floor(to_number(a[0]))),
    "ceiling": lambda cx, a: float(math.ceil(to_number(a[0]))),
    "round": lambda cx, a: _round(to_number(a[0])),
    "id": lambda cx, a: [],
}
