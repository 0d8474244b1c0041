"""ConvertTo-Html: objects as a table or as lists, in a page or as a fragment."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import PSCustomObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.switch import SwitchParameter
from perdure.runtime import globs

DOCTYPES = {
    "strict": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    "transitional": (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
    ),
}


class Column:
    """One property to show: its label, where its value comes from, its alignment and width."""

    __slots__ = ("label", "source", "align", "width")

    def __init__(self, label: str, source: Any, align: str = "", width: str = "") -> None:
        self.label, self.source, self.align, self.width = label, source, align, width


@cmdlet("ConvertTo-Html", default_set="Page")
class ConvertToHtml(Cmdlet):
    """Gives objects as HTML."""

    InputObject = P("object", pipe="value")
    Property = P("object[]", pos=0)
    Body = P("string[]", pos=3, sets="Page")
    Head = P("string[]", pos=1, sets="Page")
    Title = P("string", pos=2, sets="Page")
    As = P("string", values=("Table", "List"), default="Table")
    CssUri = P("string", sets="Page", alias="cu uri")
    Fragment = P("switch", sets="Fragment")
    PostContent = P("string[]")
    PreContent = P("string[]")
    Meta = P("hashtable", sets="Page")
    Charset = P("string", sets="Page")
    Transitional = P("switch", sets="Page")

    def begin(self) -> None:
        self.columns: list[Column] | None = None
        self.started = False
        if not self.Fragment:
            self.head()
        self.write_each(self.PreContent or ())

    def head(self) -> None:
        """Puts the page's beginning out."""
        self.write(DOCTYPES["transitional" if self.Transitional else "strict"])
        self.write('<html xmlns="http://www.w3.org/1999/xhtml">')
        self.write("<head>")
        if self.Charset:
            self.write(f'<meta charset="{self.Charset}">')
        meta = unwrap(self.Meta)
        for name, content in meta.items() if isinstance(meta, Dictionary) else ():
            self.write(f'<meta name="{to_string(name)}" content="{to_string(content)}">')
        if self.Head:
            self.write_each(self.Head)
        else:
            self.write(f"<title>{self.Title if self.Title is not None else 'HTML TABLE'}</title>")
        if self.CssUri:
            self.write(f'<link rel="stylesheet" type="text/css" href="{self.CssUri}" />')
        self.write("</head><body>")
        self.write_each(self.Body or ())

    def process(self) -> None:
        if not self.has("InputObject") or self.InputObject is None:
            return
        if self.columns is None:
            self.columns = self.chosen(self.InputObject)
        if self.As.lower() == "list":
            self.as_list(self.InputObject)
        else:
            self.as_row(self.InputObject)

    def end(self) -> None:
        if self.started:
            self.write("</table>")
        elif self.As.lower() == "table" and not self.invocation.expecting_input:
            self.write("<table>")
            self.write("</table>")
        self.write_each(self.PostContent or ())
        if not self.Fragment:
            self.write("</body></html>")

    def as_row(self, value: Any) -> None:
        """Puts one object out as a row; the first one brings the head of the table."""
        columns = self.columns or []
        if not self.started:
            self.started = True
            self.write("<table>")
            cells = "".join(f"<col{attributes(c)}/>" for c in columns)
            self.write(f"<colgroup>{cells}</colgroup>")
            self.write("<tr>" + "".join(f"<th>{escape(c.label)}</th>" for c in columns) + "</tr>")
        cells = "".join(f"<td>{escape(self.text(value, c))}</td>" for c in columns)
        self.write(f"<tr>{cells}</tr>")

    def as_list(self, value: Any) -> None:
        """Puts one object out as rows of name and value."""
        if not self.started:
            self.started = True
            self.write("<table>")
        else:
            self.write("<tr><td><hr></td></tr>")
        for column in self.columns or ():
            self.write(f"<tr><td>{escape(column.label)}:</td><td>{escape(self.text(value, column))}</td></tr>")

    def text(self, value: Any, column: Column) -> str:
        """Gives one property's value as text."""
        if isinstance(column.source, ScriptBlock):
            out = self.call(column.source, under=value)
            found: Any = out[0] if len(out) == 1 else out if out else None
        else:
            found = members.get_member(value, column.source, self.scope)
        return shown(found)

    def chosen(self, first: Any) -> list[Column]:
        """Gives the columns: -Property's, or all properties of the first object."""
        if not self.Property:
            plain = unwrap(first)
            if isinstance(plain, str | int | float | bool):
                return [Column("*", "*")]
            return [Column(e.name, e.name) for e in members.properties_of(first, self.scope)]
        columns: list[Column] = []
        for given in self.Property:
            plain = unwrap(given)
            if isinstance(plain, Dictionary):
                columns.append(calculated(plain))
            elif isinstance(plain, ScriptBlock):
                columns.append(Column(plain.text(), plain))
            else:
                columns.extend(self.by_pattern(first, to_string(plain)))
        return columns

    def by_pattern(self, first: Any, pattern: str) -> list[Column]:
        """Gives the columns that a name or pattern means."""
        if not globs.has_wildcard(pattern):
            return [Column(pattern, pattern)]
        names = [e.name for e in members.properties_of(first, self.scope)]
        return [Column(n, n) for n in names if globs.matches(n, pattern)]


def calculated(table: Dictionary) -> Column:
    """Gives the column of a calculated property."""
    label = source = None
    align = width = ""
    for key, value in table.items():
        low = to_string(key).lower()
        if low and ("label".startswith(low) or "name".startswith(low)):
            label = to_string(value)
        elif low and "expression".startswith(low):
            source = unwrap(value)
        elif low and "alignment".startswith(low):
            align = to_string(value)
        elif low and "width".startswith(low):
            width = to_string(value)
    text = source.text() if isinstance(source, ScriptBlock) else to_string(source)
    return Column(
        label if label is not None else text, source if isinstance(source, ScriptBlock) else text, align, width
    )


def attributes(column: Column) -> str:
    """Gives a column's attributes."""
    out = ""
    if column.width:
        out += f' width = "{column.width}"'
    if column.align:
        out += f' align = "{column.align}"'
    return out


def shown(value: Any) -> str:
    """Gives a property's value as ConvertTo-Html shows it: collections by their type."""
    plain = unwrap(value)
    if plain is None:
        return ""
    if isinstance(plain, SwitchParameter | str | PSCustomObject):
        return to_string(value)
    if enumerate_value(value) is not None and isinstance(plain, list):
        return type_of(plain).name
    return to_string(value)


def escape(text: str) -> str:
    """Escapes what HTML gives a meaning."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )
