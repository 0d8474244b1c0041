"""From a type's name in a script (`[int]`, `List[string]`, `int[,]`) to its NetType, and back to PowerShell's spelling.

Order of the search: types that the script defines and that the scope sees, accelerators, the name as it is, the
namespaces of `using namespace`, then `System.`. Serves the compiler, conversions, New-Object, error texts.
"""

from collections.abc import Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.accelerators import ACCELERATORS, DISPLAY
from perdure.interpreter.errors import make_error
from perdure.interpreter.type_texts import split_arguments
from perdure.interpreter.typesys import SCRIPT_TYPES, NetType, array_of, close, find_type

CORE = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"

USER_ACCELERATORS: dict[str, NetType] = {}
_TEXTS: dict[str, NetType] = {}  # names that need no scope, as already found


def resolve(node: ast.TypeName, scope: Any, namespaces: Iterable[str] = ()) -> NetType:
    """Gives the type that a name in the tree means.

    Raises:
        ScriptError: TypeNotFound, with the part of the name that is unknown.
    """
    found = _from_node(node, scope, namespaces)
    if found is None:
        raise type_not_found(_missing(node, scope, namespaces))
    return found


def resolve_text(text: str, scope: Any = None, namespaces: Iterable[str] = ()) -> NetType | None:
    """Gives the type for a text such as `int[]`, `[System.Version]` or `List[string]`; None where there is none."""
    known = _TEXTS.get(text)
    if known is not None and not _shadowed(text, scope):
        return known
    name = text.strip()
    if name.startswith("[") and name.endswith("]") and len(name) > 2:
        name = name[1:-1].strip()
    found = _from_text(name, scope, namespaces)
    if found is not None and found.data is None and found.assembly != "script" and not namespaces:
        _TEXTS[text] = found
    return found


def type_not_found(name: str) -> Exception:
    """Makes PowerShell's error for an unknown type."""
    return make_error(f"Unable to find type [{name}].", "TypeNotFound", "InvalidOperation", name)


# ---- looking names up -------------------------------------------------------------------------------------------------


def _from_node(node: ast.TypeName, scope: Any, namespaces: Iterable[str]) -> NetType | None:
    if not node.name:  # an array
        element = _from_node(node.arguments[0], scope, namespaces)
        return None if element is None else array_of(element, node.rank or 1)
    if node.arguments:
        definition = find_name(node.name, scope, namespaces, len(node.arguments))
        args = [_from_node(a, scope, namespaces) for a in node.arguments]
        return _closed(definition, args)
    return find_name(node.name, scope, namespaces)


def _missing(node: ast.TypeName, scope: Any, namespaces: Iterable[str]) -> str:
    """Gives the innermost part of a name that could not be found."""
    for part in node.arguments:
        if _from_node(part, scope, namespaces) is None:
            return _missing(part, scope, namespaces)
    return node.text or node.name


def _from_text(name: str, scope: Any, namespaces: Iterable[str]) -> NetType | None:
    name = name.strip()
    if not name.endswith("]"):
        return find_name(name.split(",", 1)[0].strip(), scope, namespaces)
    start = _matching(name)
    inner = name[start + 1 : -1]
    if inner.strip(", ") == "":
        element = _from_text(name[:start], scope, namespaces)
        return None if element is None else array_of(element, inner.count(",") + 1)
    parts = [_strip(p) for p in split_arguments(inner)]
    definition = find_name(name[:start].strip(), scope, namespaces, len(parts))
    return _closed(definition, [_from_text(p, scope, namespaces) for p in parts])


def _matching(name: str) -> int:
    """Gives the place of the bracket that the last `]` closes."""
    depth = 0
    for i in range(len(name) - 1, -1, -1):
        if name[i] == "]":
            depth += 1
        elif name[i] == "[":
            depth -= 1
            if depth == 0:
                return i
    return 0


def _strip(part: str) -> str:
    """Takes reflection's brackets and the assembly off a type argument."""
    if part.startswith("[") and part.endswith("]"):
        return split_arguments(part[1:-1])[0]
    return part


def _closed(definition: NetType | None, args: list[NetType | None]) -> NetType | None:
    found = [a for a in args if a is not None]
    if definition is None or len(found) != len(args) or len(args) != len(definition.parameters):
        return None
    return close(definition, tuple(found))


