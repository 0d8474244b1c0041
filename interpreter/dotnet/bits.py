"""System.BitConverter: numbers as bytes, and back."""

import struct
from typing import Any

from perdure.interpreter.dotnet._faults import argument
from perdure.interpreter.dotnet.convert_class import SHORT, raw
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.char import char
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.numbers import Int16, Int64, Single, UInt16, UInt32, UInt64

_PACK = {"Boolean": "<?", "Char": "<H", "Int16": "<h", "Int32": "<i", "Int64": "<q", "UInt16": "<H", "UInt32": "<I",
         "UInt64": "<Q", "Single": "<f", "Double": "<d"}  # fmt: skip
_BACK: dict[str, Any] = {"Boolean": bool, "Char": char, "Int16": Int16, "Int32": int, "Int64": Int64, "UInt16": UInt16,
                         "UInt32": UInt32, "UInt64": UInt64, "Single": Single, "Double": float}  # fmt: skip


def get_bytes(name: str) -> Any:
    def run(value: Any) -> TypedArray:
        return byte_array(struct.pack(_PACK[name], ord(value) if isinstance(value, str) else value))

    return run


def read_bytes(name: str) -> Any:
    size = struct.calcsize(_PACK[name])

    def run(values: Any, start: int = 0) -> Any:
        data = raw(values, "value")
        if not 0 <= start < len(data):
            raise throw_dotnet("System.ArgumentOutOfRangeException", "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')")  # fmt: skip
        if start + size > len(data):
            raise argument("Destination array is not long enough to copy all the items in the collection. Check array index and length.", "value")  # fmt: skip
        return _BACK[name](struct.unpack_from(_PACK[name], data, start)[0])

    return run


def hex_text(values: Any, start: int = 0, count: int | None = None) -> str:
    data = raw(values, "value")
    part = data[start : None if count is None else start + count]
    return "-".join([f"{b:02X}" for b in part])


def again(one: str, other: str, cls: Any) -> Any:
    """Makes the function that reads a number's bits as one of another type."""
    return lambda v: cls(struct.unpack(other, struct.pack(one, v))[0])


def _bits() -> dict[str, Any]:
    table: dict[str, Any] = {
        "static IsLittleEndian -> bool": True,
        "static ToString(byte[] value) -> string": hex_text,
        "static ToString(byte[] value, int startIndex) -> string": hex_text,
        "static ToString(byte[] value, int startIndex, int length) -> string": hex_text,
        "static DoubleToInt64Bits(double value) -> long": lambda v: Int64(struct.unpack("<q", struct.pack("<d", v))[0]),
        "static DoubleToUInt64Bits(double value) -> ulong": again("<d", "<Q", UInt64),
        "static UInt64BitsToDouble(ulong value) -> double": again("<Q", "<d", float),
        "static SingleToInt32Bits(float value) -> int": again("<f", "<i", int),
        "static Int32BitsToSingle(int value) -> float": again("<i", "<f", Single),
        "static SingleToUInt32Bits(float value) -> uint": again("<f", "<I", UInt32),
        "static UInt32BitsToSingle(uint value) -> float": again("<I", "<f", Single),
        "static Int64BitsToDouble(long value) -> double": lambda v: struct.unpack("<d", struct.pack("<q", v))[0],
    }
    for name in _PACK:
        table[f"static GetBytes({SHORT[name]} value) -> byte[]"] = get_bytes(name)
        table[f"static To{name}(byte[] value, int startIndex) -> {SHORT[name]}"] = read_bytes(name)
    return table


define("System.BitConverter", kind="static", members=_bits)
