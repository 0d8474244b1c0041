"""Pure rules of operators on whole numbers, doubles, strings and booleans."""

from collections.abc import Callable

from perdure.grammar import ast
from perdure.interpreter import collation
from perdure.interpreter.generated.pure import (
    ANY,
    BOOL,
    FLOAT,
    HIGH,
    INT,
    LOW,
    NULL,
    NUM,
    NUMBERS,
    STR,
    Pure,
    Term,
    number_term,
    rule,
)
from perdure.interpreter.generated.pure_format import formatted
from perdure.interpreter.generated.region import STEPS
from perdure.interpreter.generated.support import UNSET
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.collections import GenericList, Hashtable

Maker = Callable[[Pure, str, Term, Term], Term | None]


@rule(ast.Binary)
def binary(pure: Pure, node: ast.Binary) -> Term | None:
    if node.operator == "-f":
        return formatted(pure, node)
    if node.operator not in OPERATORS:
        return None
    left = pure.term(node.left)
    right = None if left is None else pure.term(node.right)
    return None if left is None or right is None else combine(pure, node.operator, left, right)


def combine(pure: Pure, operator: str, left: Term, right: Term) -> Term | None:
    """Gives an operator's expression for two terms."""
    maker = OPERATORS.get(operator)
    return None if maker is None else maker(pure, operator, left, right)


def updated(pure: Pure, operator: str, old: Term, given: Term) -> Term | None:
    """Gives what `+=` and its like (operator + - ...), or `++` and `--`, make of a place's value."""
    if operator not in STEPS:
        return combine(pure, operator, old, given)
    number = pure.number(old)  # a step is for numbers only
    return None if number is None else combine(pure, operator[0], number, number_term(1))


def is_text(term: Term) -> bool:
    return term.kind == STR or (term.kind == ANY and type(term.sample) is str)


def settle(pure: Pure, text: str, low: int, high: int, sample: int) -> Term:
    """Gives a whole-number result: beyond 32 bits it is a double."""
    if low >= LOW and high <= HIGH:
        return Term(text, INT, low, high, sample=sample)
    temp = pure.region.temp()
    test = f"{LOW} <= ({temp} := {text}) <= {HIGH}"
    if low >= LOW:
        test = f"({temp} := {text}) <= {HIGH}"
    elif high <= HIGH:
        test = f"({temp} := {text}) >= {LOW}"
    return Term(f"({temp} if {test} else float({temp}))", NUM, sample=sample)


def arithmetic(pure: Pure, op: str, left: Term, right: Term) -> Term | None:
    if op == "+" and is_text(left):
        return concatenated(pure, left, right)
    a = pure.number(left)
    b = None if a is None else pure.number(right)
    if a is None or b is None:
        return None
    text = f"({a.text} {op} {b.text})"
    if FLOAT in (a.kind, b.kind):
        return Term(text, FLOAT, sample=0.0)
    sample = 0.0 if float in (type(a.sample), type(b.sample)) else 0
    if a.kind == b.kind == INT:
        ends = [x + y if op == "+" else x - y if op == "-" else x * y for x, y in corners(a, b, op)]
        return settle(pure, text, min(ends), max(ends), 0)
    made = settle(pure, text, LOW - 1, HIGH + 1, 0)
    made.sample = sample
    return made


