"""StringComparer, Comparer, CaseInsensitiveComparer, Comparer`1 and EqualityComparer`1."""

from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.dotnet._compare import compare, equal, hash_code, order_of, ordinal
from perdure.interpreter.typesys import NetType, define, find_type
from perdure.interpreter.values.comparers import Comparer


def _text_order(name: str) -> Any:
    def order(a: Any, b: Any) -> int:
        if not (isinstance(a, str) and isinstance(b, str)):
            return compare(a, b)
        if name == "Ordinal":
            return ordinal(a, b)
        if name == "OrdinalIgnoreCase":
            return ordinal(a.upper(), b.upper())
        return collation.compare(a, b, name.endswith("IgnoreCase"))

    return order


def string_comparer(name: str) -> Comparer:
    kind = find_type("System.StringComparer")
    return Comparer(kind, name, _text_order(name), name.endswith("IgnoreCase"))


def comparer_named(kind: NetType | None, name: str) -> Comparer:
    """Gives the comparer of a kind and name, as one of them was made before."""
    if name in _KINDS:
        return string_comparer(name)
    if name == "IgnoreCase":
        return Comparer(kind, name, _text_order("CurrentCultureIgnoreCase"), True)
    return default_comparer(kind)


def same(c: Comparer, a: Any, b: Any) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return c.order(a, b) == 0
    return equal(a, b)


def hashed(c: Comparer, value: Any) -> int:
    return hash_code(value.lower() if c.folds and isinstance(value, str) else value)


_COMPARER: dict[str, Any] = {
    "Compare(object x, object y) -> int": lambda c, a, b: c.compare(a, b),
    "Equals(object x, object y) -> bool": same,
    "GetHashCode(object obj) -> int": hashed,
}
_CFACES = ["System.Collections.IComparer", "System.Collections.IEqualityComparer",
           "System.Collections.Generic.IComparer`1[System.String]",
           "System.Collections.Generic.IEqualityComparer`1[System.String]"]  # fmt: skip
_KINDS = ("Ordinal", "OrdinalIgnoreCase", "InvariantCulture", "InvariantCultureIgnoreCase", "CurrentCulture",
          "CurrentCultureIgnoreCase")  # fmt: skip
define("System.StringComparer", interfaces=_CFACES, abstract=True, members={
    **_COMPARER,
    "Compare(string x, string y) -> int": lambda c, a, b: c.compare(a, b),
    "Equals(string x, string y) -> bool": same,
    **{f"static {n} -> System.StringComparer": (lambda n=n: string_comparer(n)) for n in _KINDS},
    "static Create(cultureinfo culture, bool ignoreCase) -> System.StringComparer": (
        lambda _c, i: string_comparer("CurrentCultureIgnoreCase" if i else "CurrentCulture")
    ),
    "static FromComparison(System.StringComparison comparisonType) -> System.StringComparer": (
        lambda c: string_comparer(str(c))
    ),
})  # fmt: skip


def default_comparer(kind: NetType | None, name: str = "Default") -> Comparer:
    return Comparer(kind, name, compare)


define("System.Collections.Comparer", interfaces=["System.Collections.IComparer"], members={
    **_COMPARER,
    "new(cultureinfo culture)": lambda c: default_comparer(find_type("System.Collections.Comparer")),
    "static Default -> object": lambda: default_comparer(find_type("System.Collections.Comparer")),
    "static DefaultInvariant -> object": lambda: default_comparer(find_type("System.Collections.Comparer")),
})  # fmt: skip
define("System.Collections.CaseInsensitiveComparer", interfaces=["System.Collections.IComparer"], members={
    **_COMPARER,
    "new()": lambda: Comparer(find_type("System.Collections.CaseInsensitiveComparer"), "IgnoreCase",
                              _text_order("CurrentCultureIgnoreCase"), True),
    "static Default -> object": lambda: Comparer(find_type("System.Collections.CaseInsensitiveComparer"), "IgnoreCase",
                                                 _text_order("CurrentCultureIgnoreCase"), True),
})  # fmt: skip
define(
    "System.Collections.Generic.Comparer`1",
    interfaces=["System.Collections.Generic.IComparer`1[T]", "System.Collections.IComparer"],
    parameters="T",
    members={
        "Compare(T x, T y) -> int": lambda c, a, b: c.compare(a, b),
        "static Default -> System.Collections.Generic.Comparer[T]": lambda: default_comparer(None),
        "static Create(Comparison[T] comparison) -> System.Collections.Generic.Comparer[T]": (
            lambda kind, d: Comparer(kind, "Created", order_of(d))
        ),
    },
)
define(
    "System.Collections.Generic.EqualityComparer`1",
    interfaces=["System.Collections.Generic.IEqualityComparer`1[T]", "System.Collections.IEqualityComparer"],
    parameters="T",
    members={
        "Equals(T x, T y) -> bool": same,
        "GetHashCode(T obj) -> int": hashed,
        "static Default -> System.Collections.Generic.EqualityComparer[T]": lambda: default_comparer(None),
    },
)
