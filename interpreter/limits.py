"""How large one string or array may become: .NET's own limits, and the memory that the machine can give.

Serves the few places where a short script names a large size. Without them a machine that promises more memory than it has
would end the process instead of giving OutOfMemoryException.
"""

from typing import Any

STRING_MAX = 0x3FFFFFDF  # characters of a .NET string
ARRAY_MAX = 0x7FFFFFC7  # elements of a .NET array
SLOT_BYTES = 8
NUMBER_BYTES = 32  # an int of its own, beside its slot
memory = {"bytes_max": 4 << 30}  # what one value may take; the runtime sets it by the machine's memory


def string_room(length: int) -> None:
    """Refuses a string that would be too long; raises MemoryError, which scripts see as OutOfMemoryException."""
    if length > STRING_MAX or length > memory["bytes_max"]:
        raise MemoryError


def array_room(count: int, each_bytes: int = SLOT_BYTES) -> None:
    """Refuses an array of too many elements; raises MemoryError."""
    if count > ARRAY_MAX or count * each_bytes > memory["bytes_max"]:
        raise MemoryError


def repeated(text: str, count: int) -> str:
    """Gives a text so many times."""
    string_room(len(text) * count)
    return text * count


def filled(item: Any, count: int) -> list[Any]:
    """Gives a list that holds an item so many times."""
    array_room(count)
    return [item] * count
