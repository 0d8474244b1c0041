"""ConvertTo-Html. Source: conformance/cmdlets/text-conversion."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.members import MISSING
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.formatting.packets import CENTER, LEFT, RIGHT
from perdure.runtime.formatting.parameters import ALIGN, EXPRESSION, FORMAT, LABEL, WIDTH, read_properties
from perdure.runtime.formatting.parameters import Property as Asked
from perdure.runtime.formatting.properties import Named, all_properties
from perdure.runtime.formatting.texts import value_text
from perdure.runtime.objects import text_of

_KEYS = (EXPRESSION, LABEL, ALIGN, WIDTH, FORMAT)
_ALIGNMENTS = {LEFT: "left", CENTER: "center", RIGHT: "right"}
DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
)
TRANSITIONAL = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    '  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


def escaped(text: str) -> str:
    """Gives text as HTML has it (WebUtility.HtmlEncode)."""
    out = []
    for c in text:
        code = ord(c)
        if c in "<>&\"'":
            out.append({"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;"}[c])
        elif 160 <= code < 256 or code > 0xFFFF:
            out.append(f"&#{code};")
        else:
            out.append(c)
    return "".join(out)


@cmdlet("ConvertTo-Html", default_set="Page")
class ConvertToHtml(Cmdlet):
    """Gives objects as a page, or a part of one, in HTML."""

    InputObject = P("psobject", pipe="value")
    Property = P("object[]", pos=0)
    Body = P("string[]", pos=3, sets="Page")
    Head = P("string[]", pos=1, sets="Page")
    Title = P("string", pos=2, sets="Page")
    As = P("string", values=("Table", "List"), default="Table")
    CssUri = P("uri", alias="cu uri", sets="Page")
    Fragment = P("switch", sets="Fragment")
    PostContent = P("string[]")
    PreContent = P("string[]")
    Meta = P("hashtable", sets="Page")
    Charset = P("string", sets="Page")
    Transitional = P("switch", sets="Page")

    def begin(self) -> None:
        given = self.Property
        if given is not None and not isinstance(given, list):
            given = [given]
        self.asked: list[Asked] = read_properties(given, _KEYS, self)
        self.env = Environment(self.scope)
        self.is_list = str(self.As).lower() == "list"
        self.named: list[Named] | None = None
        self.count = 0
        if not self.Fragment:
            self.page_start()
        self.lines(self.PreContent)

    def lines(self, given: Any) -> None:
        for text in given or ():
            self.emit(to_string(text))

    def page_start(self) -> None:
        self.emit(TRANSITIONAL if self.Transitional else DOCTYPE)
        self.emit('<html xmlns="http://www.w3.org/1999/xhtml">')
        self.emit("<head>")
        if self.Charset:
            self.emit(f'<meta charset="{self.Charset}">')
        for name, value in self.Meta.items() if self.Meta is not None else ():
            self.emit(f'<meta name="{to_string(name)}" content="{to_string(value)}">')
        title = escaped(self.Title) if self.has("Title") else "HTML TABLE"
        if self.Head:
            self.lines(self.Head)
        else:
            self.emit(f"<title>{title}</title>")
        if self.CssUri is not None:
            self.emit(f'<link rel="stylesheet" type="text/css" href="{to_string(self.CssUri)}" />')
        self.emit("</head><body>")
        self.lines(self.Body)

    def process(self) -> None:
        value = self.InputObject
        if value is None:
            return
        self.count += 1
        if self.named is None:
            self.named = self.columns(value)
            self.emit("<table>")
            if not self.is_list:
                self.table_start()
        elif self.is_list:
            self.emit("<tr><td><hr></td></tr>")
        if self.is_list:
            for asked, expression in self.named:
                label = self.label(asked, expression)
                text = escaped(self.text(asked, expression, value))
                self.emit(f"<tr><td>{escaped(label)}:</td><td>{text}</td></tr>")
        else:
            cells = "".join([f"<td>{escaped(self.text(a, e, value))}</td>" for a, e in self.named])
            self.emit(f"<tr>{cells}</tr>")

    def columns(self, value: Any) -> list[Named]:
        if not self.asked:
            return [(None, Expression(n)) for n in all_properties(value, self.scope)]
        out: list[Named] = []
        for one in self.asked:
            found = one.expression.resolve(value, self.scope) or ([] if one.expression.wild else [one.expression])
            out.extend([(one, e) for e in found])
        return out

    def table_start(self) -> None:
        assert self.named is not None
        columns = []
        for asked, _ in self.named:
            keys = asked.keys if asked is not None else {}
            width = f' width="{keys["width"]}"' if "width" in keys else ""
            align = f' align="{_ALIGNMENTS[keys["alignment"]]}"' if "alignment" in keys else ""
            columns.append(f"<col{width}{align}/>")
        self.emit(f"<colgroup>{''.join(columns)}</colgroup>")
        labels = "".join([f"<th>{escaped(self.label(a, e))}</th>" for a, e in self.named])
        self.emit(f"<tr>{labels}</tr>")

    def label(self, asked: Asked | None, expression: Expression) -> str:
        return str((asked.keys.get("label") if asked is not None else None) or expression.name)

    def text(self, asked: Asked | None, expression: Expression, value: Any) -> str:
        form = asked.keys.get("formatString") if asked is not None else None
        if form:
            return value_text(expression, value, self.env, form)
        found = expression.value(value, self.scope)
        if found is MISSING or type(found) is Failure or found is None:
            return ""
        return net_text(found) if isinstance(found, (list, float)) else text_of(found)

    def end(self) -> None:
        if self.count:
            self.emit("</table>")
        self.lines(self.PostContent)
        if not self.Fragment:
            self.emit("</body></html>")
