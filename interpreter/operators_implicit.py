"""Operators of .NET value types (op_Addition and its like): dates, spans, BigInteger; scripts' own through members.

The table is by operator method and the left operand's class; an entry takes both operands and may give NotImplemented.
Serves operators alone; knows nothing of numbers.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import try_convert
from perdure.interpreter.errors import NetException, ScriptError, make_error, throw_dotnet
from perdure.interpreter.operators_errors import is_primitive
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.typesys import find_type, type_of
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.datetime import MAX_TICKS, DateTime, DateTimeOffset
from perdure.interpreter.values.numbers import BigInteger
from perdure.interpreter.values.timespan import TICKS_MAX_VALUE, TICKS_MIN_VALUE, TimeSpan

Rule = Callable[[Any, Any], Any]


def implicit(method: str, left: Any, right: Any) -> Any:
    """Calls the operator method of the operands' types. Gives NotImplemented where there is none."""
    owner = right if left is None or is_primitive(left) else left
    if owner is None:
        return NotImplemented
    rule = RULES.get((method, type(owner).__name__))
    if rule is not None:
        try:
            made = rule(left, right)
        except RAISED as thrown:
            raise _invocation_error(method, dotnet_exception(thrown)) from None
        if made is not NotImplemented:
            return made
    return _by_members(method, owner, left, right)


def _invocation_error(method: str, inner: NetException) -> ScriptError:
    """Makes the error of an operator method that threw."""
    return make_error(
        f'Exception calling "{method}" with "2" argument(s): "{inner.message}"',
        inner.type_name.rpartition(".")[2],
        exception="System.Management.Automation.MethodInvocationException",
        inner=inner,
    )


def _by_members(method: str, owner: Any, left: Any, right: Any) -> Any:
    net_type = type_of(owner)
    if net_type.kind not in ("class", "struct") or net_type.element is not None:
        return NotImplemented
    from perdure.interpreter import members
    from perdure.interpreter.memberinfo import MethodGroup, find_static

    if not isinstance(find_static(net_type, method.lower()), MethodGroup):
        return NotImplemented
    return members.invoke_static(net_type, method, [left, right])


def _as(value: Any, type_name: str) -> Any:
    """Gives the right operand as a method's parameter would take it, NOTHING where it can't."""
    found = find_type(type_name)
    if found is None or value is None:
        return NOTHING
    return value if type_of(value) is found else try_convert(value, found)


def _span(ticks: float) -> TimeSpan:
    if ticks != ticks:
        raise throw_dotnet(
            "System.ArgumentException",
            "TimeSpan does not accept floating point Not-a-Number values. (Parameter 'factor')",
        )
    if not TICKS_MIN_VALUE <= ticks <= TICKS_MAX_VALUE:
        raise throw_dotnet("System.OverflowException", "TimeSpan overflowed because the duration is too long.")
    return TimeSpan(int(ticks))


def _date(ticks: int, kind: int) -> DateTime:
    if not 0 <= ticks <= MAX_TICKS:
        message = "The added or subtracted value results in an un-representable DateTime. (Parameter 't')"
        raise throw_dotnet("System.ArgumentOutOfRangeException", message)
    return DateTime(ticks, kind)


def _two_spans(left: Any, right: Any) -> tuple[Any, Any] | None:
    a, b = _as(left, "System.TimeSpan"), _as(right, "System.TimeSpan")
    return (a, b) if type(a) is TimeSpan and type(b) is TimeSpan else None


def _span_add(left: Any, right: Any) -> Any:
    both = _two_spans(left, right)
    return NotImplemented if both is None else _span(both[0].ticks + both[1].ticks)


def _span_subtract(left: Any, right: Any) -> Any:
    both = _two_spans(left, right)
    return NotImplemented if both is None else _span(both[0].ticks - both[1].ticks)


def _span_multiply(left: Any, right: Any) -> Any:
    span, factor = (left, right) if type(left) is TimeSpan else (right, left)
    number = _as(factor, "System.Double")
    if number is NOTHING:
        return NotImplemented
    product = span.ticks * number
    return _span(product if product != product or abs(product) == float("inf") else round(product))


