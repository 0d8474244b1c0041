"""The faults that need to know .NET's types: unknown ones in classes, and caught ones that a former clause catches.

The types are the caller's (the interpreter's): three functions behind the protocol Types. Serves whoever runs a script;
parsing alone does not call it.
"""

from collections.abc import Container, Iterator
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

    def form(self, found: Any) -> str:
        """Gives what a type is as a base: interface, sealed, generic (open), bare (no parameterless constructor) or class."""

    def short_name(self, found: Any) -> str:
        """Gives a type's name without namespace."""

    def derives(self, found: Any, base: Any) -> bool:
        """Tells whether a type is another or derives from it."""


def check_types(script: Script, types: Types) -> tuple[Diagnostic, ...]:
    """Gives the faults in the order of the text; empty where there is none.

    Source: TypeNotFound and ExceptionTypeAlreadyCaught of PowerShell's parser.
    """
    own: dict[str, Any] = {}
    places: list[Node] = []
    found: list[Diagnostic] = []
    for node in script.walk():
        if type(node) is ClassDefinition or type(node) is EnumDefinition:
            if node.name.lower() in own and node.name:
                found.append(fault("MemberAlreadyDefined", node.span, node.name))
            own.setdefault(node.name.lower(), node)
            places.append(node)
        elif type(node) is Try and len(node.catches) > 1:
            places.append(node)
    for place in places:
        if type(place) is Try:
            found.extend(caught_twice(place, types))
        else:
            found.extend(unknown_types(place, own, types))
            if type(place) is ClassDefinition and place.bases:
                found.extend(wrong_bases(place, own, types))
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


def fault(code: str, span: Any, *values: str) -> Diagnostic:
    return Diagnostic(code, message(code, *values), span)


def wrong_bases(node: ClassDefinition, own: dict[str, Any], types: Types) -> Iterator[Diagnostic]:
    """Gives what is wrong with the types that a class derives from: the first may be a class, the others are interfaces."""
    bare = ""
    for i, name in enumerate(node.bases):
        if name.rank:
            yield fault("SubtypeArray", name.span, name.text)
            continue
        form, short = base_form(name, own, types)
        if i and form not in ("interface", "unknown"):
            yield fault("InterfaceNameExpected", name.span, short)
        elif form == "sealed":
            yield fault("SealedBaseClass", name.span, short)
        elif form == "generic":
            yield fault("SubtypeUnclosedGeneric", name.span, short)
        elif form == "bare":
            bare = short
    if bare and not any(is_constructor(m, node) for m in node.members):
        yield fault("BaseClassNoDefaultCtor", node.span, bare)


def is_constructor(member: Any, node: ClassDefinition) -> bool:
    return type(member) is MethodMember and not member.static and member.name.lower() == node.name.lower()


def base_form(name: TypeName, own: dict[str, Any], types: Types) -> tuple[str, str]:
    """Gives what a base is (see Types.form; unknown where no type has the name) and its short name."""
    here = own.get(name.name.lower())
    if here is not None:
        if type(here) is EnumDefinition:
            return "sealed", here.name
        made = [m for m in here.members if is_constructor(m, here)]
        return ("bare" if made and all(m.parameters for m in made) else "class"), here.name
    found = types.find(name.text)
    return ("unknown", "") if found is None else (types.form(found), types.short_name(found))


def unknown_types(node: Any, own: Container[str], types: Types) -> Iterator[Diagnostic]:
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
