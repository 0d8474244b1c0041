"""System.Object, ValueType, Enum, Delegate, Boolean, Void, DBNull: what every other type builds on."""

from typing import Any

from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import equal, hash_code
from perdure.interpreter.dotnet._faults import argument, format_fault, null
from perdure.interpreter.typesys import define, type_of
from perdure.interpreter.values.base import NetObject, PSObject, Reference


class PlainObject(NetObject):
    """What [object]::new() makes: good for locks and identity."""

    __slots__ = ()
    net = "System.Object"


def own_text(value: Any) -> str:
    """Gives ToString() without arguments."""
    return net_text(value)


def static_equals(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return equal(a, b)


def reference_equals(a: Any, b: Any) -> bool:
    """Compares identity; values of value types are boxed anew, so they are never the same."""
    if type(a) is PSObject:
        a = a.base
    if type(b) is PSObject:
        b = b.base
    if a is None or b is None:
        return a is b
    if type_of(a).is_value:
        return False
    return a is b or (type(a) is str and a == b and a == "")


define(
    "System.Object",
    None,
    members={
        "new()": PlainObject,
        "GetType() -> type": type_of,
        "ToString() -> string": own_text,
        "Equals(object obj) -> bool": equal,
        "GetHashCode() -> int": hash_code,
        "static Equals(object objA, object objB) -> bool": static_equals,
        "static ReferenceEquals(object objA, object objB) -> bool": reference_equals,
    },
    py=PlainObject,
)
define("System.ValueType", "System.Object", abstract=True)
define("System.Void", "System.ValueType", kind="struct")
define("System.MarshalByRefObject", "System.Object", abstract=True)
define("System.Attribute", "System.Object", abstract=True)
define("System.ComponentModel.Component", "System.MarshalByRefObject", interfaces=["System.IDisposable"])


class DBNullValue(NetObject):
    """[DBNull]::Value."""

    __slots__ = ()
    net = "System.DBNull"

    def __str__(self) -> str:
        return ""


define("System.DBNull", interfaces=["System.IConvertible"], members={"static Value": DBNullValue()}, py=DBNullValue)


# ---- Boolean -----------------------------------------------------------------------------------------------------------


def parse_bool(text: str | None) -> bool:
    """Gives Boolean.Parse."""
    if text is None:
        raise null("value")
    low = text.strip(" \t\r\n\0").lower()
    if low not in ("true", "false"):
        raise format_fault(f"String '{text}' was not recognized as a valid Boolean.")
    return low == "true"


def try_parse_bool(text: str | None, result: Reference) -> bool:
    low = (text or "").strip(" \t\r\n\0").lower()
    result.set(low == "true")
    return low in ("true", "false")


def compare_bool(a: bool, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, bool):
        raise argument("Object must be of type Boolean.")
    return int(a) - int(b)


define(
    "System.Boolean",
    "System.ValueType",
    kind="struct",
    interfaces=["System.IComparable", "System.IConvertible", "System.IComparable`1[System.Boolean]",
                "System.IEquatable`1[System.Boolean]"],
    members={
        "CompareTo(object obj) -> int": compare_bool,
        "CompareTo(bool value) -> int": compare_bool,
        "Equals(bool obj) -> bool": equal,
        "ToString() -> string": own_text,
        "ToString(IFormatProvider provider) -> string": lambda v, _p: own_text(v),
        "static TrueString -> string": "True",
        "static FalseString -> string": "False",
        "static Parse(string value) -> bool": parse_bool,
        "static TryParse(string value, out bool result) -> bool": try_parse_bool,
    },
    py=bool,
).zero = lambda: False  # fmt: skip


NULLABLE = define("System.Nullable`1", "System.ValueType", kind="struct", parameters="T")
__all__ = ["PlainObject", "own_text", "parse_bool"]
