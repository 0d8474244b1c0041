"""What names a column, key or field: a property's name, a wildcard, or a script block.

Serves Format-*, Select-, Sort-, Group- and Measure-Object. Knows nothing of text.
"""

from typing import Any

from perdure.interpreter.members_ets import extended, of_type
from perdure.interpreter.values.base import NOTHING, PSCustomObject
from perdure.runtime.globs import has_wildcard, matches
from perdure.runtime.objects import MISSING, READ_FAILED, entries_as_properties, find_name, property_names, read


class Failure:
    """The result of an expression that raised: `error` is what came."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error


class Expression:
    """A property's name or pattern (`name`), or a script block (`block`; `name` is then its text)."""

    __slots__ = ("name", "block", "wild", "run", "run_scope")

    def __init__(self, name: str, block: Any = None) -> None:
        self.name = name
        self.block = block
        self.wild = block is None and has_wildcard(name)
        self.run: Any = None  # the block's runner, made for `run_scope`
        self.run_scope: Any = None

    def resolve(self, value: Any, sc: Any) -> "list[Expression]":
        """Gives the expressions of the object's properties that this one names, spelled as the object does."""
        if self.block is not None:
            return [self]
        view = entries_as_properties(value)
        if view is not None:
            found = self._resolve(view, sc)
            if found:
                return found
        return self._resolve(value, sc)

    def _resolve(self, value: Any, sc: Any) -> "list[Expression]":
        if self.wild:
            pattern = self.name
            return [Expression(n) for n in property_names(value, sc) if matches(n, pattern)]
        found = find_name(value, self.name, sc)
        if found is not None:
            return [Expression(found)]
        members = property_set(value, self.name, sc)
        return [] if members is None else [Expression(n) for n in members]

    def value(self, value: Any, sc: Any) -> Any:
        """Gives the expression's value for an object: MISSING without such a property, Failure where it raised."""
        try:
            if self.block is not None:
                return self._run(value, sc)
            if type(value) is PSCustomObject:
                return read(value, self.name, sc)
            view = entries_as_properties(value)
            if view is not None:
                found = read(view, self.name, sc)
                if found is not MISSING:
                    return found
            return read(value, self.name, sc)
        except READ_FAILED as error:
            return Failure(error)

    def _run(self, value: Any, sc: Any) -> Any:
        """Runs the block with the object as `$_` in a scope of its own; gives its output as one value."""
        if self.run_scope is not sc:
            self.run, self.run_scope = sc.cx.block_runner(self.block, sc, True), sc
        out: list[Any] = []
        cx = sc.cx
        cx.try_depth += 1  # an error of one statement ends the expression
        try:
            self.run(value, out.append)
        finally:
            cx.try_depth -= 1
        if len(out) == 1:
            return None if out[0] is NOTHING else out[0]
        return out if out else None

    def __repr__(self) -> str:
        return f"Expression({self.name!r})"


def property_set(value: Any, name: str, sc: Any) -> list[str] | None:
    """Gives the names that a PropertySet of that name holds; None where there is none."""
    low = name.lower()
    member = extended(value, low) or of_type(value, low, sc.cx)
    if member is not None and member.kind == "PropertySet":
        return list(member.value)
    return None
