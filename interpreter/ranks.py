"""How well a value of one type fits another: the ranks by which PowerShell compares overloads.

Ranks are decided by types alone (the conversion may still fail on the value). Higher is better; 0 = no conversion.
Serves overloads.py. Source: the order of PowerShell's language conversions (about_Type_Conversion).
"""

from perdure.interpreter.memberinfo import find_static, members_of
from perdure.interpreter.typesys import NetType, find_type

NONE = 0x000
UNRELATED_ARRAYS = 0x00F
TO_STRING = 0x01F
CUSTOM = 0x02F
CONVERTIBLE = 0x03F
IMPLICIT_CAST = 0x04F
EXPLICIT_CAST = 0x05F
CONSTRUCTOR = 0x06F
PARSE = 0x07F
PSOBJECT = 0x08F
LANGUAGE = 0x09F
NULL_TO_VALUE = 0x0AF
NULL_TO_REF = 0x0BF
NUMERIC_EXPLICIT = 0x0CF
NUMERIC_EXPLICIT1 = 0x0DF
NUMERIC_STRING = 0x0EF
NUMERIC_IMPLICIT = 0x0FF
ASSIGNABLE = 0x10F
STRING_TO_CHARS = 0x11A
IDENTITY = 0x11F
VALUE_DEPENDENT = 0xFF7  # a mask: the same rank for "a scalar stands for an array of one"

SIGNED = ["System.SByte", "System.Int16", "System.Int32", "System.Int64"]
UNSIGNED = ["System.Byte", "System.UInt16", "System.UInt32", "System.UInt64"]
REALS = ["System.Single", "System.Double", "System.Decimal"]
INTEGERS = frozenset(SIGNED + UNSIGNED)
NUMERIC = INTEGERS | frozenset(REALS)
_CONVERTIBLE = NUMERIC | {"System.Boolean", "System.Char", "System.DateTime", "System.String", "System.DBNull"}

_CACHE: dict[tuple[str, str], int] = {}


def rank(source: NetType | None, target: NetType) -> int:
    """Gives the rank of the conversion; `source` None = $null."""
    key = ("" if source is None else source.name, target.name)
    found = _CACHE.get(key)
    if found is None:
        found = _CACHE[key] = _from_null(target) if source is None else _figure(source, target)
        if "script" in (target.assembly, "" if source is None else source.assembly):
            del _CACHE[key]  # another script may define another type of that name
    return found


def _from_null(target: NetType) -> int:
    name = target.name
    if name == "System.String":
        return TO_STRING
    if name in NUMERIC or name in ("System.Char", "System.Boolean", "System.Void"):
        return NULL_TO_VALUE
    if name == "System.Management.Automation.SwitchParameter" or name.startswith("System.Nullable`1"):
        return NULL_TO_VALUE
    return NONE if target.is_value else NULL_TO_REF


def _figure(source: NetType, target: NetType) -> int:
    if source is target:
        return IDENTITY
    a, b = source.name, target.name
    cached = _numeric(a, b)
    if cached:
        return cached
    if source.is_a(target):
        return ASSIGNABLE
    if b == "System.Management.Automation.PSObject":
        return PSOBJECT
    if target.definition is not None and target.definition.name == "System.Nullable`1":
        return rank(source, target.args[0])
    language = _language(source, target)
    if language is not None:
        return language
    dependent = _scalar_to_array(source, target)
    found = _by_members(source, target)
    return max(found, dependent)


def _numeric(a: str, b: str) -> int:
    """The fixed table for numbers, text and characters."""
    if a in NUMERIC:
        if b in ("System.String", "System.Char"):
            return NUMERIC_STRING
        if b == "System.Boolean":
            return LANGUAGE
        return _number_to_number(a, b) if b in NUMERIC else NONE
    if a == "System.String":
        if b in NUMERIC:
            return NUMERIC_STRING
        if b == "System.Char[]":
            return STRING_TO_CHARS
        if b in ("System.Text.RegularExpressions.Regex", "System.Type", "System.Uri", "System.Boolean"):
            return LANGUAGE
    if a == "System.Char" and b in ("System.Single", "System.Double", "System.Boolean"):
        return LANGUAGE
    return NONE


def _number_to_number(a: str, b: str) -> int:
    if a in INTEGERS and b in INTEGERS:
        i, j = _size(a), _size(b)
        if a in SIGNED:
            if b in SIGNED:
                return NUMERIC_IMPLICIT if j > i else NUMERIC_EXPLICIT
            return NUMERIC_EXPLICIT1 if j >= i else NUMERIC_EXPLICIT
        return NUMERIC_IMPLICIT if j > i else NUMERIC_EXPLICIT
    if a in INTEGERS:
        return NUMERIC_IMPLICIT
    if b in INTEGERS:
        return NUMERIC_EXPLICIT
    if a == "System.Single" and b == "System.Double":
        return NUMERIC_IMPLICIT
    return NUMERIC_EXPLICIT1 if a == "System.Decimal" else NUMERIC_EXPLICIT


