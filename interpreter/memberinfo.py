"""Member tables parsed: what a type's members are, by name, with their overloads.

`define` tables are text and callables (see NetType); here they become Members once per type, at the first look-up.
Serves overloads.py and members*.py; knows nothing of PowerShell's adapters.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.type_texts import split_arguments
from perdure.interpreter.typesys import NetType, Prop, array_of, close, find_type


class Param:
    """A parameter of a method: its type as written, found at the first use; `kind` is "", params, ref or out."""

    __slots__ = ("name", "text", "kind", "optional", "default", "owner")

    def __init__(self, name: str, text: str, kind: str, optional: bool, default: Any, owner: NetType) -> None:
        self.name, self.text, self.kind = name, text, kind
        self.optional, self.default, self.owner = optional, default, owner

    def type(self, generics: dict[str, NetType] | None = None) -> NetType:
        """Gives the parameter's type; `generics` are a generic method's type arguments."""
        return type_from_table(self.text, self.owner, generics)


class Overload:
    """One way to call a method: `call` is the table's callable."""

    __slots__ = ("name", "params", "call", "static", "generics", "returns", "owner", "required", "has_params", "types")

    def __init__(
        self, name: str, params: list[Param], call: Callable[..., Any], static: bool, generics: tuple[str, ...],
        returns: str, owner: NetType,
    ) -> None:  # fmt: skip
        self.name, self.params, self.call, self.static = name, params, call, static
        self.generics, self.returns, self.owner = generics, returns, owner
        self.has_params = bool(params) and params[-1].kind == "params"
        self.required = len([p for p in params if not p.optional and p.kind != "params"])
        self.types: tuple[NetType, ...] | None = None  # of the parameters, found at the first use

    def kinds(self) -> tuple[NetType, ...]:
        """Gives the parameters' types (a method without type parameters of its own)."""
        if self.types is None:
            self.types = tuple([p.type() for p in self.params])
        return self.types

    def signature(self) -> tuple[str, ...]:
        return tuple([p.text for p in self.params])


class MethodGroup:
    """All overloads of a name, derived ones first. `plans` remembers which was chosen for which argument classes."""

    __slots__ = ("name", "overloads", "static", "plans", "owner", "simple")

    def __init__(self, name: str, overloads: list[Overload], static: bool, owner: NetType) -> None:
        self.name, self.overloads, self.static, self.owner = name, overloads, static, owner
        self.plans: dict[Any, Any] = {}
        self.simple: Any = None


class PropertyInfo:
    """A property (or field): `get(self)`, `set(self, value)` or None; for static ones without self."""

    __slots__ = ("name", "get", "set", "type_name", "static", "owner", "is_field")

    def __init__(self, name: str, get: Any, set_: Any, type_name: str, static: bool, owner: NetType) -> None:
        self.name, self.get, self.set, self.type_name = name, get, set_, type_name
        self.static, self.owner = static, owner
        self.is_field = False


class Members:
    """A type's own members by lower-case name, in the table's order."""

    __slots__ = ("instance", "static", "constructors")

    def __init__(self) -> None:
        self.instance: dict[str, MethodGroup | PropertyInfo] = {}
        self.static: dict[str, MethodGroup | PropertyInfo] = {}
        self.constructors: list[Overload] = []


# short names that tables may use for types, beside full names
SHORT = {
    "object": "System.Object", "string": "System.String", "int": "System.Int32", "long": "System.Int64",
    "bool": "System.Boolean", "char": "System.Char", "byte": "System.Byte", "double": "System.Double",
    "float": "System.Single", "decimal": "System.Decimal", "short": "System.Int16", "ushort": "System.UInt16",
    "uint": "System.UInt32", "ulong": "System.UInt64", "sbyte": "System.SByte", "void": "System.Void",
    "datetime": "System.DateTime", "timespan": "System.TimeSpan", "guid": "System.Guid", "type": "System.Type",
    "array": "System.Array", "datetimeoffset": "System.DateTimeOffset", "uri": "System.Uri", "delegate": "System.Delegate",
    "version": "System.Version", "bigint": "System.Numerics.BigInteger", "regex": "System.Text.RegularExpressions.Regex",
    "scriptblock": "System.Management.Automation.ScriptBlock", "psobject": "System.Management.Automation.PSObject",
    "hashtable": "System.Collections.Hashtable", "cultureinfo": "System.Globalization.CultureInfo",
    "iformatprovider": "System.IFormatProvider", "ienumerable": "System.Collections.IEnumerable",
    "icollection": "System.Collections.ICollection", "ilist": "System.Collections.IList",
    "idictionary": "System.Collections.IDictionary", "icomparer": "System.Collections.IComparer",
    "iequalitycomparer": "System.Collections.IEqualityComparer", "encoding": "System.Text.Encoding",
    "stringcomparison": "System.StringComparison", "exception": "System.Exception", "stream": "System.IO.Stream",
}  # fmt: skip
_SPACES = ("", "System.", "System.Collections.Generic.", "System.Collections.", "System.IO.", "System.Text.",
           "System.Management.Automation.", "System.Globalization.", "System.Threading.", "System.Xml.",
           "System.Text.RegularExpressions.", "System.Numerics.", "System.Diagnostics.", "System.Net.")  # fmt: skip


