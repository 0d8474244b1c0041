"""The engine's helpers as scripts call them: LanguagePrimitives, WildcardPattern, AutomationNull, NullString and the like."""

from typing import Any

from perdure.interpreter import convert, operators_compare
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.errors import ScriptError, throw_dotnet
from perdure.interpreter.typesys import NetType, Prop, define
from perdure.interpreter.values.base import NOTHING, NULL_STRING, NetObject, NullString, Reference
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.wildcards import BadWildcard, compile_wildcard, escape, has_wildcard, unescape

SMA = "System.Management.Automation."


def converted(value: Any, kind: NetType, *_provider: Any) -> Any:
    if kind is None:
        raise null("resultType")
    try:
        return convert.convert(value, kind)
    except ScriptError as error:
        raise throw_dotnet(SMA + "PSInvalidCastException", error.record.exception.message) from None


def try_convert(value: Any, kind: NetType, *rest: Any) -> bool:
    result: Reference = rest[-1]
    try:
        result.set(convert.convert(value, kind))
    except ScriptError:
        result.set(None)
        return False
    return True


def try_convert_generic(types: Any, value: Any, result: Reference) -> bool:
    return try_convert(value, types[0], result)


def equals(first: Any, second: Any, ignore_case: bool = False, *_provider: Any) -> bool:
    return operators_compare.equals(first, second, ignore_case)


def ordered(first: Any, second: Any, ignore_case: bool = False, *_provider: Any) -> int:
    return operators_compare.compare(first, second, ignore_case)


def try_compare(first: Any, second: Any, *rest: Any) -> bool:
    result: Reference = rest[-1]
    ignore_case = bool(rest[0]) if isinstance(rest[0], bool) else False
    try:
        result.set(ordered(first, second, ignore_case))
    except ScriptError:
        result.set(0)
        return False
    return True


def enumerable(value: Any) -> Any:
    return None if value is None or enumerate_value(value) is None else value


def enumerator(value: Any) -> Any:
    found = None if value is None else enumerate_value(value)
    return None if found is None else Enumerator(found)


define(SMA + "LanguagePrimitives", kind="static", members={
    "static ConvertTo(object valueToConvert, type resultType) -> object": converted,
    "static ConvertTo(object valueToConvert, type resultType, IFormatProvider formatProvider) -> object": converted,
    "static ConvertTo<T>(object valueToConvert) -> T": lambda types, value: converted(value, types[0]),
    "static TryConvertTo(object valueToConvert, type resultType, out object result) -> bool": try_convert,
    "static TryConvertTo(object valueToConvert, type resultType, IFormatProvider formatProvider, out object result) -> bool": (
        try_convert
    ),
    "static TryConvertTo<T>(object valueToConvert, out T result) -> bool": try_convert_generic,
    "static ConvertTypeNameToPSTypeName(string typeName) -> string": lambda name: f"[{name}]",
    "static Equals(object first, object second) -> bool": equals,
    "static Equals(object first, object second, bool ignoreCase) -> bool": equals,
    "static Equals(object first, object second, bool ignoreCase, IFormatProvider formatProvider) -> bool": equals,
    "static Compare(object first, object second) -> int": ordered,
    "static Compare(object first, object second, bool ignoreCase) -> int": ordered,
    "static Compare(object first, object second, bool ignoreCase, IFormatProvider formatProvider) -> int": ordered,
    "static TryCompare(object first, object second, out int result) -> bool": try_compare,
    "static TryCompare(object first, object second, bool ignoreCase, out int result) -> bool": try_compare,
    "static IsTrue(object obj) -> bool": convert.to_bool,
    "static IsObjectEnumerable(object obj) -> bool": lambda v: enumerable(v) is not None,
    "static GetEnumerable(object obj) -> ienumerable": enumerable,
    "static GetEnumerator(object obj) -> System.Collections.IEnumerator": enumerator,
})  # fmt: skip


# ---- nothing and null --------------------------------------------------------------------------------------------------


class AutomationNull(NetObject):
    """The type of the value that a pipeline gives when it gives nothing."""

    __slots__ = ()
    net = SMA + "Internal.AutomationNull"


define(AutomationNull.net, kind="static", members={"static Value -> psobject": Prop(lambda: NOTHING)})
define(SMA + "Language.NullString", py=NullString, members={
    "static Value -> System.Management.Automation.Language.NullString": NULL_STRING,
    "ToString() -> string": lambda _v: None,
})  # fmt: skip


# ---- wildcards ---------------------------------------------------------------------------------------------------------


class WildcardPattern(NetObject):
    """A wildcard pattern made ready; `ignore_case` from its options."""

    __slots__ = ("pattern", "ignore_case")
    net = SMA + "WildcardPattern"

    def __init__(self, pattern: str | None, options: Any = None) -> None:
        if pattern is None:
            raise null("pattern")
        self.pattern = pattern
        self.ignore_case = bool(getattr(options, "value", options or 0) & 2)

    def fits(self, text: str | None) -> bool:
        if text is None:
            return False
        try:
            return compile_wildcard(self.pattern, self.ignore_case).match(text) is not None
        except BadWildcard as bad:
            raise throw_dotnet(SMA + "WildcardPatternException", str(bad)) from None


def checked(call: Any) -> Any:
    def run(text: str | None) -> Any:
        if text is None:
            raise null("pattern")
        return call(text)

    return run


def as_wql(made: WildcardPattern) -> str:
    out, skip = [], False
    for c in made.pattern:
        if skip:
            out.append(f"[{c}]" if c in "%_[" else c)
            skip = False
        elif c == "`":
            skip = True
        else:
            out.append({"*": "%", "?": "_", "%": "[%]", "_": "[_]"}.get(c, c))
    return "".join(out)


define(WildcardPattern.net, py=WildcardPattern, members={
    "new(string pattern)": WildcardPattern,
    f"new(string pattern, {SMA}WildcardOptions options)": WildcardPattern,
    "IsMatch(string input) -> bool": lambda p, text: p.fits(text),
    "ToWql() -> string": as_wql,
    f"static Get(string pattern, {SMA}WildcardOptions options) -> {SMA}WildcardPattern": WildcardPattern,
    "static Escape(string pattern) -> string": checked(escape),
    "static Unescape(string pattern) -> string": checked(unescape),
    "static ContainsWildcardCharacters(string pattern) -> bool": lambda text: bool(text) and has_wildcard(text),
})  # fmt: skip
