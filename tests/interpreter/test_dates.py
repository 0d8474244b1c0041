"""Dates and spans: reading what people write, by pattern, and writing by pattern."""

import pytest

from perdure.interpreter.date_exact import parse_exact
from perdure.interpreter.date_format import format_datetime, format_span
from perdure.interpreter.date_parse import DateFault, parse_datetime
from perdure.interpreter.span_parse import SpanFault, parse_span


@pytest.mark.parametrize(
    ("text", "sortable"),
    [
        ("2024-03-15", "2024-03-15T00:00:00"),
        ("3/15/2024", "2024-03-15T00:00:00"),
        ("15 March 2024 10:30", "2024-03-15T10:30:00"),
        ("March 5, 2024", "2024-03-05T00:00:00"),
        ("Mar 5 2024 3pm", "2024-03-05T15:00:00"),
        ("5-Mar-2024", "2024-03-05T00:00:00"),
        ("2024/03/05 14:07:09", "2024-03-05T14:07:09"),
        ("Tue, 05 Mar 2024 14:07:09 GMT", "2024-03-05T14:07:09"),
        ("2024-03-05T14:07:09+02:00", "2024-03-05T12:07:09"),
        ("1/2/24", "2024-01-02T00:00:00"),
        ("1/2/99", "1999-01-02T00:00:00"),
        ("2024-03", "2024-03-01T00:00:00"),
        ("Friday, March 15, 2024 1:02:03 AM", "2024-03-15T01:02:03"),
    ],
)
def test_dates_are_read(text: str, sortable: str) -> None:
    assert format_datetime(parse_datetime(text), "s") == sortable


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not a date", "There is an unknown word starting at index '0'."),
        ("2024-13-01", "is not supported in calendar"),
        ("2024", "String '2024' was not recognized as a valid DateTime."),
        ("", "String '' was not recognized as a valid DateTime."),
    ],
)
def test_what_is_no_date(text: str, message: str) -> None:
    with pytest.raises(DateFault) as bad:
        parse_datetime(text)
    assert message in str(bad.value)


@pytest.mark.parametrize(
    ("text", "pattern", "sortable"),
    [
        ("20240315", "yyyyMMdd", "2024-03-15T00:00:00"),
        ("15/03/2024 08:05", "dd/MM/yyyy HH:mm", "2024-03-15T08:05:00"),
        ("Mar 5, 2024 2:07 PM", "MMM d, yyyy h:mm tt", "2024-03-05T14:07:00"),
        ("2024-03-05T14:07:09.1230000", "o", "2024-03-05T14:07:09"),
        ("05-03-24", "dd-MM-yy", "2024-03-05T00:00:00"),
        ("2024-03-05T14:07:09Z", "yyyy-MM-ddTHH:mm:ssK", "2024-03-05T14:07:09"),
    ],
)
def test_exact_patterns(text: str, pattern: str, sortable: str) -> None:
    assert format_datetime(parse_exact(text, [pattern]), "s") == sortable


def test_exact_is_exact() -> None:
    with pytest.raises(DateFault):
        parse_exact("2024-3-5", ["yyyy-MM-dd"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("01:30", "01:30:00"),
        ("2.03:04:05", "2.03:04:05"),
        ("5", "5.00:00:00"),
        ("1:02:03.5", "01:02:03.5000000"),
        ("-1", "-1.00:00:00"),
        ("1:2:3:4", "1.02:03:04"),
    ],
)
def test_spans(text: str, shown: str) -> None:
    assert str(parse_span(text)) == shown


def test_span_out_of_range() -> None:
    with pytest.raises(SpanFault) as bad:
        parse_span("25:00")
    assert bad.value.type_name == "System.OverflowException"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("d", "3/5/2024"),
        ("D", "Tuesday, March 5, 2024"),
        ("g", "3/5/2024 2:07\u202fPM"),
        ("o", "2024-03-05T14:07:09.0000000"),
        ("u", "2024-03-05 14:07:09Z"),
        ("R", "Tue, 05 Mar 2024 14:07:09 GMT"),
        ("dd/MM/yy", "05/03/24"),
        ("hh:mm tt", "02:07 PM"),
        ("%d", "5"),
        ("'day' d", "day 5"),
        ("ss.FFF", "09"),
    ],
)
def test_date_forms(form: str, text: str) -> None:
    assert format_datetime(parse_datetime("2024-03-05 14:07:09"), form) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [("c", "1.02:03:04.5000000"), ("hh\\:mm\\:ss", "02:03:04"), ("d\\.hh", "1.02"), ("g", "1:2:03:04.5")],
)
def test_span_forms(form: str, text: str) -> None:
    assert format_span(parse_span("1.02:03:04.5"), form) == text