def type_from_table(text: str, owner: NetType, generics: dict[str, NetType] | None = None) -> NetType:
    """Finds a type named in a member table; an unknown one stands as System.Object."""
    if owner.assembly == "script":
        known: NetType | None = owner.data.known.get(text)
        if known is not None:
            return known
    found = _table_type(text.strip(), owner, generics)
    if found is None:
        found = find_type("System.Object")
    assert found is not None
    return found


def _table_type(text: str, owner: NetType, generics: dict[str, NetType] | None) -> NetType | None:
    if generics and text in generics:
        return generics[text]
    definition = owner.definition
    if definition is not None and text in definition.parameters:
        return owner.args[definition.parameters.index(text)]
    if text == "self":
        return owner
    short = SHORT.get(text.lower())
    if short is not None:
        return find_type(short)
    if text.endswith("]"):
        head, _, inner = text.partition("[")
        if inner.strip("[,]") == "" or text.endswith("[]"):
            element = _table_type(text.rpartition("[")[0], owner, generics)
            return None if element is None else array_of(element, text[text.rindex("[") :].count(",") + 1)
        args = [_table_type(p, owner, generics) for p in split_arguments(inner[:-1])]
        closed = [a for a in args if a is not None]
        outer = _by_spaces(f"{head.split('`', 1)[0]}`{len(args)}")
        if outer is None or len(closed) != len(args):
            return None
        return close(outer, tuple(closed))
    return _by_spaces(text)


def _by_spaces(text: str) -> NetType | None:
    for space in _SPACES:
        found = find_type(space + text)
        if found is not None:
            return found
    return None


def members_of(kind: NetType) -> Members:
    """Gives a type's own members (not the inherited ones), parsed at the first call."""
    made = kind.table
    if made is None:
        made = kind.table = _parse(kind)
    return made  # type: ignore[no-any-return]


def _parse(kind: NetType) -> Members:
    made = Members()
    typed = kind.definition is not None  # constructors and statics of generics get the closed type first
    for key, value in kind.declared().items():
        name, static = (key[7:], True) if key.startswith("static ") else (key, False)
        returns = ""
        if " -> " in name:
            name, _, returns = name.partition(" -> ")
        if "(" in name:
            over = parse_signature(name, value, static, returns, kind)
            if over.name == "new":
                over.call = _with_type(kind, over.call) if typed else over.call
                made.constructors.append(over)
                continue
            if static and typed:
                over.call = _with_type(kind, over.call)
            table = made.static if static else made.instance
            group = table.get(over.name.lower())
            if not isinstance(group, MethodGroup):
                group = table[over.name.lower()] = MethodGroup(over.name, [], static, kind)
            group.overloads.append(over)
        else:
            table = made.static if static else made.instance
            table[name.lower()] = _property(name, value, static, returns, kind)
    return made


def _with_type(kind: NetType, call: Callable[..., Any]) -> Callable[..., Any]:
    def bound(*args: Any) -> Any:
        return call(kind, *args)

    return bound


def _property(name: str, value: Any, static: bool, returns: str, kind: NetType) -> PropertyInfo:
    if isinstance(value, Prop):
        made = PropertyInfo(name, value.get, value.set, returns or value.type, static, kind)
    elif callable(value) and not isinstance(value, NetType):
        made = PropertyInfo(name, value, None, returns or "System.Object", static, kind)
    else:

        def constant() -> Any:
            return value

        made = PropertyInfo(name, constant, None, returns or "System.Object", static, kind)
        made.is_field = True
    return made


