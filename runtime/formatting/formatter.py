"""Turns objects into format objects: which view, which shape, when a group or a document begins and ends.

The first object that needs a shape decides it for all that follow; strings, numbers and errors stand outside of it.
Serves Format-* cmdlets and, before the printer, Out-*. Source: conformance/formatting.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, make_error
from perdure.interpreter.operators_compare import equals
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.runtime.formatting.display_sets import display_set
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.formatting.packets import (
    Custom,
    FormatEnd,
    FormatEntry,
    GroupEnd,
    GroupStart,
    Packet,
    Text,
)
from perdure.runtime.formatting.parameters import Property
from perdure.runtime.formatting.properties import all_properties
from perdure.runtime.formatting.scalars import is_scalar
from perdure.runtime.formatting.shapes import SHAPES, ListShape, Options, Shape
from perdure.runtime.formatting.texts import REMOTE, cell_text, elements
from perdure.runtime.formatting.views import View, applies, find_view
from perdure.runtime.objects import MISSING, READ_FAILED, text_of, type_names_of

MOST_IN_TABLE = 4  # properties of an object that is shown as a table without being asked

_NO_GROUP = object()


class Formatter:
    """Formats a stream of objects.

    Args:
        env: the session's side.
        emit: takes each format object.
        shape: table, list, wide or custom; None = as PowerShell decides by the first object.
        options: what a Format-* command was told.
        view_name: the name of a view that must be there.
        group: what -GroupBy was given.
    """

    def __init__(
        self,
        env: Environment,
        emit: Callable[[Packet], None],
        shape: str | None = None,
        options: Options | None = None,
        view_name: str | None = None,
        group: Property | None = None,
    ) -> None:
        self.env, self.emit, self.kind = env, emit, shape
        self.options = options or Options()
        self.view_name, self.group = view_name, group
        self.shape: Shape | None = None
        self.in_group = False
        self.group_value: Any = _NO_GROUP
        self.group_label = ""

    def feed(self, value: Any) -> None:
        """Takes the next object of the pipeline; a collection is taken apart."""
        kind = type(value)
        if kind is str or kind is int:
            if not self.options.force:
                self.emit(FormatEntry(Text(value if kind is str else str(value)), True))
                return
        if value is None or value is NOTHING:
            return
        items = elements(value)
        if items is None or self.options.expand == "CoreOnly":
            self._one(value)
            return
        gathered = list(items)
        if self.options.expand == "Both":
            self._announce(value, len(gathered))
        for item in gathered:
            if item is not None and item is not NOTHING:
                self._one(item)

    def end(self) -> None:
        """Closes the open group and document."""
        if self.shape is not None:
            if self.in_group:
                self.emit(GroupEnd())
            self.emit(FormatEnd())
            self.shape, self.in_group, self.group_value = None, False, _NO_GROUP

    # -- one object --------------------------------------------------------------------------------------------------

    def _one(self, value: Any) -> None:
        if self._outside(value, False):
            return
        shape = self.shape
        if shape is None:
            shape = self._open(value)
            self.emit(shape.start())
        elif self._outside(value, True):
            return
        changed = self._group_changed(value)
        if not self.in_group:
            self.in_group = True
            self.emit(GroupStart(self._group_title(value)))
        elif changed:
            self.emit(FormatEntry(Custom([]), True))  # an empty line
            self.emit(GroupEnd())
            self.emit(GroupStart(self._group_title(value)))
        self.emit(FormatEntry(shape.entry(value), False))
        if self.env.failures:
            self._tell_failures()

    def _outside(self, value: Any, in_document: bool) -> bool:
        """Puts out what stands outside of documents: scalars, errors, and what the document's view does not fit."""
        if self.options.force:
            return False
        if in_document:
            view = self.shape.view if self.shape is not None else None
            if view is None or applies(view, type_names_of(value)):
                return False
        entry = outside_entry(value, self.env, in_document)
        if entry is None:
            return False
        self.emit(FormatEntry(entry, True, stream_of(value)))
        return True

    # -- the document ------------------------------------------------------------------------------------------------

    def _open(self, first: Any) -> Shape:
        names = type_names_of(first)
        view: View | None = None
        kind = self.kind
        if not self.options.properties:
            view = find_view(names, kind, self.view_name)
            if view is None and self.view_name is not None:
                raise _no_view(self.view_name, kind, names)
        if view is not None:
            kind = view.shape
        elif kind is None:
            kind = self._natural_shape(first)
        self.shape = SHAPES[kind](self.env, self.options, view, first)
        return self.shape

    def _natural_shape(self, first: Any) -> str:
        scope = self.env.scope
        count = len(display_set(first, scope.cx)) or len(all_properties(first, scope))
        return "table" if count <= MOST_IN_TABLE else "list"

    # -- groups ------------------------------------------------------------------------------------------------------

    def _group_source(self) -> Any:
        if self.group is not None:
            return self.group.expression
        view = self.shape.view if self.shape is not None else None
        if view is None or view.group is None:
            return None
        return Expression(view.group) if isinstance(view.group, str) else view.group

    def _group_changed(self, value: Any) -> bool:
        """Tells whether the object belongs to another group than the one before; notes its group's value."""
        source = self._group_source()
        if source is None:
            return False
        scope = self.env.scope
        if isinstance(source, Expression):
            resolved = source.resolve(value, scope)
            if not resolved:
                return False
            source = resolved[0]
            found = source.value(value, scope)
            label = source.name
        else:
            found, label = source(value, scope), ""
        if found is MISSING or type(found) is Failure:
            return False
        before, self.group_value = self.group_value, found
        if before is not _NO_GROUP and _same(found, before):
            return False
        self.group_label = label
        return True

    def _group_title(self, value: Any) -> list[Any] | None:
        if self.group_value is _NO_GROUP:
            return None
        view = self.shape.view if self.shape is not None else None
        label = self.group_label
        if view is not None and view.group is not None:
            if view.title is not None:
                content: list[Any] = view.title(value, self.env.scope)
                return content
            label = view.group_label or label
        if self.group is not None and self.group.get("label"):
            label = self.group.get("label")
        return [f"   {label}: ", cell_text(self.group_value, self.env)]

    # -- messages between objects ------------------------------------------------------------------------------------

    def _tell_failures(self) -> None:
        failures, self.env.failures = self.env.failures, []
        for kind, text, value in failures:
            what = "Failed to evaluate expression" if kind == "evaluate" else "Failed to interpret formatting string"
            raised = NetException("System.Management.Automation.PSInvalidOperationException", f'{what} "{text}".')
            error_id = "mshExpressionError" if kind == "evaluate" else "formattingError"
            entry = outside_entry(ErrorRecord(raised, error_id, "InvalidArgument", value), self.env, False)
            self.emit(FormatEntry(entry, True))

    def _announce(self, value: Any, count: int) -> None:
        """Says what a collection itself is, before its elements (-Expand Both)."""
        self._note("The following object supports IEnumerable:\n")
        self.emit(FormatEntry(ListShape(self.env, Options(), None, value).entry(value), True))
        if count == 1:
            text = "The IEnumerable contains the following object:"
        else:
            text = f"The IEnumerable contains the following {count} objects:"
        self._note(text + "\n" if count else "The IEnumerable contains no objects.\n")

    def _note(self, text: str) -> None:
        self.emit(FormatEntry(Text(text), True))


