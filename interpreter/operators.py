"""The operator tables: every binary and unary operator as a function of its operands.

Exact-type fast paths stand here; the general rules behind them in operators_*.py. `BINARY[symbol](left, right)` for
every operator of the tree but the short-circuit ones; `match` besides gives what $Matches gets. Serves the compiler.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.convert_text import text
from perdure.interpreter.operators_compare import compare, compare_null, equals
from perdure.interpreter.operators_relations import contains, equality, ordering, swapped
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.numbers import INT64_MAX, INT64_MIN, Int64

Operator = Callable[[Any, Any], Any]
_LOW, _HIGH = -2147483648, 2147483647


_LONGS = frozenset([(Int64, int), (int, Int64), (Int64, Int64)])  # pairs whose result is an Int64


def _long(number: int) -> Any:
    """Gives the result of a calculation with an Int64: a Double where it does not fit."""
    return Int64(number) if INT64_MIN <= number <= INT64_MAX else float(number)


def add(left: Any, right: Any) -> Any:
    """left + right."""
    a, b = type(left), type(right)
    if a is int and b is int:
        number = left + right
        return number if _LOW <= number <= _HIGH else float(number)
    if a is str:
        return left + right if b is str else left + to_string(right, _ofs(right))
    if a is float and (b is float or b is int):
        return left + right
    if a is int and b is float:
        return left + right
    if (a, b) in _LONGS:
        return _long(left + right)
    return _add(left, right)


def _ofs(value: Any) -> str:
    if type(value) in (int, float, bool):
        return " "
    from perdure.interpreter.convert import current_ofs

    return current_ofs()


def _add(left: Any, right: Any) -> Any:
    a = type(left)
    if a is list:
        return _append(left, right)
    if a is PSObject:
        return add(left.base, right)
    if left is None or left is NOTHING:
        return None if right is NOTHING else right
    items = enumerate_value(left)
    if items is not None:
        return _append(items, right)
    if type(right) is PSObject:
        return add(left, right.base)
    if right is NOTHING:
        right = None
    if isinstance(left, Dictionary):
        return _merge(left, right)
    if isinstance(left, str):  # a Char
        return str(left) + to_string(right, _ofs(right))
    from perdure.interpreter.operators_numeric import calculate

    return calculate("+", left, right)


def _append(items: Any, right: Any) -> list[Any]:
    more = enumerate_value(right)
    if more is None:
        return [*items] if right is NOTHING else [*items, right]
    return [*items, *more]


def _merge(left: Dictionary, right: Any) -> Any:
    from perdure.interpreter.operators_misc import merge

    return merge(left, right)


def subtract(left: Any, right: Any) -> Any:
    """left - right."""
    a, b = type(left), type(right)
    if a is int and b is int:
        number = left - right
        return number if _LOW <= number <= _HIGH else float(number)
    if (a is float and (b is float or b is int)) or (a is int and b is float):
        return left - right
    if (a, b) in _LONGS:
        return _long(left - right)
    return _general("-", left, right)


def multiply(left: Any, right: Any) -> Any:
    """left * right: numbers, or a string or sequence so many times."""
    a, b = type(left), type(right)
    if a is int and b is int:
        number = left * right
        return number if _LOW <= number <= _HIGH else float(number)
    if (a is float and (b is float or b is int)) or (a is int and b is float):
        return left * right
    if (a, b) in _LONGS:
        return _long(left * right)
    if left is None or left is NOTHING:
        return None
    if a is str or enumerate_value(left) is not None:
        from perdure.interpreter.operators_misc import repeat

        return repeat(left, right)
    return _general("*", left, right)


def divide(left: Any, right: Any) -> Any:
    """left / right: whole numbers that divide evenly stay whole."""
    a, b = type(left), type(right)
    if a is int and b is int and right:
        if left % right:
            return left / right
        number = left // right
        return number if number <= _HIGH else float(number)
    if (a is float and (b is float or b is int)) or (a is int and b is float):
        if right:
            return left / right
    return _general("/", left, right)


def modulo(left: Any, right: Any) -> Any:
    """left % right, with the sign of the left side."""
    if type(left) is int and type(right) is int and right:
        if left >= 0 and right > 0:
            return left % right
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    if (type(left), type(right)) in _LONGS and left >= 0 and right > 0:
        return Int64(left % right)
    return _general("%", left, right)


def _general(symbol: str, left: Any, right: Any) -> Any:
    from perdure.interpreter.operators_numeric import calculate

    if type(left) is PSObject:
        left = left.base
    if type(right) is PSObject:
        right = right.base
    left = 0 if left is None or left is NOTHING else left
    return calculate(symbol, left, None if right is NOTHING else right)


# ---- operators that are imported at their first use ----------------------------------------------------------------


def _late(name: str, *given: Any) -> Operator:
    found: Any = None

    def operator(left: Any, right: Any) -> Any:
        nonlocal found
        if found is None:
            from perdure.interpreter import operators_misc

            found = getattr(operators_misc, name)
        return found(*given, left, right)

    return operator


def _format() -> Operator:
    found: Any = None

    def operator(left: Any, right: Any) -> Any:
        nonlocal found
        if found is None:
            from perdure.interpreter.format_operator import format_operator as found
        return found(left, right)

    return operator


def _text(name: str, *given: Any) -> Operator:
    found: Any = None

    def operator(left: Any, right: Any) -> Any:
        nonlocal found
        if found is None:
            from perdure.interpreter import operators_text

            found = getattr(operators_text, name)
        return found(left, right, *given)

    return operator


def _bits(symbol: str, work: Callable[[int, int], int]) -> Operator:
    """Gives a bitwise operator: Int32 with Int32 at once."""
    slow = _late("bitwise", symbol)

    def operator(left: Any, right: Any) -> Any:
        return work(left, right) if type(left) is int and type(right) is int else slow(left, right)

    return operator


def match(left: Any, right: Any, case_sensitive: bool = False, negate: bool = False) -> tuple[Any, Any]:
    """Gives -match's result and the Hashtable for $Matches (None: leave it alone)."""
    if not _MATCH:
        from perdure.interpreter.operators_text import match as do

        _MATCH.append(do)
    return _MATCH[0](left, right, case_sensitive, negate)  # type: ignore[no-any-return]


