"""Select-Object: some of the objects, some of their properties. Source: conformance/cmdlets/select-object*."""

from collections import deque
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import DotNetThrow, ErrorRecord, NetException, ScriptError, StopUpstream
from perdure.interpreter.members import MISSING
from perdure.interpreter.typesys import type_of
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, PSObject, unwrap
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.formatting.parameters import FOR_SELECT, Property, read_properties
from perdure.runtime.globs import matches
from perdure.runtime.objects import property_names
from perdure.runtime.ordering import exact_key, order

_COUNT = [validate_range(0, 2147483647)]
_DEFAULT, _SKIP_LAST, _INDEX, _SKIP_INDEX = (
    "DefaultParameter",
    "SkipLastParameter",
    "IndexParameter",
    "SkipIndexParameter",
)


@cmdlet("Select-Object", aliases="select", default_set=_DEFAULT)
class SelectObject(Cmdlet):
    """Selects objects, or makes new ones of their properties."""

    InputObject = P("psobject", pipe="value", null=True)
    Property = P("object[]", pos=0)
    ExcludeProperty = P("string[]")
    ExpandProperty = P("string")
    Unique = P("switch")
    CaseInsensitive = P("switch")
    Last = P("int", sets=_DEFAULT, validate=_COUNT, default=0)
    First = P("int", sets=_DEFAULT, validate=_COUNT, default=0)
    Skip = P("int", sets=_DEFAULT + " " + _SKIP_LAST, validate=_COUNT, default=0)
    SkipLast = P("int", sets=_SKIP_LAST, validate=_COUNT, default=0)
    Wait = P("switch", sets=_DEFAULT + " " + _INDEX)
    Index = P("int[]", sets=_INDEX, validate=_COUNT)
    SkipIndex = P("int[]", mandatory=True, sets=_SKIP_INDEX, validate=_COUNT)

    def begin(self) -> None:
        given = self.Property
        if given is not None and not isinstance(given, list):
            given = [given]
        self.asked: list[Property] = read_properties(given, FOR_SELECT, self)
        if self.ExcludeProperty and not self.asked and not self.ExpandProperty:
            self.asked = [Property(Expression("*"), {})]
        self.expand = Expression(self.ExpandProperty) if self.ExpandProperty else None
        self.simple = plain_names(self) if self.expand is None and not self.ExcludeProperty else []
        self.plain = not self.asked and self.expand is None
        self.uniques: list[tuple[Any, int]] | None = [] if self.Unique else None
        self.exact: set[tuple[Any, ...]] | None = set()
        self.exact_kind: tuple[Any, ...] | None = None
        self.limited = self.has("First") or self.has("Last")
        self.to_skip = int(self.Skip)
        self.streamed = 0
        self.queue: deque[Any] = deque()
        self.seen = 0
        self.wanted = {int(i) for i in (self.Index or self.SkipIndex or ())}
        self.highest = max(self.wanted, default=-1)
        if not self.limited and not self.has("Skip") and self.set_name == _DEFAULT and not self.has("SkipLast"):
            self.stage.process = self.take_all

    def take_all(self) -> None:
        """Does what `process` does where every object is wanted."""
        value = self.InputObject
        if value is not None:
            self.select(value)

    def process(self) -> None:
        if not self.invocation.expecting_input and not self.has("InputObject"):
            return
        value = self.InputObject
        if self.set_name == _INDEX:
            self.by_index(value)
        elif self.set_name == _SKIP_INDEX:
            if self.seen not in self.wanted:
                self.select(value)
            self.seen += 1
        elif self.SkipLast:
            if self.to_skip:
                self.to_skip -= 1
                return
            self.queue.append(value)
            if len(self.queue) > self.SkipLast:
                self.select(self.queue.popleft())
        else:
            self.by_count(value)

    def by_index(self, value: Any) -> None:
        if self.seen in self.wanted:
            self.select(value)
        self.seen += 1
        if not self.Wait and self.seen > self.highest:
            raise StopUpstream(self)

    def by_count(self, value: Any) -> None:
        """Does -First, -Last and -Skip."""
        first, last = int(self.First), int(self.Last)
        if last == 0:
            if self.to_skip:
                self.to_skip -= 1
            elif self.streamed < first or not self.limited:
                self.streamed += 1
                self.select(value)
        else:
            self.queue.append(value)
            if first:
                if self.to_skip:
                    self.to_skip -= 1
                    self.queue.popleft()
                elif self.streamed < first:
                    self.streamed += 1
                    self.select(self.queue.popleft())
                elif len(self.queue) > last:
                    self.queue.popleft()
            elif len(self.queue) > last + self.to_skip:
                self.queue.popleft()
        if self.limited and not last and first and self.streamed >= first and not self.Wait:
            raise StopUpstream(self)

    def end(self) -> None:
        if not self.SkipLast:
            count = len(self.queue) - (0 if self.First else self.to_skip)
            for value in list(self.queue)[: max(count, 0)]:
                self.select(value)
        if self.uniques is not None:
            for value, _ in self.uniques:
                self.emit(value)

    # -- one object --------------------------------------------------------------------------------------------------

    def select(self, value: Any) -> None:
        """Puts out what is selected of one object."""
        if self.plain:
            self.put(value, None, value)
            return
        if value is None:
            return
        if self.simple and type(value) is PSCustomObject and value.ext is None and not self.cx.type_data:
            picked = self.picked(value)
            if picked is not None:
                self.put(picked, picked, value)
                return
        found = self.properties(value)
        if found is None:
            return
        if self.expand is not None:
            self.expanded(value, found)
            return
        made = PSCustomObject({})
        seen: set[str] = set()
        for name, held in found:
            low = name.lower()
            if low in seen:
                self.write_error(_exists(self, name, value, "AlreadyExistingUserSpecifiedPropertyNoExpand"))
                continue
            seen.add(low)
            made.props[name] = held
        self.put(made, made, value)

    def picked(self, value: PSCustomObject) -> PSCustomObject | None:
        """Selects plain names of an object of notes; None where it takes the general way."""
        props, made = value.props, {}
        for name in self.simple:
            key = name if name in props else value.key_of(name)
            if key is None:
                return None
            held = props[key]
            if type(held) is Member:
                return None
            made[key] = held
        return PSCustomObject(made)

    def properties(self, value: Any) -> list[tuple[str, Any]] | None:
        """Gives the selected properties' names and values; None after an error."""
        scope, excluded = self.scope, self.ExcludeProperty
        out: list[tuple[str, Any]] = []
        for one in self.asked:
            expression, name = one.expression, one.keys.get("name")
            resolved = expression.resolve(value, scope)
            if excluded:
                resolved = [e for e in resolved if not any(matches(e.name, x) for x in excluded)]
            if not resolved and not expression.wild:
                if excluded and any(matches(expression.name, x) for x in excluded):
                    continue
                out.append((name or expression.name, None))
                continue
            if name and len(resolved) > 1:
                raised = NetException("System.InvalidOperationException", "Cannot rename multiple results.")
                self.write_error(self.own(ErrorRecord(raised, "RenamingMultipleResults", "InvalidOperation", value)))
                continue
            for e in resolved:
                found = e.value(value, scope)
                if not name and not e.name:
                    message = "A property is an empty script block and does not provide a name."
                    raised = NetException("System.Management.Automation.PSArgumentException", message)
                    raise self.throw(ErrorRecord(raised, "EmptyScriptBlockAndNoName", "InvalidArgument"))
                out.append((name or e.name, None if found is MISSING or type(found) is Failure else found))
        return out

    def expanded(self, value: Any, notes: list[tuple[str, Any]]) -> None:
        """Does -ExpandProperty for one object."""
        assert self.expand is not None
        resolved = self.expand.resolve(value, self.scope)
        if len(resolved) != 1:
            found_none = not resolved
            text = (
                f'Property "{self.expand.name}" cannot be found.'
                if found_none
                else "Multiple properties cannot be expanded."
            )
            raised = NetException("System.Management.Automation.PSArgumentException", text)
            error_id = "ExpandPropertyNotFound" if found_none else "MutlipleExpandProperties"
            self.write_error(self.own(ErrorRecord(raised, error_id, "InvalidArgument", value)))
            return
        found = resolved[0].value(value, self.scope)
        if type(found) is Failure:
            error = found.error
            inner = error.record.exception if isinstance(error, ScriptError) else None
            if isinstance(error, DotNetThrow):
                inner = error.exception
            assert inner is not None
            self.write_error(self.own(ErrorRecord(inner, "PropertyEvaluationExpand", "InvalidResult", value)))
            return
        if found is None or found is MISSING:
            return
        items = enumerate_value(found)
        for item in (found,) if items is None else items:
            if item is not None:
                shown = self.with_notes(item, notes, value) if notes else item
                self.put(shown, None, value)

    def with_notes(self, item: Any, notes: list[tuple[str, Any]], value: Any) -> Any:
        """Gives an expanded value that carries the other selected properties."""
        target = item if isinstance(item, NetObject) else PSObject(item)
        own = {n.lower() for n in property_names(target, self.scope)}
        for name, held in notes:
            if name.lower() in own:
                self.write_error(_exists(self, name, value, "AlreadyExistingUserSpecifiedPropertyExpand"))
                continue
            if type(target) is PSCustomObject:
                target.props[name] = held
            else:
                if target.ext is None:
                    target.ext = {}
                target.ext[name.lower()] = Member(name, "NoteProperty", held)
        return target

    def put(self, value: Any, made: PSCustomObject | None, source: Any) -> None:
        """Puts an object out; -Unique holds it back and drops those that are there already."""
        if self.uniques is not None:
            count = 0 if made is None else len(made.props)
            if self._is_there(value, count):
                return
            self.uniques.append((value, count))
        if type(value) is PSCustomObject:
            name = "Selected." + type_of(unwrap(source)).name
            names = value.type_names
            if names is None:
                value.type_names = [name]
            elif name not in names:
                names.insert(0, name)
        if self.uniques is None:
            self.emit(value)

    def _is_there(self, value: Any, count: int) -> bool:
        """Tells whether -Unique has met the same before; where all are numbers and plain text alike, a set tells."""
        assert self.uniques is not None
        if self.exact is not None:
            base = unwrap(value)
            fields = base.props if type(base) is PSCustomObject and not self.plain else {"": base}
            values = exact_key(fields.values(), bool(self.CaseInsensitive))
            kind = None if values is None else tuple([(n.lower(), type(v)) for n, v in fields.items()])
            if values is not None and (not self.uniques or kind == self.exact_kind):
                self.exact_kind = kind
                known = values in self.exact
                self.exact.add(values)
                return known
            self.exact = None
        return any(n == count and self._same(value, other) for other, n in self.uniques)

    def _same(self, one: Any, other: Any) -> bool:
        ignore_case = bool(self.CaseInsensitive)
        a, b = unwrap(one), unwrap(other)
        if type(a) is PSCustomObject and type(b) is PSCustomObject and not self.plain:
            if len(a.props) != len(b.props):
                return False
            for name, held in a.props.items():
                key = b.key_of(name)
                if key is None or order(b.props[key], held, ignore_case) != 0:
                    return False
            return True
        return order(a, b, ignore_case) == 0


def plain_names(command: SelectObject) -> list[str]:
    """Gives the names of -Property where they are all plain and different; none where one is a block or a pattern."""
    names = [one.expression.name for one in command.asked]
    plain = all([one.expression.block is None and not one.expression.wild and not one.keys for one in command.asked])
    return names if plain and len({n.lower() for n in names}) == len(names) else []


def _exists(command: Cmdlet, name: str, value: Any, error_id: str) -> ErrorRecord:
    message = f'The property cannot be processed because the property "{name}" already exists.'
    raised = NetException("System.Management.Automation.PSArgumentException", message)
    return command.own(ErrorRecord(raised, error_id, "InvalidOperation", value))