def find_name(name: str, scope: Any, namespaces: Iterable[str] = (), arity: int = 0) -> NetType | None:
    """Gives the type of a name without arguments; `arity` = how many type arguments follow it."""
    low = name.lower()
    if arity and "`" not in low:
        low = f"{low}`{arity}"
    else:
        own = _of_script(low, scope)
        if own is not None:
            return own
        full = ACCELERATORS.get(low)
        if full is not None:
            return find_type(full)
        if low in USER_ACCELERATORS:
            return USER_ACCELERATORS[low]
    found = find_type(low)
    if found is not None:
        return found
    for space in namespaces:
        found = find_type(f"{space}.{low}")
        if found is not None:
            return found
    for space in getattr(getattr(scope, "cx", None), "usings", None) or ():
        found = find_type(f"{space}.{low}")
        if found is not None:
            return found
    return find_type("system." + low)


changes = 0  # raised whenever a name may come to mean another type
SCRIPT_NAMES: set[str] = set()  # lower-case names of all classes and enums that scripts have ever defined here


def add_script_type(scope: Any, made: NetType) -> None:
    """Makes a script's class or enum known in a scope (and below it)."""
    global changes
    changes += 1
    SCRIPT_NAMES.add(made.name.lower())
    SCRIPT_TYPES[made.name.lower()] = made
    table = getattr(scope, "types", None)
    if table is None:
        table = scope.types = {}
    table[made.name.lower()] = made


def _of_script(low: str, scope: Any) -> NetType | None:
    if low not in SCRIPT_NAMES:
        return None
    while scope is not None:
        table = getattr(scope, "types", None)
        if table is not None and low in table:
            return table[low]  # type: ignore[no-any-return]
        scope = scope.parent
    return None


def _shadowed(text: str, scope: Any) -> bool:
    return bool(SCRIPT_NAMES) and _of_script(text.strip("[]").lower(), scope) is not None


# ---- printing ---------------------------------------------------------------------------------------------------------


def display_name(kind: NetType, short: bool = False) -> str:
    """Gives a type's name as PowerShell prints it: `int`, `string[]`, `System.Collections.Generic.List[string]`.

    `short` leaves namespaces out, as Get-Member's definitions do.
    """
    if kind.element is not None:
        return display_name(kind.element, short) + "[" + "," * (kind.rank - 1) + "]"
    if kind.definition is not None:
        if kind.definition.name == "System.Nullable`1":
            return f"System.Nullable[{display_name(kind.args[0], short)}]"
        head = kind.short.split("`", 1)[0]
        if not short and kind.namespace:
            head = kind.namespace + "." + head
        return head + "[" + ",".join([display_name(a, short) for a in kind.args]) + "]"
    if kind.parameters:
        head = kind.short.split("`", 1)[0] if short else kind.name.split("`", 1)[0]
        return head + "[" + ",".join(kind.parameters) + "]"
    found = DISPLAY.get(kind.name.lower())
    if found is not None and kind.name != "System.Object":
        return found
    if short:
        return kind.short
    return kind.name


def full_name(kind: NetType) -> str:
    """Gives Type.FullName: type arguments are written with their assembly."""
    if kind.element is not None:
        return full_name(kind.element) + "[" + "," * (kind.rank - 1) + "]"
    if kind.definition is not None:
        args = ",".join([f"[{qualified_name(a)}]" for a in kind.args])
        return f"{kind.definition.name}[{args}]"
    return kind.name


def qualified_name(kind: NetType) -> str:
    """Gives Type.AssemblyQualifiedName."""
    return f"{full_name(kind)}, {assembly_name(kind)}"


def assembly_name(kind: NetType) -> str:
    """Gives the full name of the assembly that holds the type."""
    while kind.element is not None:
        kind = kind.element
    if not kind.assembly:
        if kind.name.startswith("System.Management.Automation"):
            return "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
        return CORE
    return kind.assembly


def full_display(kind: NetType) -> str:
    """Gives a type's name as messages about members have it (`[System.Int32]` without the brackets)."""
    return full_name(kind)


__all__ = [
    "ACCELERATORS", "add_script_type", "display_name", "find_name", "full_name", "resolve", "resolve_text",
    "type_not_found",
]  # fmt: skip