_MATCH: list[Any] = []  # the function, once a script has matched: its module is not needed at the start


def join(left: Any, right: Any) -> str:
    """left -join right."""
    separator = right if type(right) is str else to_string(right)
    if type(left) is list:
        return separator.join([item if isinstance(item, str) else text(item, " ", False) for item in left])
    items = enumerate_value(left)
    if items is None:
        return to_string(left)
    return separator.join([item if isinstance(item, str) else text(item, " ", False) for item in items])


BINARY: dict[str, Operator] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
    "..": _late("range_of"),
    "-f": _format(),
    "-join": join,
    "-is": _late("is_type"),
    "-isnot": _late("is_not_type"),
    "-as": _late("as_type"),
    "-band": _bits("-band", int.__and__),
    "-bor": _bits("-bor", int.__or__),
    "-bxor": _bits("-bxor", int.__xor__),
    "-shl": _late("shift", True),
    "-shr": _late("shift", False),
    "-and": lambda left, right: to_bool(left) and to_bool(right),
    "-or": lambda left, right: to_bool(left) or to_bool(right),
    "-xor": lambda left, right: to_bool(left) is not to_bool(right),
    "??": lambda left, right: right if left is None or left is NOTHING else left,
}


def _fill() -> None:
    for letter, ignore in (("", True), ("i", True), ("c", False)):
        BINARY[f"-{letter}eq"] = equality(ignore, True)
        BINARY[f"-{letter}ne"] = equality(ignore, False)
        BINARY[f"-{letter}lt"] = ordering(ignore, (-1,))
        BINARY[f"-{letter}le"] = ordering(ignore, (-1, 0))
        BINARY[f"-{letter}gt"] = ordering(ignore, (1,))
        BINARY[f"-{letter}ge"] = ordering(ignore, (0, 1))
        for name, wanted in (("contains", True), ("notcontains", False)):
            BINARY[f"-{letter}{name}"] = contains(ignore, wanted)
        for name, wanted in (("in", True), ("notin", False)):
            BINARY[f"-{letter}{name}"] = swapped(contains(ignore, wanted))
        BINARY[f"-{letter}like"] = _text("like", ignore, True)
        BINARY[f"-{letter}notlike"] = _text("like", ignore, False)
        BINARY[f"-{letter}match"] = _text("match_only", ignore, True)
        BINARY[f"-{letter}notmatch"] = _text("match_only", ignore, False)
        BINARY[f"-{letter}replace"] = _text("replace", ignore)
        BINARY[f"-{letter}split"] = _text("split", ignore)


_fill()


# ---- unary ---------------------------------------------------------------------------------------------------------


def negate(value: Any) -> Any:
    """-value."""
    if type(value) is int and value != _LOW:
        return -value
    if type(value) is float:
        return -value
    from perdure.interpreter.operators_misc import negate as general

    return general(value)


def _not(value: Any) -> bool:
    return not to_bool(value)


def _unary(name: str, *given: Any) -> Callable[[Any], Any]:
    def operator(value: Any) -> Any:
        from perdure.interpreter import operators_misc

        return getattr(operators_misc, name)(value, *given)

    return operator


def increment(value: Any) -> Any:
    """Gives value + 1 as ++ does."""
    if type(value) is int and value < _HIGH:
        return value + 1
    from perdure.interpreter.operators_misc import step

    return step(value, 1)


def decrement(value: Any) -> Any:
    """Gives value - 1 as -- does."""
    if type(value) is int and value > _LOW:
        return value - 1
    from perdure.interpreter.operators_misc import step

    return step(value, -1)


def split_blanks(value: Any) -> Any:
    """-split value: on white space."""
    from perdure.interpreter.operators_text import split_unary

    return split_unary(value)


UNARY: dict[str, Callable[[Any], Any]] = {
    "-": negate,
    "+": _unary("plus"),
    "!": _not,
    "-not": _not,
    "-bnot": _unary("complement"),
    "-split": split_blanks,
    "-isplit": split_blanks,
    "-csplit": split_blanks,
    "-join": lambda value: join(value, ""),
    "++": increment,
    "--": decrement,
    ",": lambda value: [value],
}

__all__ = ["BINARY", "UNARY", "compare", "compare_null", "equals", "join", "match"]
