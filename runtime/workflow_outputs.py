"""Outputs as the store keeps them. What can't be saved as it is goes in as its text: output is never lost for that."""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.records import CannotSave, DamagedRecord, MissingName
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.runtime.stores.protocol import NewOutput, Output
from perdure.runtime.workflow_streams import Entry


def encode(value: Any) -> bytes:
    """Encodes an output."""
    try:
        return dump_value(value)
    except CannotSave:
        return dump_value(to_string(value))


def encode_entries(entries: list[Entry]) -> list[NewOutput]:
    return [NewOutput(e.stream, encode(e.value), e.received) for e in entries]


def encode_error(record: ErrorRecord) -> bytes:
    """Encodes the error that ended a job."""
    try:
        return dump_value(record)
    except CannotSave:
        made = ErrorRecord(record.exception, record.error_id, record.category)
        made.exception.props = {}
        return dump_value(made)


def decode(body: bytes, resolve: Any) -> Any:
    """Gives a stored value back; one that needs a class that is not there is told by what it says."""
    try:
        return load_value(body, resolve)
    except (MissingName, DamagedRecord) as error:
        return f"({error})"


def entry_of(row: Output, resolve: Any) -> Entry:
    """Makes the entry of a stored output."""
    made = Entry(row.stream, decode(row.body, resolve))
    made.received = row.received
    made.seq = row.seq
    return made
