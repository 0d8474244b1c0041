"""What a run was called with, as the store keeps it beside the job: parameters, metadata and limits, each readable alone.

So a job can be listed and filtered in a session that lacks a class of one of its arguments.
"""

from typing import Any

from perdure.interpreter.records import CannotSave, DamagedRecord, MissingName
from perdure.interpreter.snapshot import dump_value, load_value

APART: dict[str, Any] = {
    "parameters": {},
    "metadata": None,
    "passed": {},
}  # values of the script's: what they are when they can't be had


def encode_settings(settings: dict[str, Any]) -> bytes:
    """Encodes what a run was called with; what can't be saved of it is left out."""
    return dump_value({**settings, **{name: _encoded(settings[name]) for name in APART if name in settings}})


def _encoded(value: Any) -> bytes:
    try:
        return dump_value(value)
    except CannotSave:
        if isinstance(value, dict):
            return dump_value({name: held for name, held in value.items() if _saveable(held)})
        return b""


def _saveable(value: Any) -> bool:
    try:
        dump_value(value)
    except CannotSave:
        return False
    return True


def decode_settings(body: bytes, resolve: Any) -> dict[str, Any]:
    """Gives them back; empty where they can't be read at all."""
    if not body:
        return {}
    try:
        found: dict[str, Any] = load_value(body, resolve)
    except (DamagedRecord, MissingName):
        return {}
    for name, without in APART.items():
        if isinstance(found.get(name), bytes):
            found[name] = _decoded(found[name], resolve, without)
    return found


def _decoded(body: bytes, resolve: Any, without: Any) -> Any:
    try:
        return load_value(body, resolve) if body else without
    except (DamagedRecord, MissingName):
        return without
