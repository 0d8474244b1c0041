"""The operator tables on values: result types, overflow, conversion of the right side, order of strings."""

from decimal import Decimal
from typing import Any

import pytest

from perdure.interpreter.operators import BINARY, UNARY, match
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.numbers import Byte, Int64, UInt32, UInt64


@pytest.mark.parametrize(
    ("left", "symbol", "right", "result"),
    [
        (2147483647, "+", 1, 2147483648.0),
        (Int64(2**63 - 1), "+", 1, float(2**63)),
        (Byte(250), "+", Byte(10), 260),
        (UInt32(5), "-", 10, -5.0),
        (UInt32(5), "-", -10, Int64(15)),
        (UInt64(2**64 - 1), "+", 1, float(2**64)),
        (6, "/", 3, 2),
        (7, "/", 2, 3.5),
        (-7, "%", 3, -1),
        (5.5, "%", 2, 1.5),
        (Decimal("1.10"), "*", 10, Decimal("11.00")),
        (Decimal(100), "/", 4, Decimal(25)),
        (Decimal(1), "/", 3, Decimal("0." + "3" * 28)),
        ("5", "+", 3, "53"),
        (5, "+", "3", 8),
        (5, "+", " 7 ", 12),
        (5, "+", "0x10", 21),
        ("10", "-", "3", 7),
        ("ab", "*", 3, "ababab"),
        ([1, 2], "+", 3, [1, 2, 3]),
        ([1], "+", [2, [3]], [1, 2, [3]]),
        (None, "+", 5, 5),
        (None, "*", 5, None),
        (None, "-", 5, -5),
        (True, "+", True, 2),
        (Char("b"), "-", Char("a"), 1),
        (Char("a"), "+", 1, "a1"),
        (1, "+", Char("a"), 98),
        (1, "..", 3, [1, 2, 3]),
        ("a", "..", "c", [Char("a"), Char("b"), Char("c")]),
        (6, "-band", 3, 2),
        (-1, "-bxor", 5, -6),
        (1, "-shl", 33, 2),
        (-8, "-shr", 1, -4),
    ],
)
def test_arithmetic(left: Any, symbol: str, right: Any, result: Any) -> None:
    made = BINARY[symbol](left, right)
    assert made == result
    assert type(made) is type(result)


@pytest.mark.parametrize(
    ("left", "symbol", "right", "result"),
    [
        ("Abc", "-eq", "aBC", True),
        ("Abc", "-ceq", "aBC", False),
        ("a\u00adb", "-eq", "ab", True),  # a soft hyphen counts for nothing
        ("é", "-eq", "e\u0301", True),
        (1, "-eq", "1.0", True),
        ("1.0", "-eq", 1, False),
        (1, "-eq", "one", False),
        (10, "-lt", "9", False),
        ("10", "-lt", 9, True),
        (None, "-lt", 1, True),
        (None, "-gt", -1, True),
        (None, "-ge", 0, False),
        (1, "-gt", None, True),
        (True, "-eq", "false", True),
        (Char("A"), "-eq", 65, True),
        ("a", "-lt", "B", True),
        ("a", "-clt", "A", True),
        ("co-op", "-lt", "coop", True),
        ("_a", "-lt", "1", True),
        ("résumé", "-gt", "resume", True),
        ("résumé", "-lt", "resumes", True),
        ([1, 2, 3], "-gt", 1, [2, 3]),
        (["a", "B", "b"], "-eq", "b", ["B", "b"]),
        ([1, 2], "-contains", "2", True),
        ("b", "-in", ["a", "B"], True),
        ("b", "-cin", ["a", "B"], False),
        ("report.txt", "-like", "*.TXT", True),
        ("file10", "-like", "file?", False),
        ("a[1]", "-like", "a`[1`]", True),
        (float("nan"), "-eq", float("nan"), False),
    ],
)
def test_comparison(left: Any, symbol: str, right: Any, result: Any) -> None:
    assert BINARY[symbol](left, right) == result


@pytest.mark.parametrize(
    ("text", "given", "result"),
    [
        ("a,b,c,d", [",", 2], ["a", "b,c,d"]),
        ("a,b,c,d", [",", -2], ["a,b,c", "d"]),
        ("abc", "", ["", "a", "b", "c", ""]),
        ("a1b2c", r"(\d)", ["a", "1", "b", "2", "c"]),
        ("a.b", [".", 0, "simplematch"], ["a", "b"]),
        ("aXbxc", "x", ["a", "b", "c"]),
    ],
)
def test_split(text: str, given: Any, result: list[str]) -> None:
    assert list(BINARY["-split"](text, given)) == result


@pytest.mark.parametrize(
    ("text", "given", "result"),
    [
        ("John Smith", [r"(\w+) (\w+)", "$2, $1"], "Smith, John"),
        ("2024-03", [r"(?<y>\d+)-(?<m>\d+)", "${m}/${y}"], "03/2024"),
        ("5", ["5", "$$5"], "$5"),
        ("x", ["x", "a$b"], "a$b"),
        ("a.b", [r"\.", "[$&]"], "a[.]b"),
        ("ab", ["b", "$1"], "a$1"),
        ("aaa", ["a(?=a)", ""], "a"),
        ("Hello", ["L", ""], "Heo"),
    ],
)
def test_replace(text: str, given: Any, result: str) -> None:
    assert BINARY["-replace"](text, given) == result


def test_groups_are_numbered_unnamed_first() -> None:
    found, groups = match("2024-03-15", r"(?<year>\d{4})-(?<month>\d\d)-(\d\d)")
    assert found is True
    assert dict(groups.items()) == {0: "2024-03-15", 1: "15", "year": "2024", "month": "03"}


@pytest.mark.parametrize(
    ("pattern", "text", "result"),
    [
        (r"^a(?i)b$", "aB", True),
        (r"a(?i)b|c", "C", True),
        (r"[a-z-[aeiou]]+$", "bcd", True),
        (r"^[a-z-[aeiou]]+$", "bad", False),
        (r"^\p{Lu}\p{Ll}+$", "Étude", True),
        (r"(?<q>['x]).*?\k<q>", "say 'hi'", True),
        (r"a\z", "a\n", False),
        (r"a\Z", "a\n", True),
        (r"(?n)(a)(?<b>b)", "ab", True),
        (r"\bfoo\b", "a foo b", True),
        (r"x{,2}", "x{,2}", True),
        (r"(?<=^|,)b", "a,b", True),
        (r"(?<!a|cd)x", "cdx", False),
        (r"(?<=[|)(]|ab)x", "abx", True),
    ],
)
def test_patterns(pattern: str, text: str, result: bool) -> None:
    assert BINARY["-cmatch"](text, pattern) is result


def test_signs() -> None:
    assert UNARY["-"](-2147483648) == 2147483648.0
    assert UNARY["-"]("5") == -5
    assert UNARY["-bnot"](5) == -6
    assert UNARY["++"](2147483647) == 2147483648.0
