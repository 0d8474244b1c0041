"""Folds a flat list of operands and operators into a tree by PowerShell's precedence.

From weak to strong: ternary; `-and -or -xor`; `-band -bor -bxor`; comparisons; `??`; `+ -`; `* / %`; `-f`; `..`; `,`.
All are left-associative but the ternary. Knows nodes only. No recursion: a chain may be as long as the text.
"""

from typing import Any

from perdure.grammar.ast import ArrayLiteral, Binary, ErrorExpression, Ternary
from perdure.grammar.source import Span
from perdure.grammar.tokens import BINARY_WORDS, Token

LEVELS = {"-" + word: 3 for word in BINARY_WORDS}
LEVELS.update({"-and": 1, "-or": 1, "-xor": 1, "-band": 2, "-bor": 2, "-bxor": 2, "??": 4})
LEVELS.update({"+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "-f": 7, "..": 8, ",": 9})


def fold(flat: list[Any], lx: Any) -> Any:
    """Gives the expression of a list that holds operands at even and operator tokens at odd places."""
    if len(flat) == 3:
        operator = flat[1].value
        if operator != "?" and operator != ":":
            return join(flat[0], flat[1], flat[2])
    if any(token.value == "?" or token.value == ":" for token in flat[1::2]):
        return fold_ternary(flat, lx)
    return fold_binary(flat)


def join(left: Any, token: Token, right: Any) -> Any:
    """Gives the node of two operands and an operator."""
    span = Span(left.span.start, right.span.end)
    if token.value == ",":
        return ArrayLiteral((left, right), span)
    return Binary(token.value, left, right, Span(token.start, token.end), span)


def fold_binary(flat: list[Any]) -> Any:
    """Folds a list without ternaries."""
    operands = [flat[0]]
    operators: list[Token] = []
    for i in range(1, len(flat), 2):
        token = flat[i]
        level = LEVELS[token.value]
        while operators and LEVELS[operators[-1].value] >= level and level != 9:
            reduce_top(operands, operators)
        operators.append(token)
        operands.append(flat[i + 1])
    while operators:
        reduce_top(operands, operators)
    return operands[0]


def reduce_top(operands: list[Any], operators: list[Token]) -> None:
    """Joins what stands on top of the stacks; a run of commas becomes one array."""
    token = operators.pop()
    right = operands.pop()
    if token.value != ",":
        operands[-1] = join(operands[-1], token, right)
        return
    elements = [right]
    while operators and operators[-1].value == ",":
        operators.pop()
        elements.append(operands.pop())
    elements.append(operands[-1])
    elements.reverse()
    operands[-1] = ArrayLiteral(tuple(elements), Span(elements[0].span.start, elements[-1].span.end))


def fold_ternary(flat: list[Any], lx: Any) -> Any:
    """Folds a list with `?` and `:`: each `:` closes the nearest open `?`, and what is right of it belongs to it."""
    frames: list[list[Any]] = []  # open ternaries: [condition, token, if_true or None]
    part = [flat[0]]
    for i in range(1, len(flat), 2):
        token, operand = flat[i], flat[i + 1]
        if token.value == "?":
            frames.append([fold_binary(part), token, None])
            part = [operand]
        elif token.value == ":":
            value = fold_binary(part)
            while frames and frames[-1][2] is not None:
                value = close(frames.pop(), value)
            if not frames:
                lx.report("UnexpectedToken", token.start, token.end, ":")
                return value
            frames[-1][2] = value
            part = [operand]
        else:
            part.extend((token, operand))
    value = fold_binary(part)
    while frames:
        if frames[-1][2] is None:
            end = value.span.end
            if type(value) is not ErrorExpression:
                lx.report("MissingColonInTernaryExpression", end, end)
            frames[-1][2] = value
            value = ErrorExpression(Span(end, end))
        value = close(frames.pop(), value)
    return value


def close(frame: list[Any], if_false: Any) -> Ternary:
    """Gives the node of a ternary that is complete."""
    condition, _, if_true = frame
    return Ternary(condition, if_true, if_false, Span(condition.span.start, if_false.span.end))
