"""Takes an object apart for Format-Custom: `class X { ... }`, `[ ... ]` for collections, as deep as was asked for.

Source: conformance/formatting/format-list (fc-*).
"""

from collections.abc import Iterable
from typing import Any

from perdure.runtime.formatting.cells import ELLIPSIS
from perdure.runtime.formatting.environment import ERROR_MARK, Environment
from perdure.runtime.formatting.expressions import Failure
from perdure.runtime.formatting.packets import NEWLINE, Frame
from perdure.runtime.formatting.properties import asked_properties, default_properties
from perdure.runtime.formatting.scalars import is_scalar
from perdure.runtime.formatting.texts import cell_text, elements
from perdure.runtime.objects import MISSING, type_names_of

INDENT = 2


def custom_content(value: Any, options: Any, env: Environment) -> list[Any]:
    """Gives the content of an object's custom entry."""
    walk = _Walk(env, options.depth)
    if is_scalar(value):
        return [cell_text(value, env), NEWLINE]
    items = elements(value)
    out: list[Any] = []
    if items is not None:
        walk.collection(items, 0, out)
    else:
        walk.object(value, 0, options.properties, out)
    return out


class _Walk:
    def __init__(self, env: Environment, depth: int) -> None:
        self.env, self.depth = env, depth

    def object(self, value: Any, level: int, asked: list[Any], out: list[Any]) -> None:
        scope = self.env.scope
        named = asked_properties(asked, value, scope, False) if asked else default_properties(value, scope)
        out += ["class " + type_names_of(value)[0].rpartition(".")[2], NEWLINE, "{", NEWLINE]
        inner: list[Any] = []
        for one, expression in named:
            inner.append(expression.name + " = ")
            found = expression.value(value, scope)
            if type(found) is Failure:
                self.env.failed("evaluate", expression.name, value)
                found = ERROR_MARK if self.env.mark_errors else ""
            limit = one.get("depth") if one is not None else None
            self.value(None if found is MISSING else found, level, self.depth if limit is None else limit, inner)
        out += [Frame(inner, INDENT), "}", NEWLINE]

    def value(self, found: Any, level: int, depth: int, out: list[Any]) -> None:
        items = elements(found) if found is not None else None
        if items is not None:
            out.append(NEWLINE)
            inner: list[Any] = []
            _Walk(self.env, depth).collection(items, level + 1, inner)
            out.append(Frame(inner, INDENT))
        elif self._is_leaf(found, level, depth):
            out += [cell_text(found, self.env), NEWLINE]
        else:
            out.append(NEWLINE)
            inner = []
            _Walk(self.env, depth).object(found, level + 1, [], inner)
            out.append(Frame(inner, INDENT))

    def collection(self, items: Iterable[Any], level: int, out: list[Any]) -> None:
        inner: list[Any] = []
        for count, item in enumerate(items):
            if 0 <= self.env.limit == count:
                inner += [ELLIPSIS, NEWLINE]
                break
            if self._is_leaf(item, level, self.depth):
                inner += [cell_text(item, self.env), NEWLINE]
                continue
            nested = elements(item)
            if nested is not None:
                inner.append(NEWLINE)
                deeper: list[Any] = []
                self.collection(nested, level + 1, deeper)
                inner.append(Frame(deeper, INDENT))
            else:
                self.object(item, level + 1, [], inner)
        out += ["[", NEWLINE, Frame(inner, INDENT), "]", NEWLINE]

    def _is_leaf(self, value: Any, level: int, depth: int) -> bool:
        return value is None or level >= depth or is_scalar(value)
