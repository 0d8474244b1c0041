"""Numbers to text: .NET's standard and custom forms, and how PowerShell puts a number into a string."""

from decimal import Decimal
from typing import Any

import pytest

from perdure.interpreter.convert_numbers import single
from perdure.interpreter.format_operator import format_number
from perdure.interpreter.number_format import double_g15, double_text, single_text
from perdure.interpreter.values.numbers import Byte


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234.5, "N2", "1,234.50"),
        (2.5, "F0", "2"),  # a tie goes to the even digit for floats
        (3.5, "N0", "4"),
        (Decimal("0.925"), "N2", "0.93"),  # and away from zero for decimals
        (1.005, "F2", "1.00"),  # by the exact value, which is less
        (1.005, "0.00", "1.01"),  # custom patterns see 15 digits
        (-5, "D4", "-0005"),
        (-1, "X", "FFFFFFFF"),
        (Byte(10), "X2", "0A"),
        (0.256, "P1", "25.6%"),
        (0.256, "0.0%", "25.6%"),
        (1234.5, "C", "$1,234.50"),
        (-1234.5, "C", "-$1,234.50"),
        (123.456, "E2", "1.23E+002"),
        (123456789.0, "G4", "1.235E+08"),
        (1e20, "N0", "100,000,000,000,000,000,000"),
        (-0.4, "F0", "-0"),
        (1234567, "#,#", "1,234,567"),
        (0, "#", ""),
        (-5, "0;(0)", "(5)"),
        (0, "0;(0);zero", "zero"),
        (1234567890, "#,##0,,M", "1,235M"),
        (5551234, "000-0000", "555-1234"),
        (0.0001234, "0.###E+00", "1.234E-04"),
        (12, "'x'0", "x12"),
        (12, "\\#0", "#12"),
        (0.1, ".00", ".10"),
        (7, "000.#", "007"),
    ],
)
def test_forms(value: Any, form: str, text: str) -> None:
    assert format_number(value, form) == text


@pytest.mark.parametrize(
    ("value", "roundtrip", "in_string"),
    [
        (1 / 3, "0.3333333333333333", "0.333333333333333"),
        (0.1 + 0.2, "0.30000000000000004", "0.3"),
        (1e15, "1E+15", "1E+15"),
        (123456789012345680.0, "1.2345678901234568E+17", "1.23456789012346E+17"),
        (1234567890123456.0, "1234567890123456", "1.23456789012346E+15"),
        (0.0001, "0.0001", "0.0001"),
        (0.00001, "1E-05", "1E-05"),
        (-0.0, "-0", "-0"),
        (float("inf"), "Infinity", "Infinity"),
    ],
)
def test_doubles(value: float, roundtrip: str, in_string: str) -> None:
    assert double_text(value) == roundtrip
    assert double_g15(value) == in_string


def test_singles_show_seven_digits() -> None:
    assert single_text(single(0.1), 7) == "0.1"
    assert single_text(single(123456.789)) == "123456.79"
    assert single_text(single(1e10)) == "1E+10"
