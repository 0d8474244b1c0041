"""Numbers: value and .NET type by PowerShell's rules for literals."""

from typing import Any

import pytest

from tests.grammar.kit import arguments, codes, expression

NUMBERS: list[tuple[str, Any, str]] = [
    ("0", 0, "int"),
    ("2147483647", 2147483647, "int"),
    ("-2147483648", -2147483648, "int"),
    ("2147483648", 2147483648, "long"),
    ("9223372036854775808", "9223372036854775808", "decimal"),
    ("79228162514264337593543950336", 79228162514264337593543950336.0, "double"),
    ("1kb", 1024, "int"),
    ("2GB", 2147483648, "long"),
    ("1pb", 1 << 50, "long"),
    ("1.5kb", 1536.0, "double"),
    ("10l", 10, "long"),
    ("10L", 10, "long"),
    ("5u", 5, "uint"),
    ("4294967296u", 4294967296, "ulong"),
    ("5ul", 5, "ulong"),
    ("5us", 5, "ushort"),
    ("5uy", 5, "byte"),
    ("5y", 5, "sbyte"),
    ("5s", 5, "short"),
    ("5n", 5, "bigint"),
    ("5d", "5", "decimal"),
    ("1.10d", "1.10", "decimal"),
    ("1.5dkb", "1536.0", "decimal"),
    ("1kb", 1024, "int"),
    ("1lkb", 1024, "long"),
    ("1.5", 1.5, "double"),
    (".5", 0.5, "double"),
    ("5.", 5.0, "double"),
    ("1e3", 1000.0, "double"),
    ("1E-2", 0.01, "double"),
    ("1e\u20132", 0.01, "double"),
    ("1.5e3l", 1500, "long"),
    ("1e2d", "100", "decimal"),
    ("010", 10, "int"),
    ("0x1F", 31, "int"),
    ("0xFFFFFFFF", -1, "int"),
    ("0xFFFFFFFFF", 68719476735, "long"),
    ("0x0FFFFFFFF", 4294967295, "long"),
    ("0x8000000000000000", -(1 << 63), "long"),
    ("0x0000000000000001", 1, "long"),
    ("0xFFu", 255, "uint"),
    ("0xFFFFFFFFu", 4294967295, "uint"),
    ("0xFFkb", 261120, "int"),
    ("0x1d", 29, "int"),
    ("0b1010", 10, "int"),
    ("0b11111111", -1, "int"),
    ("0b011111111", 255, "int"),
    ("0B1", 1, "int"),
]


@pytest.mark.parametrize(("text", "value", "kind"), NUMBERS)
def test_number(text: str, value: Any, kind: str) -> None:
    node = expression(text)
    assert (node.value, node.kind, node.text) == (value, kind, text)
    assert type(node.value) is type(value)


@pytest.mark.parametrize(
    "text", ["256uy", "128y", "40000s", "70000us", "-1u", "9223372036854775808l", "0xFFFFFFFFFFFFFFFFF"]
)
def test_numbers_out_of_range_are_refused(text: str) -> None:
    assert codes(text) == ["BadNumericConstant"]


@pytest.mark.parametrize("text", ["7z", "1_000", "1kbx", "5x", "0xG", "1.2.3", "1..2", "-5", "+5", "256uy"])
def test_words_that_only_look_like_numbers_are_words_to_commands(text: str) -> None:
    (argument,) = arguments("foo " + text)
    assert type(argument).__name__ == "String" and argument.value == text


def test_numbers_as_arguments() -> None:
    assert [a.value for a in arguments("foo 1 0x10 1kb .5 5.")] == [1, 16, 1024, 0.5, 5.0]


def test_sign_belongs_to_the_number_where_an_operand_is_due() -> None:
    assert expression("1 -2").operator == "-"
    assert expression("-2").value == -2
    assert type(expression("- 2")).__name__ == "Unary"