def parse_signature(text: str, call: Any, static: bool, returns: str, kind: NetType) -> Overload:
    """Parses `Name<T>(string a, params object[] rest, int b = 1)`."""
    head, _, rest = text.partition("(")
    generics: tuple[str, ...] = ()
    if "<" in head:
        head, _, inner = head.partition("<")
        generics = tuple([g.strip() for g in inner.rstrip("> ").split(",")])
    body = rest[: rest.rindex(")")].strip()
    params = [parse_param(p, kind) for p in _split_params(body)] if body else []
    return Overload(head.strip(), params, call, static, generics, returns, kind)


def _split_params(body: str) -> list[str]:
    parts, depth, start, quoted = [], 0, 0, False
    for i, c in enumerate(body):
        if c == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif c in "[<(":
            depth += 1
        elif c in "]>)":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(body[start:i])
            start = i + 1
    parts.append(body[start:])
    return parts


_DEFAULTS = {"null": None, "true": True, "false": False}


def parse_param(text: str, owner: NetType) -> Param:
    """Parses `ref int x`, `params object[] rest`, `string s = "x"`."""
    text, equals, default_text = text.strip().partition("=")
    default: Any = None
    if equals:
        raw = default_text.strip()
        if raw in _DEFAULTS:
            default = _DEFAULTS[raw]
        elif raw.startswith('"'):
            default = raw[1:-1]
        else:
            default = int(raw)
    words = text.strip().split(" ")
    kind = ""
    if words[0] in ("params", "ref", "out"):
        kind = words.pop(0)
    name = words.pop() if len(words) > 1 else ""
    return Param(name, " ".join(words), kind, bool(equals), default, owner)


# ---- looking members up, inherited ones included -------------------------------------------------------------------------


def find_instance(kind: NetType, low: str) -> MethodGroup | PropertyInfo | None:
    """Gives the instance member of that lower-case name; a method group joins the base types' overloads."""
    known = kind.found.get(low, False)
    if known is not False:
        return known  # type: ignore[no-any-return]
    found = _search(kind, low, "instance")
    kind.found[low] = found
    return found


def find_static(kind: NetType, low: str) -> MethodGroup | PropertyInfo | None:
    """Gives the static member of that lower-case name, base types' ones included."""
    key = "::" + low
    known = kind.found.get(key, False)
    if known is not False:
        return known  # type: ignore[no-any-return]
    found = _search(kind, low, "static")
    kind.found[key] = found
    return found


def _search(kind: NetType, low: str, which: str) -> MethodGroup | PropertyInfo | None:
    group: MethodGroup | None = None
    shared = False
    for here in _lineage(kind):
        own = getattr(members_of(here), which).get(low)
        if own is None:
            continue
        if isinstance(own, PropertyInfo):
            if group is None:
                return own
            continue
        if group is None:
            group = own
            continue
        if not shared:
            group = MethodGroup(group.name, list(group.overloads), group.static, group.owner)
            shared = True
        taken = {_shape(o) for o in group.overloads}
        group.overloads.extend([o for o in own.overloads if _shape(o) not in taken])
    return group


def _shape(over: Overload) -> tuple[str, ...]:
    """Gives what an overriding method shares with the overridden one: the parameters' types."""
    return over.signature() if over.generics else tuple([kind.name for kind in over.kinds()])


def _lineage(kind: NetType) -> list[NetType]:
    """Gives the types whose members a value has: itself, its bases; of an interface also its base interfaces."""
    chain = kind.parents()
    if kind.kind == "interface":
        chain = [kind, *kind.all_interfaces(), *chain[1:]]
        root = find_type("System.Object")
        if root is not None and root not in chain:
            chain.append(root)
    return chain


def all_instance(kind: NetType) -> list[MethodGroup | PropertyInfo]:
    """Gives every instance member, most derived types' first, each name once."""
    return _all(kind, "instance")


def all_static(kind: NetType) -> list[MethodGroup | PropertyInfo]:
    """Gives every static member, each name once."""
    return _all(kind, "static")


def _all(kind: NetType, which: str) -> list[MethodGroup | PropertyInfo]:
    seen: dict[str, Any] = {}
    for here in _lineage(kind):
        for low in getattr(members_of(here), which):
            if low not in seen:
                seen[low] = find_instance(kind, low) if which == "instance" else find_static(kind, low)
    return [m for m in seen.values() if m is not None]
