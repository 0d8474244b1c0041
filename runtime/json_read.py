"""JSON text to values, as ConvertFrom-Json reads it: strict text quickly, lenient text (comments, single quotes) by hand.

Numbers become Int64, BigInteger or Double; text that is an ISO date with a time becomes a DateTime. Source:
conformance/cmdlets/convertfrom-json.
"""

import re
from typing import Any

from perdure.interpreter.date_parse import DateFault, parse_datetime, parse_offset
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.numbers import INT64_MAX, INT64_MIN, BigInteger, Int64
from perdure.interpreter.values.ordered_hashtable import OrderedHashtable
from perdure.runtime.json_lenient import Fault, LenientReader

DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|[+-]\d\d:?\d\d)?\Z")
DEEPEST = 1024


def whole_number(text: str) -> Any:
    """Gives a whole number in the type that ConvertFrom-Json gives it."""
    number = int(text)
    return Int64(number) if INT64_MIN <= number <= INT64_MAX else BigInteger(number)


class Reader:
    """Reads documents.

    Args:
        as_hashtable: objects become tables whose keys keep their case.
        dates: DateKind: Default, Local, Utc, Offset or String.
        depth: levels that a document may have.
    """

    def __init__(self, as_hashtable: bool = False, dates: str = "Default", depth: int = DEEPEST) -> None:
        self.as_hashtable, self.dates, self.depth = as_hashtable, dates, depth

    def read(self, text: str) -> Any:
        """Gives the value of a document.

        Raises:
            ScriptError: it is no JSON, or has names that an object cannot have.
        """
        try:
            return self._dated(self._parse(text))
        except Fault as fault:
            raise not_json(str(fault)) from None

    def _parse(self, text: str) -> Any:
        import json

        if self.depth >= DEEPEST:
            decoder = json.JSONDecoder(
                object_pairs_hook=self.make, parse_int=whole_number, parse_constant=_constant, strict=False
            )
            try:
                return decoder.decode(text)
            except (ValueError, RecursionError):
                pass  # not strict JSON: the lenient reader decides, and knows what to say
        return LenientReader(text, self.make, whole_number, self.depth).document()

    def make(self, pairs: list[tuple[str, Any]]) -> Any:
        """Makes an object of its names and values."""
        if self.as_hashtable:
            table = OrderedHashtable()
            for name, value in pairs:
                table.set(name, self._dated(value))
            return table
        props: dict[str, Any] = {}
        for name, value in pairs:
            props[name] = self._dated(value)
        if "" in props:
            raise _refused(
                "EmptyKeyInJsonString",
                "The provided JSON includes a property whose name is an empty string, this is only supported using the"
                " -AsHashTable switch.",
            )
        if len({n.lower() for n in props}) != len(props):
            seen: dict[str, str] = {}
            for name in props:
                known = seen.setdefault(name.lower(), name)
                if known != name:
                    raise _refused(
                        "KeysWithDifferentCasingInJsonString",
                        "Cannot convert the JSON string because it contains keys with different casing. Please use the"
                        " -AsHashTable switch instead. The key that was attempted to be added to the existing key"
                        f" '{known}' was '{name}'.",
                    )
        return PSCustomObject(props)

    def _dated(self, value: Any) -> Any:
        """Gives text that is a date as a date, in arrays too."""
        kind = type(value)
        if kind is str:
            if len(value) >= 19 and value[10] == "T" and self.dates != "String" and DATE.match(value):
                return self._date(value)
            return value
        if kind is list:
            for i, item in enumerate(value):
                if type(item) is str or type(item) is list:
                    value[i] = self._dated(item)
        return value

    def _date(self, text: str) -> Any:
        try:
            if self.dates == "Offset":
                return parse_offset(text)
            if self.dates == "Utc":
                return parse_datetime(text, universal=True, assume_utc=True)
            if self.dates == "Local":
                return parse_datetime(text)
            return parse_datetime(text, roundtrip=True)
        except DateFault:
            return text


def _constant(name: str) -> float:
    return float(name.replace("Infinity", "inf").replace("NaN", "nan"))


def not_json(reason: str) -> ScriptError:
    """Makes the error of text that is no JSON."""
    raised = NetException("System.ArgumentException", f"Conversion from JSON failed with error: {reason}")
    return ScriptError(ErrorRecord(raised, "System.ArgumentException", "NotSpecified"))


def _refused(error_id: str, message: str) -> ScriptError:
    raised = NetException("System.InvalidOperationException", message)
    return ScriptError(ErrorRecord(raised, error_id, "InvalidOperation"))
