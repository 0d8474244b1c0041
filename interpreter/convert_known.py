"""Conversions to .NET types that PowerShell casts strings and numbers to: Parse methods, cast operators, delegates.

`to_known` gives NOTHING for a pair without a rule here. Types beyond these go through their member tables.
"""

import re
from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert_errors import CAST, failed, impossible
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.number_parse import NumberError, parse_integer
from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock

FORMAT = "System.FormatException"
ARGUMENT = "System.ArgumentException"


class ParseFault(TextFault):
    """What a Parse method or constructor throws: the .NET exception's type and message."""

    def __init__(self, message: str, type_name: str = FORMAT) -> None:
        super().__init__(message)
        self.type_name = type_name


def parse_version(text: str) -> Any:
    """Gives Version.Parse(text). Raises ParseFault."""
    from perdure.interpreter.values.version import Version

    parts = text.split(".")
    if not 2 <= len(parts) <= 4:
        raise ParseFault("Version string portion was too short or too long. (Parameter 'input')", ARGUMENT)
    numbers = []
    for part in parts:
        try:
            number = parse_integer(part, int)
        except NumberError as bad:
            raise ParseFault(str(bad), bad.type_name) from None
        if number < 0:
            message = "Version's parameters must be greater than or equal to zero. (Parameter 'input')"
            raise ParseFault(message, "System.ArgumentOutOfRangeException")
        numbers.append(number)
    return Version(*numbers)


def parse_semantic(text: str) -> Any:
    """Gives SemanticVersion.Parse(text). Raises ParseFault."""
    from perdure.interpreter.values.version import SemanticVersion

    form = r"(\d+)(?:\.(\d+)(?:\.(\d+))?)?(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?\Z"
    found = re.match(form, text)
    if found is None:
        raise ParseFault(f"The input string '{text}' was not in a correct format.")
    major, minor, patch, label, build = found.groups()
    return SemanticVersion(int(major), int(minor or 0), int(patch or 0), label, build)


def parse_guid(text: str) -> Any:
    """Gives Guid.Parse(text). Raises ParseFault."""
    from perdure.interpreter.values.guid import parse_guid as read

    made = read(text)
    if made is None:
        if len(text.strip()) in (32, 36, 38) and not any(c in "{(" for c in text):
            raise ParseFault("Guid string should only contain hexadecimal characters.")
        if "-" in text:
            raise ParseFault("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")
        raise ParseFault("Unrecognized Guid format.")
    return made


def parse_datetime(text: str) -> Any:
    """Gives DateTime.Parse(text). Raises ParseFault."""
    from perdure.interpreter import date_parse

    try:
        return date_parse.parse_datetime(text)
    except date_parse.DateFault as bad:
        raise ParseFault(str(bad)) from None


def parse_offset(text: str) -> Any:
    """Gives DateTimeOffset.Parse(text). Raises ParseFault."""
    from perdure.interpreter import date_parse

    try:
        return date_parse.parse_offset(text)
    except date_parse.DateFault as bad:
        raise ParseFault(str(bad)) from None


def parse_span(text: str) -> Any:
    """Gives TimeSpan.Parse(text). Raises ParseFault."""
    from perdure.interpreter import span_parse

    try:
        return span_parse.parse_span(text)
    except span_parse.SpanFault as bad:
        raise ParseFault(str(bad), bad.type_name) from None


# type -> (parser, the error id behind InvalidCast)
_WITH = "ParseTargetInvocationWithFormatProvider"
_WITHOUT = "ParseTargetInvocation"
PARSERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "System.DateTime": (parse_datetime, _WITH),
    "System.DateTimeOffset": (parse_offset, _WITH),
    "System.TimeSpan": (parse_span, _WITH),
    "System.Guid": (parse_guid, _WITH),
    "System.Version": (parse_version, _WITHOUT),
    "System.Management.Automation.SemanticVersion": (parse_semantic, _WITHOUT),
}


