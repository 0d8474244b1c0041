"""Parse errors as script errors: what `[scriptblock]::Create`, Invoke-Expression and `. file` raise for bad text."""

from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.language import ParseFault, ScriptExtent

PARSE = "System.Management.Automation.ParseException"


def parse_records(error: Any) -> list[ErrorRecord]:
    """Gives one record for each error that the parser found."""
    out = []
    for found in error.errors:
        raised = NetException(PARSE, found.message)
        record = ErrorRecord(raised, found.code, "ParserError")
        raised.record = record
        record.position_source, record.position_span = error.source, found.span
        out.append(record)
    return out


def parse_script_error(error: Any) -> ScriptError:
    """Gives the one error for a text that can't be parsed: the id of its first error, all messages with positions."""
    records = parse_records(error)
    first = records[0]
    faults = [ParseFault(found.code, found.message, ScriptExtent(error.source, found.span)) for found in error.errors]
    errors = TypedArray(ParseFault.net, faults)
    raised = NetException(PARSE, first.exception.message, None, Errors=errors, Diagnostics=error.errors)
    record = ErrorRecord(raised, first.error_id, "ParserError")
    raised.record = record
    record.position_source, record.position_span = first.position_source, first.position_span
    return ScriptError(record)
