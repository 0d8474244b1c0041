"""System.Decimal's arithmetic on Python's Decimal: 96 bits of digits, a scale of at most 28, ties to even.

Serves operators, conversions and [math]. Raises DecimalOverflow where .NET throws OverflowException.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal, localcontext

LIMIT = Decimal(2**96 - 1)
OVERFLOW_TEXT = "Value was either too large or too small for a Decimal."
_WIDE = Context(prec=64, rounding=ROUND_HALF_EVEN, Emin=-200, Emax=200)


class DecimalOverflow(ArithmeticError):
    """A result that System.Decimal can't hold."""


def fit(value: Decimal) -> Decimal:
    """Rounds a value to a scale of at most 28 and digits of at most 96 bits."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent > 0:
        value = value.quantize(Decimal(1), context=_WIDE)
        exponent = 0
    if exponent < -28:
        value = value.quantize(Decimal((0, (1,), -28)), context=_WIDE)
        exponent = -28
    while abs(int(value.scaleb(-exponent, context=_WIDE))) >> 96:
        if exponent == 0:
            raise DecimalOverflow(OVERFLOW_TEXT)
        exponent += 1
        value = value.quantize(Decimal((0, (1,), exponent)), context=_WIDE)
    return value


def _small(value: Decimal) -> bool:
    _, digits, exponent = value.as_tuple()
    return len(digits) <= 28 and -28 <= exponent <= 0  # type: ignore[operator]


def add(left: Decimal, right: Decimal) -> Decimal:
    value = _WIDE.add(left, right)
    return value if _small(value) else fit(value)


def subtract(left: Decimal, right: Decimal) -> Decimal:
    value = _WIDE.subtract(left, right)
    return value if _small(value) else fit(value)


def multiply(left: Decimal, right: Decimal) -> Decimal:
    value = _WIDE.multiply(left, right)
    return value if _small(value) else fit(value)


def divide(left: Decimal, right: Decimal) -> Decimal:
    """Divides; raises ZeroDivisionError."""
    if not right:
        raise ZeroDivisionError
    value = _WIDE.divide(left, right)
    return value if _small(value) else fit(value)


def remainder(left: Decimal, right: Decimal) -> Decimal:
    """Gives the rest with the sign of the left one; raises ZeroDivisionError."""
    if not right:
        raise ZeroDivisionError
    return fit(_WIDE.remainder(left, right))


def from_double(value: float) -> Decimal:
    """Converts a Double as .NET does: 15 significant digits, no trailing zeros."""
    if value != value or abs(value) > 7.9228162514264338e28:
        raise DecimalOverflow(OVERFLOW_TEXT)
    return _short(f"{value:.15g}")


def from_single(value: float) -> Decimal:
    """Converts a Single: 7 significant digits."""
    if value != value or abs(value) > 7.9228162514264338e28:
        raise DecimalOverflow(OVERFLOW_TEXT)
    return _short(f"{value:.7g}")


def _short(text: str) -> Decimal:
    made = Decimal(text)
    exponent = made.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent > 0:
        made = made.quantize(Decimal(1), context=_WIDE)
    elif exponent < 0:
        made = made.normalize(_WIDE)
        if made.as_tuple().exponent > 0:  # type: ignore[operator]
            made = made.quantize(Decimal(1), context=_WIDE)
    return fit(made)


def truncate(value: Decimal) -> Decimal:
    with localcontext(_WIDE):
        return value.to_integral_value(ROUND_DOWN)