def _size(name: str) -> int:
    return SIGNED.index(name) if name in SIGNED else UNSIGNED.index(name)


def is_enumerable(kind: NetType) -> bool:
    """Tells whether PowerShell enumerates values of the type (text, dictionaries and XML nodes are none)."""
    if kind.element is not None:
        return True
    if kind.name == "System.String":
        return False
    names = {face.name for face in kind.all_interfaces()} | {kind.name}
    return "System.Collections.IEnumerable" in names and "System.Collections.IDictionary" not in names


def _language(source: NetType, target: NetType) -> int | None:
    """The conversions that the language itself defines; None where it has none."""
    b = target.name
    if b in ("System.Void", "System.Boolean"):
        return LANGUAGE
    if b == "System.String":
        return TO_STRING
    if target.element is not None:
        if source.element is not None:
            return LANGUAGE if source.element.is_a(target.element) else UNRELATED_ARRAYS
        return LANGUAGE if is_enumerable(source) else None
    if b == "System.Array":
        return LANGUAGE if is_enumerable(source) else None
    if b == "System.Collections.Hashtable":
        return LANGUAGE if _is_dictionary(source) else NONE
    if b in ("System.Management.Automation.PSReference", "System.Xml.XmlDocument"):
        return LANGUAGE
    if target.kind == "delegate" and source.name in (
        "System.Management.Automation.ScriptBlock",
        "System.Management.Automation.PSMethod",
    ):
        return LANGUAGE
    if target.kind == "enum" and source.name in INTEGERS:
        return LANGUAGE
    return None


def _is_dictionary(kind: NetType) -> bool:
    return any(face.name == "System.Collections.IDictionary" for face in kind.all_interfaces())


def _scalar_to_array(source: NetType, target: NetType) -> int:
    if target.element is not None:
        return rank(source, target.element) & VALUE_DEPENDENT
    return ASSIGNABLE & VALUE_DEPENDENT if target.name == "System.Array" else NONE


def _by_members(source: NetType, target: NetType) -> int:
    """Parse, constructors, cast operators, IConvertible, hashtables to objects, lists from arrays."""
    text = source.name == "System.String"
    if target.kind == "enum":
        if text or is_enumerable(source):
            return PARSE
    elif text and _has_parse(target):
        return PARSE
    if constructor_for(source, target):
        return CONSTRUCTOR
    cast = _cast(source, target)
    if cast:
        return cast
    if source.name in _CONVERTIBLE or source.kind == "enum":
        if source.name in NUMERIC:
            string = find_type("System.String")
            if target.element is None and string is not None and rank(string, target) != NONE:
                return CONVERTIBLE
        elif not text:
            return CONVERTIBLE
    elif _is_dictionary(source) and not target.abstract:
        made = members_of(target).constructors
        if any(not c.params for c in made) or target.kind == "struct":
            return CONSTRUCTOR
    return _list_constructor(source, target)


def _has_parse(target: NetType) -> bool:
    group = find_static(target, "parse")
    return group is not None and any(
        o.params and o.params[0].text in ("string", "System.String") for o in getattr(group, "overloads", ())
    )


def constructor_for(source: NetType, target: NetType) -> bool:
    """Tells whether the type has a public constructor with one parameter that takes the source type."""
    if source.name in INTEGERS and target.element is None:
        faces = {face.name for face in target.all_interfaces()}
        if "System.Collections.IList" in faces or "System.Collections.ICollection" in faces:
            return False
    if target.abstract:
        return False
    for made in members_of(target).constructors:
        if len(made.params) == 1:
            wanted = made.kinds()[0]
            if source.is_a(wanted) or (
                source.name in NUMERIC
                and wanted.name in NUMERIC
                and _numeric(source.name, wanted.name) == NUMERIC_IMPLICIT
            ):
                return True
    return False


def _cast(source: NetType, target: NetType) -> int:
    for owner in (target, source):
        for low, found in (("op_implicit", IMPLICIT_CAST), ("op_explicit", EXPLICIT_CAST)):
            group = members_of(owner).static.get(low)
            for over in getattr(group, "overloads", ()):
                if source.is_a(over.kinds()[0]) and (owner is target or over.returns in (target.name, target.short)):
                    return found
    return NONE


def _list_constructor(source: NetType, target: NetType) -> int:
    """`List[int]` from an array: a closed generic collection with a constructor that takes a sequence."""
    if target.abstract or len(target.args) != 1 or not is_enumerable(target):
        return NONE
    takes = any(
        len(c.params) == 1 and c.params[0].text.replace("System.Collections.Generic.", "")
        in ("IEnumerable[T]", "ICollection[T]", "IList[T]")
        for c in members_of(target).constructors
    )  # fmt: skip
    return CONSTRUCTOR if takes else NONE
