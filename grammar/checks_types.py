"""The faults that need to know .NET's types: unknown ones in classes, and caught ones that a former clause catches.

The types are the caller's (the interpreter's): three functions behind the protocol Types. Serves whoever runs a script;
parsing alone does not call it.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from perdure.grammar.ast import (
    ClassDefinition,
    EnumDefinition,
    MethodMember,
    Node,
    Script,
    Try,
    TypeName,
)
from perdure.grammar.diagnostic import Diagnostic
from perdure.grammar.messages import message
from perdure.grammar.source import Span


class Types(Protocol):
    """What the caller knows of types."""

    def find(self, name: str) -> Any:
        """Gives the type of a name as written (without brackets), None where there is none."""

    def full_name(self, found: Any) -> str:
        """Gives a type's full name."""

    def derives(self, found: Any, base: Any) -> bool:
        """Tells whether a type is another or derives from it."""


def check_types(script: Script, types: Types) -> tuple[Diagnostic, ...]:
    """Gives the faults in the order of the text; empty where there is none.

    Source: TypeNotFound and ExceptionTypeAlreadyCaught of PowerShell's parser.
    """
    own: set[str] = set()
    places: list[Node] = []
    for node in script.walk():
        if type(node) is ClassDefinition or type(node) is EnumDefinition:
            own.add(node.name.lower())
            places.append(node)
        elif type(node) is Try and len(node.catches) > 1:
            places.append(node)
    found: list[Diagnostic] = []
    for place in places:
        if type(place) is Try:
            found.extend(caught_twice(place, types))
        else:
            found.extend(unknown_types(place, own, types))
    found.sort(key=lambda d: d.span.start)
    return tuple(dict.fromkeys(found))


def caught_twice(node: Try, types: Types) -> Iterator[Diagnostic]:
    """Gives the caught types that a clause above catches already."""
    for i, former in enumerate(node.catches):
        for one in former.types:
            base = types.find(one.text)
            if base is None:
                continue
            for later in node.catches[i + 1 :]:
                for other in later.types:
                    caught = types.find(other.text)
                    if caught is not None and types.derives(caught, base):
                        code = "ExceptionTypeAlreadyCaught"
                        span = Span(other.span.start - 1, other.span.end + 1)
                        yield Diagnostic(code, message(code, types.full_name(caught)), span)


def unknown_types(node: Any, own: set[str], types: Types) -> Iterator[Diagnostic]:
    """Gives the names in a class's or enum's declarations that no type has.

    PowerShell also looks into the bodies of methods; here those are left to the time they run, so that a class may name a
    type that is not there on this machine as long as it does not use it.
    """
    names: list[TypeName] = []
    if type(node) is ClassDefinition:
        names.extend(node.bases)
        for member in node.members:
            names.extend(mark for mark in member.attributes if type(mark) is TypeName)
            if type(member) is MethodMember:
                names.extend([member.return_type] if member.return_type is not None else [])
                names.extend(m for p in member.parameters for m in p.attributes if type(m) is TypeName)
    while names:
        name = names.pop()
        names.extend(name.arguments)
        if name.rank or name.name.lower() in own or name.name.lower() in ("", "ordered"):
            continue
        text = f"{name.name}`{len(name.arguments)}" if name.arguments else name.text
        if types.find(text) is None and types.find(name.name) is None:
            yield Diagnostic("TypeNotFound", message("TypeNotFound", name.name), name.span)
