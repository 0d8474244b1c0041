"""The four shapes: what a table, a list, a wide view and a custom view make of an object.

A shape is made for a document's first object and gives the document's start and each object's entry. Serves the
formatter; knows nothing of widths on a screen. Source: conformance/formatting.
"""

from typing import Any

from perdure.interpreter.values.base import unwrap
from perdure.runtime.formatting.custom_tree import custom_content
from perdure.runtime.formatting.display_sets import display_set
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.formatting.packets import LEFT, RIGHT, Cell, Column, Custom, Fields, FormatStart, Row
from perdure.runtime.formatting.parameters import Property
from perdure.runtime.formatting.properties import Named, asked_properties, default_properties
from perdure.runtime.formatting.scalars import is_scalar
from perdure.runtime.formatting.texts import display_expression, field_text, value_text
from perdure.runtime.formatting.views import View, ViewColumn, choose
from perdure.runtime.objects import MISSING, READ_FAILED, type_names_of

MOST_COLUMNS = 10  # of a table that was not told its properties


class Options:
    """What a Format-* command was told: properties, grouping, widths. None = the view decides."""

    __slots__ = (
        "properties",
        "autosize",
        "wrap",
        "hide_header",
        "repeat_header",
        "per_row",
        "depth",
        "force",
        "expand",
    )

    def __init__(self, properties: list[Property] | None = None) -> None:
        self.properties = properties or []
        self.autosize: bool | None = None
        self.wrap: bool | None = None
        self.hide_header = False
        self.repeat_header = False
        self.per_row = 0
        self.depth = 5
        self.force = False
        self.expand: str | None = None


def _source_text(source: Any, form: str, value: Any, env: Environment) -> str:
    """Gives the text of a view's column for an object."""
    if isinstance(source, str):
        return value_text(Expression(source), value, env, form)
    try:
        found = source(value, env.scope)
    except READ_FAILED:
        return env.failed("evaluate", "", value)
    return field_text(found, env, form, value)


class Shape:
    """The base: `view` is PowerShell's view for the first object, None = its properties are shown."""

    kind = ""

    def __init__(self, env: Environment, options: Options, view: View | None, first: Any) -> None:
        self.env, self.options, self.view, self.first = env, options, view, first

    def start(self) -> FormatStart:
        """Gives the document's start."""
        made = FormatStart(self.kind)
        own = self.view is not None and self.view.autosize
        made.autosize = own if self.options.autosize is None else self.options.autosize
        return made

    def entry(self, value: Any) -> Any:
        """Gives an object's entry."""
        raise NotImplementedError


class TableShape(Shape):
    kind = "table"

    def __init__(self, env: Environment, options: Options, view: View | None, first: Any) -> None:
        super().__init__(env, options, view, first)
        self.named: list[Named] = []
        if view is None:
            if options.properties:
                self.named = asked_properties(options.properties, first, env.scope, True)
            else:
                self.named = default_properties(first, env.scope)
                if not display_set(first, env.scope.cx):
                    self.named = self.named[:MOST_COLUMNS]
        self.forms = [None if p is None else p.get("formatString") for p, _ in self.named]
        self.aligns = [c.cell_align for c in view.columns] if view is not None else None
        if self.aligns is not None and not any(self.aligns):
            self.aligns = None

    def start(self) -> FormatStart:
        made = super().start()
        made.hide_header = self.options.hide_header
        made.repeat_header = self.options.repeat_header
        if self.view is not None:
            made.columns = [_view_header(c) for c in self.view.columns]
        else:
            made.columns = [self._header(p, e) for p, e in self.named]
        return made

    def _header(self, asked: Property | None, expression: Expression) -> Column:
        keys: dict[str, Any] = {} if asked is None else asked.keys
        align = keys.get("alignment") or self._natural_alignment(expression)
        label = keys.get("label")
        return Column(label or expression.name, keys.get("width", 0), align, bool(label) and label != expression.name)

    def _natural_alignment(self, expression: Expression) -> int:
        found = expression.value(self.first, self.env.scope)
        if found is MISSING or found is None or type(found) is Failure:
            return LEFT
        return RIGHT if is_scalar(found) and type(unwrap(found)) is not str else LEFT

    def entry(self, value: Any) -> Row:
        env, view = self.env, self.view
        wrap = self.options.wrap
        if view is not None:
            texts = [_source_text(c.source, c.form, value, env) for c in view.columns]
            return Row(texts, self.aligns, view.wrap if wrap is None else wrap)
        texts = [
            value_text(e, value, env, form, form is None) for (_, e), form in zip(self.named, self.forms, strict=True)
        ]
        return Row(texts, None, bool(wrap))


def _view_header(own: ViewColumn) -> Column:
    label = own.label
    if label is None:
        label = own.source if isinstance(own.source, str) else ""
    return Column(label, own.width, own.align or own.cell_align, label != own.source)


class ListShape(Shape):
    kind = "list"

    def entry(self, value: Any) -> Fields:
        env = self.env
        if self.view is not None:
            fields = choose(self.view.fields, type_names_of(value))[1]
            return Fields([(_view_header(f).label, _source_text(f.source, f.form, value, env)) for f in fields])
        if self.options.properties:
            named = asked_properties(self.options.properties, value, env.scope, False)
        else:
            named = default_properties(value, env.scope)
        pairs = []
        for asked, expression in named:
            keys: dict[str, Any] = {} if asked is None else asked.keys
            text = value_text(expression, value, env, keys.get("formatString"))
            pairs.append((keys.get("label") or expression.name, text))
        return Fields(pairs)


class WideShape(Shape):
    kind = "wide"

    def start(self) -> FormatStart:
        made = super().start()
        made.per_row = self.options.per_row
        return made

    def entry(self, value: Any) -> Cell:
        env = self.env
        if self.view is not None:
            _, source, form = choose(self.view.cells, type_names_of(value))
            return Cell(_source_text(source, form, value, env))
        named = self._named(value)
        if not named:
            return Cell("")
        asked, expression = named[0]
        return Cell(value_text(expression, value, env, None if asked is None else asked.get("formatString")))

    def _named(self, value: Any) -> list[Named]:
        if self.options.properties:
            return asked_properties(self.options.properties, value, self.env.scope, False)
        display = display_expression(value, self.env)
        return [(None, display)] if display is not None else default_properties(value, self.env.scope)


class CustomShape(Shape):
    kind = "custom"

    def entry(self, value: Any) -> Custom:
        if self.view is not None:
            try:
                return Custom(self.view.content(value, self.env.scope))
            except READ_FAILED:
                return Custom([self.env.failed("evaluate", "", value)])
        return Custom(custom_content(value, self.options, self.env))


SHAPES: dict[str, type[Shape]] = {c.kind: c for c in (TableShape, ListShape, WideShape, CustomShape)}
