"""Sort-Object. Source: conformance/cmdlets/sort-object."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import DotNetThrow, ErrorRecord, ScriptError
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import unwrap
from perdure.runtime.formatting.display_sets import key_set
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.formatting.parameters import FOR_SORT, Key, read_properties
from perdure.runtime.formatting.parameters import Property as SortKey
from perdure.runtime.globs import matches
from perdure.runtime.objects import property_names
from perdure.runtime.ordering import same_keys, sorted_places


def read_keys(command: Cmdlet, given: Any, allowed: tuple[Key, ...], values: list[Any]) -> list[SortKey]:
    """Gives the keys that -Property names, patterns spelled out; the type's own keys where nothing was given."""
    if given is None and values:
        own = key_set(values[0], command.cx)
        given = own or None
    if given is None:
        return []
    asked = read_properties(given if isinstance(given, list) else [given], allowed, command)
    out: list[SortKey] = []
    for one in asked:
        if not one.expression.wild:
            out.append(one)
            continue
        names: dict[str, str] = {}
        for value in values:
            for name in property_names(value, command.scope):
                if matches(name, one.expression.name):
                    names.setdefault(name.lower(), name)
        out.extend([SortKey(Expression(name), one.keys) for name in names.values()])
    return out


def key_column(command: Cmdlet, key: SortKey, values: list[Any]) -> list[Any]:
    """Gives a key's value for each object; where its block fails the error is written and the value is $null."""
    read, scope = key.expression.value, command.scope
    out = []
    for value in values:
        found = read(value, scope)
        if type(found) is Failure:
            command.write_error(failure_record(command, found, value))
            found = None
        out.append(found)
    return out


def failure_record(command: Cmdlet, failure: Failure, value: Any) -> ErrorRecord:
    """Makes the error of a key whose block failed."""
    error = failure.error
    raised = error.record.exception if isinstance(error, ScriptError) else None
    if isinstance(error, DotNetThrow):
        raised = error.exception
    assert raised is not None
    return command.own(ErrorRecord(raised, "ExpressionEvaluation", "InvalidResult", value))


@cmdlet("Sort-Object", default_set="Default")
class SortObject(Cmdlet):
    """Sorts objects by themselves or by keys."""

    Stable = P("switch", sets="Default")
    Descending = P("switch")
    Unique = P("switch")
    Top = P("int", mandatory=True, sets="Top", validate=[validate_range(1, 2147483647)])
    Bottom = P("int", mandatory=True, sets="Bottom", validate=[validate_range(1, 2147483647)])
    InputObject = P("psobject", pipe="value")
    Property = P("object[]", pos=0)
    Culture = P("string")
    CaseSensitive = P("switch")

    def begin(self) -> None:
        self.values: list[Any] = []

    def process(self) -> None:
        value = self.InputObject
        if value is not None:
            self.values.append(value)

    def end(self) -> None:
        values, ignore_case = self.values, not self.CaseSensitive
        keys = read_keys(self, self.Property, FOR_SORT, values)
        if keys:
            columns = [key_column(self, k, values) for k in keys]
            descending = [self._descends(k) for k in keys]
        else:
            columns = [[unwrap(v) for v in values]]
            descending = [bool(self.Descending)]
        places = sorted_places(columns, descending, len(values), ignore_case)
        if self.Unique:
            places = [
                p for n, p in enumerate(places) if n == 0 or not same_keys(columns, places[n - 1], p, ignore_case)
            ]
        if self.Top is not None:
            places = places[: self.Top]
        elif self.Bottom is not None:
            places = places[-self.Bottom :]
        self.write_each([values[p] for p in places])

    def _descends(self, key: SortKey) -> bool:
        if key.get("ascending") is not None:
            return not key.get("ascending")
        if key.get("descending") is not None:
            return bool(key.get("descending"))
        return bool(self.Descending)