def corners(a: Term, b: Term, op: str) -> list[tuple[int, int]]:
    return [(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]


def concatenated(pure: Pure, left: Term, right: Term) -> Term | None:
    a = pure.exact(left, STR)
    if a is None:
        return None
    if is_text(right):
        b = pure.exact(right, STR)
        return None if b is None else Term(f"({a.text} + {b.text})", STR, sample="")
    b = pure.whole(right) if right.sample is UNSET or type(right.sample) is int else None
    return None if b is None else Term(f"({a.text} + str({b.text}))", STR, sample="")


def modulo(pure: Pure, _op: str, left: Term, right: Term) -> Term | None:
    b = pure.whole(right)
    a = None if b is None else pure.whole(left)
    if a is None or b is None:
        return None
    if b.low <= 0:
        b = pure.once(b)
        pure.guard(f"{b.text} > 0")
    top = max(b.high - 1, 0)
    if a.low >= 0:
        return Term(f"({a.text} % {b.text})", INT, 0, top, sample=0)
    first, then = pure.name(a)
    return Term(f"({then} % {b.text} if {first} >= 0 else -(-{then} % {b.text}))", INT, -top, top, sample=0)


def divided(pure: Pure, _op: str, left: Term, right: Term) -> Term | None:
    if float in (type(left.sample), type(right.sample)) or FLOAT in (left.kind, right.kind):
        fixed = (left, right) if left.kind == FLOAT or type(left.sample) is float else (right, left)
        one = pure.exact(fixed[0], FLOAT)
        other = None if one is None else pure.number(fixed[1])
        if one is None or other is None:
            return None
        a, b = (one, other) if fixed[0] is left else (other, one)
        if not (b.kind == FLOAT and type(b.sample) is float and b.text.startswith("c_") and b.sample):
            b = pure.once(b)
            pure.guard(f"{b.text} != 0")
        return Term(f"({a.text} / {b.text})", FLOAT, sample=0.0)
    return divided_whole(pure, left, right)


def divided_whole(pure: Pure, left: Term, right: Term) -> Term | None:
    b = pure.whole(right)
    a = None if b is None else pure.whole(left)
    if a is None or b is None:
        return None
    b = pure.once(b)
    if b.low <= 0:
        pure.guard(f"{b.text} > 0")
    first, then = pure.name(a)
    return Term(f"({then} / {b.text} if {first} % {b.text} else {then} // {b.text})", NUM, sample=0)


def bits(pure: Pure, op: str, left: Term, right: Term) -> Term | None:
    a = pure.whole(left)
    b = None if a is None else pure.whole(right)
    if a is None or b is None:
        return None
    low, high = (0, max(a.high, b.high)) if op == "-band" and a.low >= 0 <= b.low else (LOW, HIGH)
    return Term(f"({a.text} {BITS[op]} {b.text})", INT, low, high, sample=0)


def shifted(pure: Pure, _op: str, left: Term, right: Term) -> Term | None:
    a = pure.whole(left)
    if a is None or right.kind != INT or not 0 <= right.low == right.high < 32:
        return None
    return Term(f"({a.text} >> {right.text})", INT, a.low, a.high, sample=0)


def ordering(pure: Pure, op: str, left: Term, right: Term) -> Term | None:
    a = pure.number(left)
    b = None if a is None else pure.number(right)
    if a is None or b is None:
        return None
    return Term(f"({a.text} {ORDER[op.lstrip('-').lstrip('ic')]} {b.text})", BOOL, sample=True)


def equality(pure: Pure, op: str, left: Term, right: Term) -> Term | None:
    wanted = op.endswith("eq")
    if NULL in (left.kind, right.kind):
        return null_equality(pure, wanted, left, right)
    if is_text(left) and is_text(right):
        a = pure.exact(left, STR)
        b = None if a is None else pure.exact(right, STR)
        if a is None or b is None:
            return None
        same = pure.region.bind(collation.equal, "same_text")
        text = f"{same}({a.text}, {b.text}, {not op.startswith('-c')})"
        return Term(text if wanted else f"(not {text})", BOOL, sample=True)
    if type(left.sample) is bool and type(right.sample) is bool:
        a = pure.exact(left, BOOL)
        b = None if a is None else pure.exact(right, BOOL)
    else:
        a = pure.number(left)
        b = None if a is None else pure.number(right)
    if a is None or b is None:
        return None
    return Term(f"({a.text} {'==' if wanted else '!='} {b.text})", BOOL, sample=True)


# values that are surely not $null and that no operator takes apart
SOLID = frozenset([int, float, str, bool, Hashtable, PSCustomObject])
SOLID_RIGHT = SOLID | {list, GenericList}


def null_equality(pure: Pure, wanted: bool, left: Term, right: Term) -> Term | None:
    value = right if left.kind == NULL else left
    if value.kind != ANY:
        return None
    first, then = pure.name(pure.settled(value))
    solid = pure.region.bind(SOLID_RIGHT if left.kind == NULL else SOLID, "solid")
    pure.guard(f"({first} is None or type({then}) in {solid})")
    return Term(f"({then} {'is' if wanted else 'is not'} None)", BOOL, sample=True)


def logical(pure: Pure, op: str, left: Term, right: Term) -> Term | None:
    a, b = pure.truth(left), pure.truth(right)
    return Term(f"({a} {op[1:]} {b})" if op != "-xor" else f"({a} != {b})", BOOL, sample=True)


BITS = {"-band": "&", "-bor": "|", "-bxor": "^"}
ORDER = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
OPERATORS: dict[str, Maker] = {
    "+": arithmetic, "-": arithmetic, "*": arithmetic, "/": divided, "%": modulo,
    "-band": bits, "-bor": bits, "-bxor": bits, "-shr": shifted,
    "-and": logical, "-or": logical, "-xor": logical,
    "-eq": equality, "-ieq": equality, "-ceq": equality, "-ne": equality, "-ine": equality, "-cne": equality,
    **{f"-{letter}{name}": ordering for letter in ("", "i", "c") for name in ORDER},
}  # fmt: skip


@rule(ast.Unary)
def unary(pure: Pure, node: ast.Unary) -> Term | None:
    if node.operator not in ("-", "!", "-not"):
        return None
    term = pure.term(node.operand)
    if term is None:
        return None
    if node.operator != "-":
        return Term(f"(not {pure.truth(term)})", BOOL, sample=True)
    if term.kind == INT and term.low == term.high:
        return number_term(-term.low) if term.low != LOW else None
    found = pure.number(term)
    if found is None:
        return None
    if found.kind == FLOAT:
        return Term(f"(-{found.text})", FLOAT, sample=0.0)
    return settle(pure, f"(-{found.text})", LOW, HIGH + 1, 0) if found.kind in NUMBERS else None
