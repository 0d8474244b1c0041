"""Finds the view that PowerShell has for a type: a table's columns, a list's fields, a wide or a custom entry.

Views are data (`views_*.py`, in the order in which they win); a view of the nearest type in the object's chain of type
names is taken. Knows nothing of lines. Source: conformance/formatting/default-dotnet-types, cmdlet-views.
"""

from collections.abc import Callable, Iterable
from typing import Any

Source = str | Callable[[Any, Any], Any]  # a property's name, or callable(object, scope) -> value


class ViewColumn:
    """A column: `source` gives the value, `label` None = the property's name, `cell_align` 0 = the header's."""

    __slots__ = ("source", "label", "width", "align", "cell_align", "form")

    def __init__(
        self,
        source: Source,
        label: str | None = None,
        width: int = 0,
        align: int = 0,
        cell_align: int = 0,
        form: str = "",
    ) -> None:
        self.source, self.label, self.width, self.align = source, label, width, align
        self.cell_align, self.form = cell_align, form


class View:
    """A view. `shape`: table, list, wide, custom; `outside`: shown outside of any table (errors, script blocks).

    `columns` of a table, `fields` of a list: [(type name or "" = any, columns)], `cells` of a wide view likewise;
    `content` of a custom one: callable(object, scope) -> content of a packets.Custom. `group`: what groups are made by;
    `title` callable(object, scope) -> content above a group, None = `label: value`.
    """

    __slots__ = (
        "name", "shape", "types", "columns", "fields", "cells", "content", "outside", "group", "group_label", "title",
        "wrap", "autosize",
    )  # fmt: skip

    def __init__(self, name: str, shape: str, types: Iterable[str], **more: Any) -> None:
        self.name, self.shape, self.types = name, shape, tuple(types)
        self.columns: list[ViewColumn] = more.get("columns", [])
        self.fields: list[tuple[str, list[ViewColumn]]] = more.get("fields", [])
        self.cells: list[tuple[str, Source, str]] = more.get("cells", [])
        self.content: Any = more.get("content")
        self.outside: bool = more.get("outside", False)
        self.group: Source | None = more.get("group")
        self.group_label: str | None = more.get("group_label")
        self.title: Any = more.get("title")
        self.wrap: bool = more.get("wrap", False)
        self.autosize: bool = more.get("autosize", False)


_by_type: dict[str, list[View]] = {}


def _all_views() -> dict[str, list[View]]:
    """Gives lower-case type name -> its views in their order; read at the first use."""
    if not _by_type:
        from perdure.runtime.formatting.views_core import VIEWS as CORE
        from perdure.runtime.formatting.views_dotnet import VIEWS as DOTNET
        from perdure.runtime.formatting.views_files import VIEWS as FILES

        for view in (*DOTNET, *FILES, *CORE):
            for name in view.types:
                _by_type.setdefault(name.lower(), []).append(view)
    return _by_type


def find_view(
    type_names: list[str], shape: str | None = None, name: str | None = None, outside: bool = False
) -> View | None:
    """Gives the view for an object with these type names, None where PowerShell has none.

    Args:
        type_names: the object's type names, most derived first.
        shape: only views of that shape; None = any.
        name: only the view of that name (any case).
        outside: views of what stands outside of documents, instead of all others.
    """
    known = _by_type or _all_views()
    for chain in (type_names, original_names(type_names)):
        for type_name in chain:
            for view in known.get(type_name.lower(), ()):
                if view.outside is outside and (shape is None or view.shape == shape):
                    if name is None or view.name.lower() == name.lower():
                        return view
    return None


def applies(view: View, type_names: list[str]) -> bool:
    """Tells whether a view that was chosen for another object fits an object with these type names."""
    own = {t.lower() for t in view.types}
    return any(t.lower() in own for t in [*type_names, *original_names(type_names)])


def original_names(type_names: list[str]) -> list[str]:
    """Gives the names that deserialized objects had before they were carried over."""
    return [t[13:] for t in type_names if t[:13].lower() == "deserialized."]


def choose(options: list[tuple[Any, ...]], type_names: list[str]) -> tuple[Any, ...]:
    """Gives the option made for the nearest type, else the one for any."""
    for type_name in type_names:
        for option in options:
            if option[0] and option[0].lower() == type_name.lower():
                return option
    for option in options:
        if not option[0]:
            return option
    return options[0]


# ---- how views are written -------------------------------------------------------------------------------------------


def column(
    source: Source, width: int = 0, align: int = 0, label: str | None = None, cell: int = 0, form: str = ""
) -> ViewColumn:
    """Makes a column."""
    return ViewColumn(source, label, width, align, cell, form)


def table(name: str, types: str | Iterable[str], *columns: ViewColumn, **more: Any) -> View:
    """Makes a table view."""
    return View(name, "table", _types(types), columns=list(columns), **more)


def listing(name: str, types: str | Iterable[str], fields: str, **more: Any) -> View:
    """Makes a list view; `fields` are property names separated by blanks."""
    return View(name, "list", _types(types), fields=[("", names(fields))], **more)


def names(fields: str) -> list[ViewColumn]:
    """Makes a list's fields from property names separated by blanks; `Label=Name` labels one."""
    out = []
    for word in fields.split():
        label, _, name = word.rpartition("=")
        out.append(ViewColumn(name, label or None))
    return out


def wide(name: str, types: str | Iterable[str], source: str) -> View:
    """Makes a wide view of one property."""
    return View(name, "wide", _types(types), cells=[("", source, "")])


def custom(name: str, types: str | Iterable[str], content: Any, outside: bool = False, **more: Any) -> View:
    """Makes a custom view."""
    return View(name, "custom", _types(types), content=content, outside=outside, **more)


def _types(types: str | Iterable[str]) -> tuple[str, ...]:
    return (types,) if isinstance(types, str) else tuple(types)
