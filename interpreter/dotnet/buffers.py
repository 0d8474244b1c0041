"""System.Buffer and System.BitConverter's kin: arrays of numbers as the bytes that they are made of."""

import struct
from typing import Any

from perdure.interpreter.dotnet._faults import argument, null, outside
from perdure.interpreter.typesys import define
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64

# element type -> how struct writes one, and the class that reads it back
LAYOUT: dict[str, tuple[str, Any]] = {
    "System.Boolean": ("?", bool), "System.Byte": ("B", Byte), "System.SByte": ("b", SByte), "System.Int16": ("h", Int16),
    "System.UInt16": ("H", UInt16), "System.Char": ("H", lambda n: Char(chr(n))), "System.Int32": ("i", int),
    "System.UInt32": ("I", UInt32), "System.Int64": ("q", Int64), "System.UInt64": ("Q", UInt64),
    "System.Single": ("f", Single), "System.Double": ("d", float),
}  # fmt: skip


def layout_of(array: Any, name: str) -> tuple[str, Any]:
    if array is None:
        raise null(name)
    found = LAYOUT.get(array.element) if isinstance(array, TypedArray) else None
    if found is None:
        raise argument("Object must be an array of primitives.", name)
    return found


def raw(array: Any, name: str = "array") -> bytes:
    """Gives the bytes that an array of numbers takes."""
    code, cls = layout_of(array, name)
    values = [ord(v) for v in array] if code == "H" and cls is not UInt16 else array
    return struct.pack(f"<{len(array)}{code}", *values)


def put_raw(array: Any, data: bytes) -> None:
    """Sets an array's elements from the bytes of all of them."""
    code, cls = layout_of(array, "array")
    array[:] = [cls(v) for v in struct.unpack(f"<{len(array)}{code}", data)]


def block_copy(source: Any, at: int, target: Any, to: int, count: int) -> None:
    """Gives Buffer.BlockCopy: offsets and count are bytes."""
    data, into = raw(source, "src"), bytearray(raw(target, "dst"))
    for name, number in (("srcOffset", at), ("dstOffset", to), ("count", count)):
        if number < 0:
            raise outside(name, "Non-negative number required.")
    if at + count > len(data) or to + count > len(into):
        raise argument("Offset and length were out of bounds for the array or count is greater than the number of elements "
                       "from index to the end of the source collection.")  # fmt: skip
    into[to : to + count] = data[at : at + count]
    put_raw(target, bytes(into))


def one_byte(array: Any, index: int) -> Byte:
    data = raw(array)
    if not 0 <= index < len(data):
        raise outside("index")
    return Byte(data[index])


def set_byte(array: Any, index: int, value: int) -> None:
    data = bytearray(raw(array))
    if not 0 <= index < len(data):
        raise outside("index")
    data[index] = value
    put_raw(array, bytes(data))


define("System.Buffer", kind="static", members={
    "static BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count) -> void": block_copy,
    "static ByteLength(array array) -> int": lambda a: len(raw(a)),
    "static GetByte(array array, int index) -> byte": one_byte,
    "static SetByte(array array, int index, byte value) -> void": set_byte,
})  # fmt: skip