def outside_entry(value: Any, env: Environment, fallback: bool) -> Any:
    """Gives the entry of an object that stands outside of documents, None for one that needs a document.

    `fallback`: any object with properties is shown as a list, since the open document's view does not fit it.
    """
    if is_scalar(value):
        return Text(text_of(value, env.scope))
    view = find_view(type_names_of(value), outside=True)
    if view is not None:
        try:
            return Custom(view.content(value, env.scope))
        except READ_FAILED:
            return Custom([""])
    if not has_properties(value, env.scope):
        return Text(text_of(value, env.scope))
    if not fallback:
        return None
    return ListShape(env, Options(), None, value).entry(value)


def has_properties(value: Any, scope: Any) -> bool:
    """Tells whether an object has a property to show, those that remoting adds left out."""
    return any(n.lower() not in REMOTE for n in all_properties(value, scope))


def stream_of(value: Any) -> str:
    """Gives the stream that a record was merged from into the output, "" for everything else."""
    base = value.base if type(value) is PSObject else value
    return str(getattr(base, "merged_from", "") or "")


def _same(left: Any, right: Any) -> bool:
    try:
        if equals(left, right):
            return True
    except READ_FAILED:
        pass
    return text_of(left).lower() == text_of(right).lower()


def _no_view(name: str, kind: str | None, type_names: list[str]) -> Exception:
    shape = {"table": "Table", "list": "List", "wide": "Wide", "custom": "Custom"}.get(kind or "", "")
    return make_error(
        f"The view name {name} cannot be found. Specify one of the following {shape} views and try again.",
        "FormatViewNotFound",
        "ObjectNotFound",
        None,
        "System.Management.Automation.PipelineStoppedException",
    )