def _span_divide(left: Any, right: Any) -> Any:
    if type(left) is not TimeSpan:
        return NotImplemented
    if type(right) is TimeSpan:
        return float(left.ticks) / right.ticks if right.ticks else _by_zero(left.ticks)
    number = _as(right, "System.Double")
    if number is NOTHING:
        return NotImplemented
    if number == 0 or number != number:
        return _span(_by_zero(left.ticks) if number == 0 else number)
    return _span(round(left.ticks / number))


def _by_zero(ticks: int) -> float:
    return float("nan") if ticks == 0 else float("inf") if ticks > 0 else float("-inf")


def _date_add(left: Any, right: Any) -> Any:
    if type(left) is not DateTime:
        return NotImplemented
    other = _as(right, "System.TimeSpan")
    return NotImplemented if type(other) is not TimeSpan else _date(left.ticks + other.ticks, left.kind)


def _date_subtract(left: Any, right: Any) -> Any:
    if type(left) is not DateTime:
        return NotImplemented
    if type(right) is DateTime:
        return TimeSpan(left.ticks - right.ticks)
    if type(right) is TimeSpan:
        return _date(left.ticks - right.ticks, left.kind)
    return NotImplemented


def _offset_add(left: Any, right: Any) -> Any:
    other = _as(right, "System.TimeSpan")
    if type(other) is not TimeSpan or type(left) is not DateTimeOffset:
        return NotImplemented
    return DateTimeOffset(_date(left.ticks + other.ticks, 0).ticks, left.offset)


def _offset_subtract(left: Any, right: Any) -> Any:
    if type(left) is not DateTimeOffset:
        return NotImplemented
    if type(right) is DateTimeOffset:
        return TimeSpan(left.utc_ticks - right.utc_ticks)
    if type(right) is TimeSpan:
        return DateTimeOffset(_date(left.ticks - right.ticks, 0).ticks, left.offset)
    return NotImplemented


def int_quotient(a: int, b: int) -> int:
    """Gives the quotient of integers cut towards zero."""
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _big(method: str) -> Rule:
    def rule(left: Any, right: Any) -> Any:
        shifts = method.endswith("Shift")
        a = _as(left, "System.Numerics.BigInteger")
        b = _as(right, "System.Int32" if shifts else "System.Numerics.BigInteger")
        if a is NOTHING or b is NOTHING:
            return NotImplemented
        if method in ("op_Division", "op_Modulus") and b == 0:
            raise throw_dotnet("System.DivideByZeroException", "Attempted to divide by zero.")
        if shifts and b < 0:
            a, b = (a >> -b, 0) if method == "op_LeftShift" else (a << -b, 0)
        rules: dict[str, Callable[[], Any]] = {
            "op_Addition": lambda: a + b,
            "op_Subtraction": lambda: a - b,
            "op_Multiply": lambda: a * b,
            "op_Division": lambda: int_quotient(a, b),
            "op_Modulus": lambda: a - b * int_quotient(a, b),
            "op_BitwiseAnd": lambda: a & b,
            "op_BitwiseOr": lambda: a | b,
            "op_ExclusiveOr": lambda: a ^ b,
            "op_LeftShift": lambda: a << b,
            "op_RightShift": lambda: a >> b,
        }
        return BigInteger(rules[method]())

    return rule


def _negate_span(left: Any, _right: Any) -> Any:
    return _span(-left.ticks)


RULES: dict[tuple[str, str], Rule] = {
    ("op_Addition", "TimeSpan"): _span_add,
    ("op_Subtraction", "TimeSpan"): _span_subtract,
    ("op_Multiply", "TimeSpan"): _span_multiply,
    ("op_Division", "TimeSpan"): _span_divide,
    ("op_UnaryNegation", "TimeSpan"): _negate_span,
    ("op_Addition", "DateTime"): _date_add,
    ("op_Subtraction", "DateTime"): _date_subtract,
    ("op_Addition", "DateTimeOffset"): _offset_add,
    ("op_Subtraction", "DateTimeOffset"): _offset_subtract,
}


def _enter_big() -> None:
    for method in (
        "op_Addition", "op_Subtraction", "op_Multiply", "op_Division", "op_Modulus", "op_BitwiseAnd", "op_BitwiseOr",
        "op_ExclusiveOr", "op_LeftShift", "op_RightShift",
    ):  # fmt: skip
        RULES[method, "BigInteger"] = _big(method)


_enter_big()
