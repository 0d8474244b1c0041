"""Gives a number's value and .NET type by PowerShell's rules for literals.

Int32, then Int64, Decimal, Double for whole numbers without suffix; Double for those with a point or exponent; what a
suffix asks for else. Multipliers are applied before the type is chosen. Knows nothing of tokens.
"""

from typing import Any

MULTIPLIERS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}
RANGES = {
    "int": (-(1 << 31), (1 << 31) - 1),
    "long": (-(1 << 63), (1 << 63) - 1),
    "short": (-(1 << 15), (1 << 15) - 1),
    "sbyte": (-128, 127),
    "byte": (0, 255),
    "ushort": (0, (1 << 16) - 1),
    "uint": (0, (1 << 32) - 1),
    "ulong": (0, (1 << 64) - 1),
}
SUFFIXES = {"l": "long", "s": "short", "y": "sbyte", "ul": "ulong", "us": "ushort", "uy": "byte"}
DECIMAL_MAX = 79228162514264337593543950335
SIGNED_BINARY = (8, 16, 32, 64, 96)
SIGNED_HEX = {"y": 2, "s": 4, "l": 16}


def literal(digits: str, suffix: str, multiplier: str, negative: bool) -> tuple[Any, str] | None:
    """Gives (value, kind) for the parts of a literal (lower case), None where PowerShell says BadNumericConstant.

    Args: digits without sign; suffix "" or of `u l s y d n ul us uy`; multiplier "" or `kb` ... `pb`.
    Source: the conformance cases `numbers-literals`; about_Numeric_Literals.
    """
    factor = MULTIPLIERS[multiplier[0]] if multiplier else 1
    prefix = digits[:2]
    if prefix == "0x" or prefix == "0b":
        return _based(digits[2:], 16 if prefix == "0x" else 2, suffix, -factor if negative else factor)
    if "." in digits or "e" in digits:
        return _real(digits, suffix, factor, negative)
    whole = int(digits) * factor
    return _whole(-whole if negative else whole, suffix, True)


def _whole(value: int, suffix: str, decimal_digits: bool) -> tuple[Any, str] | None:
    if not suffix:
        if -2147483648 <= value <= 2147483647:
            return value, "int"
        if _fits(value, "long"):
            return value, "long"
        if not decimal_digits:
            return None
        if abs(value) <= DECIMAL_MAX:
            return str(value), "decimal"
        try:
            return float(value), "double"
        except OverflowError:
            return None
    if suffix == "n":
        return value, "bigint"
    if suffix == "d":
        return (str(value), "decimal") if abs(value) <= DECIMAL_MAX else None
    if suffix == "u":
        kind = "uint" if _fits(value, "uint") else "ulong"
    else:
        kind = SUFFIXES[suffix]
    return (value, kind) if _fits(value, kind) else None


def _fits(value: int, kind: str) -> bool:
    low, high = RANGES[kind]
    return low <= value <= high


def _based(digits: str, base: int, suffix: str, factor: int) -> tuple[Any, str] | None:
    unsigned = suffix.startswith("u")
    value = int(digits or "0", base)
    bits = len(digits) * (4 if base == 16 else 1)
    if not unsigned and digits and value >> (bits - 1):
        signed = len(digits) == _signed_length(digits, suffix) if base == 16 else bits in SIGNED_BINARY or bits >= 128
        if signed:
            value -= 1 << bits
    if bits == 64 and suffix in ("", "u"):
        suffix += "l"
    return _whole(value * factor, suffix, False)


def _signed_length(digits: str, suffix: str) -> int:
    """Gives how many hexadecimal digits fill the type asked for, the first of which then carries the sign."""
    return SIGNED_HEX.get(suffix) or (8 if len(digits) < 16 else 16)


def _real(digits: str, suffix: str, factor: int, negative: bool) -> tuple[Any, str] | None:
    if suffix == "d":
        return _decimal(digits, factor, negative)
    value = float(digits) * factor
    if negative:
        value = -value
    if not suffix:
        return value, "double"
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return _whole(round(value), suffix, False)


def _decimal(digits: str, factor: int, negative: bool) -> tuple[Any, str] | None:
    from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal  # seldom needed, dear to import

    context = Context(prec=60, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN)
    value = context.create_decimal(digits)
    if value.adjusted() > 28:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        return None
    if exponent > 0:
        value = context.quantize(value, Decimal(1))
    elif exponent < -28:
        value = context.quantize(value, Decimal("1e-28"))
    value = context.multiply(value, Decimal(factor))
    while len(value.as_tuple().digits) > 29 or abs(int(value.scaleb(-_exponent(value), context))) > DECIMAL_MAX:
        if _exponent(value) >= 0:
            return None
        value = context.quantize(value, Decimal((0, (1,), _exponent(value) + 1)))
    text = format(value, "f")
    return ("-" + text if negative else text), "decimal"


def _exponent(value: Any) -> int:
    return int(value.as_tuple().exponent)