def to_known(value: Any, net_type: NetType) -> Any:
    """Converts by the rules of known types; NOTHING where there is none."""
    name = net_type.name
    if type(value) is str:
        parser = PARSERS.get(name)
        if parser is not None:
            try:
                return parser[0](value)
            except ParseFault as bad:
                raise failed(value, name, str(bad), "InvalidCast" + parser[1], bad.type_name) from None
        rule = FROM_TEXT.get(name)
        return NOTHING if rule is None else rule(value, net_type)
    cast = CASTS.get(name)
    if cast is not None:
        made = cast(value)
        if made is not NOTHING:
            return made
    if isinstance(value, (int, float)) and not isinstance(value, bool) and name in PARSERS:
        from perdure.interpreter.convert import to_string

        return to_known(to_string(value), net_type)
    return NOTHING


def _to_regex(text: str, net_type: NetType) -> Any:
    from perdure.interpreter.regexes import BadPattern
    from perdure.interpreter.values.regex import Regex

    try:
        return Regex(text)
    except BadPattern as bad:
        raised = "System.Text.RegularExpressions.RegexParseException"
        raise failed(text, net_type.name, str(bad), "InvalidCastFromStringToRegex", raised) from None


def to_type(text: str, _net_type: Any = None) -> NetType:
    """Gives the type that a text names. Raises ScriptError."""
    from perdure.interpreter.context import current
    from perdure.interpreter.type_names import resolve_text

    found = resolve_text(text, current().scope)
    if found is None:
        message = f'Cannot convert the "{text}" value of type "System.String" to type "System.Type".'
        from perdure.interpreter.convert_errors import cast_error

        raise cast_error(message, "InvalidCastFromStringToType")
    return found


FROM_TEXT: dict[str, Callable[[str, NetType], Any]] = {
    "System.Text.RegularExpressions.Regex": _to_regex,
    "System.Type": to_type,
}


def switch(present: bool) -> Any:
    """Makes a SwitchParameter."""
    from perdure.interpreter.values.switch import SwitchParameter

    return SwitchParameter(present)


def _to_switch(value: Any) -> Any:
    return switch(value) if type(value) is bool else NOTHING


def _to_span(value: Any) -> Any:
    from perdure.interpreter.values.timespan import TimeSpan

    return TimeSpan(int(value)) if isinstance(value, int) and type(value) is not bool else NOTHING


def _to_datetime(value: Any) -> Any:
    from perdure.interpreter.values.datetime import DateTime

    return DateTime(int(value)) if isinstance(value, int) and type(value) is not bool else NOTHING


def _to_offset(value: Any) -> Any:
    from perdure.interpreter.date_format import local_offset
    from perdure.interpreter.values.datetime import UTC, DateTime, DateTimeOffset

    if type(value) is DateTime:
        return DateTimeOffset(value.ticks, 0 if value.kind == UTC else local_offset(value.ticks, False))
    return NOTHING


def _to_version(value: Any) -> Any:
    kind = type(value).__name__
    if kind == "SemanticVersion":
        from perdure.interpreter.values.version import Version

        return Version(value.major, value.minor, value.patch)
    return NOTHING


def _to_semantic(value: Any) -> Any:
    from perdure.interpreter.values.version import SemanticVersion, Version

    if type(value) is Version:
        return SemanticVersion(value.major, value.minor, max(value.build, 0))
    return NOTHING


CASTS: dict[str, Callable[[Any], Any]] = {
    "System.Management.Automation.SwitchParameter": _to_switch,
    "System.TimeSpan": _to_span,
    "System.DateTime": _to_datetime,
    "System.DateTimeOffset": _to_offset,
    "System.Version": _to_version,
    "System.Management.Automation.SemanticVersion": _to_semantic,
}


def to_delegate(value: Any, net_type: NetType) -> Any:
    """Makes a delegate of a script block or of a method reference."""
    from perdure.interpreter import convert_members
    from perdure.interpreter.values.delegates import block_delegate

    if isinstance(value, ScriptBlock):
        return block_delegate(value, net_type, convert_members.result_of(net_type))
    made = convert_members.method_delegate(value, net_type)
    if made is NOTHING:
        raise impossible(value, net_type.name)
    return made


__all__ = ["CAST", "ScriptError", "net_text", "to_delegate", "to_known", "type_of"]
