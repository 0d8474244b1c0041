"""System.Management.Automation.Host: choices, fields, sizes and places; and CompletionResult, which completers give."""

from typing import Any

from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.enums import EnumValue, named

SMA = "System.Management.Automation."
HOST = SMA + "Host."


class ChoiceDescription(NetObject):
    """A choice of PromptForChoice; `&` in the label stands before its key."""

    __slots__ = ("label", "help")
    net = HOST + "ChoiceDescription"

    def __init__(self, label: str, help_message: str = "") -> None:
        if not label:
            raise empty("label")
        self.label, self.help = label, help_message


def empty(name: str) -> DotNetThrow:
    return throw_dotnet(
        SMA + "PSArgumentException",
        f'Cannot process argument because the value of argument "{name}" is null. Change the value of argument "{name}" to '
        "a non-null value.",
    )


define(ChoiceDescription.net, py=ChoiceDescription, members={
    "new(string label)": ChoiceDescription,
    "new(string label, string helpMessage)": ChoiceDescription,
    "Label -> string": lambda c: c.label,
    "HelpMessage -> string": Prop(lambda c: c.help, lambda c, v: setattr(c, "help", v), "System.String"),
})  # fmt: skip


class FieldDescription(NetObject):
    """A field that Prompt asks for."""

    __slots__ = ("name", "label", "help", "mandatory", "default", "kind")
    net = HOST + "FieldDescription"

    def __init__(self, name: str) -> None:
        if not name:
            raise empty("name")
        self.name, self.label, self.help, self.mandatory = name, "", "", True
        self.default: Any = None
        self.kind: Any = find_type("System.String")

    def set_type(self, kind: Any) -> None:
        if kind is None:
            raise null("parameterType")
        self.kind = kind


def slot(name: str, type_name: str) -> Prop:
    return Prop(lambda o: getattr(o, name), lambda o, v: setattr(o, name, v), type_name)


define(FieldDescription.net, py=FieldDescription, members={
    "new(string name)": FieldDescription,
    "Name -> string": lambda f: f.name,
    "Label": slot("label", "System.String"),
    "HelpMessage": slot("help", "System.String"),
    "IsMandatory": slot("mandatory", "System.Boolean"),
    "DefaultValue": slot("default", "System.Object"),
    "ParameterTypeName -> string": lambda f: f.kind.short,
    "ParameterTypeFullName -> string": lambda f: f.kind.name,
    "SetParameterType(type parameterType) -> void": lambda f, kind: f.set_type(kind),
})  # fmt: skip


class Measures(NetObject):
    """A few whole numbers by name: Size, Coordinates, Rectangle."""

    __slots__ = ("net_type", "numbers")

    def __init__(self, net_type: Any, numbers: dict[str, int]) -> None:
        self.net_type, self.numbers = net_type, numbers

    def __str__(self) -> str:
        return ",".join([str(n) for n in self.numbers.values()])

    def __eq__(self, other: object) -> bool:
        return type(other) is Measures and other.net_type is self.net_type and other.numbers == self.numbers

    def __hash__(self) -> int:
        return hash(tuple(self.numbers.values()))


def measures(name: str, parts: str) -> Any:
    """Declares a struct of whole numbers."""
    kind = define(HOST + name, "System.ValueType", kind="struct")
    words = parts.split()

    def make(*given: int) -> Measures:
        return Measures(kind, dict(zip(words, given, strict=True)))

    def part(word: str) -> Prop:
        return Prop(lambda m: m.numbers[word], lambda m, v: m.numbers.__setitem__(word, v), "System.Int32")

    signature = ", ".join([f"int {w[0].lower()}{w[1:]}" for w in words])
    kind.members = {
        f"new({signature})": make, **{w: part(w) for w in words}, "ToString() -> string": str,
    }  # fmt: skip
    kind.zero = lambda: make(*[0] * len(words))
    return make


SIZE = measures("Size", "Width Height")
PLACE = measures("Coordinates", "X Y")
measures("Rectangle", "Left Top Right Bottom")
define(HOST + "PSHostUserInterface", abstract=True)
define(HOST + "PSHostRawUserInterface", abstract=True)


class CompletionResult(NetObject):
    """What an argument completer gives: text, how it is listed, what it is, a tip."""

    __slots__ = ("text", "shown", "kind", "tip")
    net = SMA + "CompletionResult"

    def __init__(self, text: str, shown: str | None = None, kind: Any = None, tip: str | None = None) -> None:
        for value, name in ((text, "completionText"), (text if shown is None else shown, "listItemText"),
                            (text if tip is None else tip, "toolTip")):  # fmt: skip
            if not value:
                raise null(name)
        self.text, self.shown, self.tip = text, shown or text, tip or text
        self.kind = kind if isinstance(kind, EnumValue) else named(find_type(SMA + "CompletionResultType"), "Text")
        if self.kind is None:
            raise argument("resultType")


_KIND = SMA + "CompletionResultType"
define(CompletionResult.net, py=CompletionResult, members={
    "new(string completionText)": CompletionResult,
    f"new(string completionText, string listItemText, {_KIND} resultType, string toolTip)": CompletionResult,
    "CompletionText -> string": lambda c: c.text,
    "ListItemText -> string": lambda c: c.shown,
    f"ResultType -> {_KIND}": lambda c: c.kind,
    "ToolTip -> string": lambda c: c.tip,
})  # fmt: skip
