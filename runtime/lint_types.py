"""The checker's rules for types: what is caught and made has to be known, and not come from this session's memory (spec 7.1).

Names with a namespace may belong to any library, so only plain names that nothing defines are reported as unknown.
"""

import re

from perdure.grammar import ast
from perdure.interpreter.type_names import resolve_text
from perdure.runtime.lint_findings import Walk

CLASS = re.compile(r"\b(?:class|struct|enum|interface)\s+([A-Za-z_]\w*)")


def added_types(script: ast.Script) -> frozenset[str]:
    """Gives the types that a script makes with Add-Type from a constant text, lower case."""
    found: set[str] = set()
    for node in script.walk():
        if isinstance(node, ast.Command) and getattr(node.name, "value", "").lower() == "add-type":
            for element in node.walk():
                if isinstance(element, ast.String):
                    found.update(name.lower() for name in CLASS.findall(element.value))
    return frozenset(found)


def check_type(walk: Walk, node: ast.TypeName) -> None:
    """Looks at a type that a workflow names."""
    if node.name.rpartition(".")[2].lower() in walk.script.added:
        walk.report(
            "TypeFromDynamicAssembly",
            f"The type '{node.name}' exists in this session's memory only.",
            node,
            "Use it within an InlineScript that makes it.",
        )


def unknown(walk: Walk, name: str) -> bool:
    """Tells whether a plain type name means nothing."""
    low = name.lower()
    if not re.fullmatch(r"[A-Za-z_]\w*", name) or low in walk.script.types or low in walk.script.added:
        return False
    if walk.script.usings:
        return False
    try:
        return resolve_text(name, None) is None
    except Exception:  # whatever the look-up says, there is no such type
        return True


def check_catch(walk: Walk, node: ast.Catch) -> None:
    """Looks at the types that a catch names."""
    for kind in node.types:
        check_type(walk, kind)
        if unknown(walk, kind.name):
            walk.report(
                "ExceptionTypeNotFound",
                f"The exception type '{kind.text}' was not found.",
                kind,
                "Write its full name.",
            )


def check_new_object(walk: Walk, node: ast.Command, name: ast.String) -> None:
    """Looks at the type that New-Object is to make."""
    if name.value.rpartition(".")[2].lower() in walk.script.added:
        walk.report(
            "TypeFromDynamicAssembly",
            f"The type '{name.value}' exists in this session's memory only.",
            name,
            "Make it within an InlineScript.",
        )
    elif unknown(walk, name.value):
        walk.report(
            "NewObjectCouldNotFindType", f"The type '{name.value}' was not found.", name, "Write its full name."
        )
