"""System.Text.StringBuilder, StringWriter and StringReader."""

import re
from typing import Any

from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import bounds, index_outside, outside
from perdure.interpreter.dotnet._strings import format_text, join
from perdure.interpreter.limits import repeated
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.text import StringBuilder, StringWriter
from perdure.interpreter.values.utf16 import at, cut, length


def new(value: str | None = "", capacity: int = 16) -> StringBuilder:
    return StringBuilder(value or "", capacity)


def append(b: StringBuilder, value: Any) -> StringBuilder:
    b.append(value if type(value) is str else net_text(value))
    return b


def append_chars(b: StringBuilder, values: Any) -> StringBuilder:
    b.append("".join(values or ()))
    return b


def append_part(b: StringBuilder, value: Any, start: int, count: int) -> StringBuilder:
    text = "".join(value) if isinstance(value, list) else str(value)
    b.append(text[start : start + count])
    return b


def append_line(b: StringBuilder, value: str | None = None) -> StringBuilder:
    b.append((value or "") + "\n")
    return b


def append_join(b: StringBuilder, separator: str, values: Any) -> StringBuilder:
    b.append(join(separator, values))
    return b


def insert(b: StringBuilder, index: int, value: Any, count: int = 1) -> StringBuilder:
    text = b.text()
    if not 0 <= index <= length(text):
        raise index_outside()
    b.set(cut(text, 0, index) + net_text(value) * count + cut(text, index, length(text)))
    return b


def remove(b: StringBuilder, start: int, count: int) -> StringBuilder:
    text = b.text()
    if start < 0 or count < 0 or start + count > length(text):
        raise outside(
            "length", "Index was out of range. Must be non-negative and less than the size of the collection."
        )
    b.set(cut(text, 0, start) + cut(text, start + count, length(text)))
    return b


def replace(
    b: StringBuilder, old: str, new_text: str | None, start: int = 0, count: int | None = None
) -> StringBuilder:
    text = b.text()
    end = len(text) if count is None else start + count
    b.set(text[:start] + text[start:end].replace(old, new_text or "") + text[end:])
    return b


def clear(b: StringBuilder) -> StringBuilder:
    b.set("")
    return b


def set_length(b: StringBuilder, count: int) -> None:
    text = b.text()
    b.set(text[:count].ljust(count, "\0"))


def get_char(b: StringBuilder, index: int) -> Char:
    found = at(b.text(), index) if index >= 0 else None
    if found is None:
        raise bounds()
    return found


def set_char(b: StringBuilder, index: int, value: str) -> None:
    text = b.text()
    if not 0 <= index < len(text):
        raise outside("index")
    b.set(text[:index] + str(value) + text[index + 1 :])


def part(b: StringBuilder, start: int | None = None, count: int | None = None) -> str:
    text = b.text()
    if start is None or count is None:
        return text
    if start + count > length(text):
        raise outside("length", "Index and length must refer to a location within the string.")
    return cut(text, start, count)


def _members() -> dict[str, Any]:
    table: dict[str, Any] = {
        "new()": new,
        "new(string value)": new,
        "new(int capacity)": lambda n: new("", n),
        "new(string value, int capacity)": new,
        "new(int capacity, int maxCapacity)": lambda n, _m: new("", n),
        "Capacity -> int": Prop(lambda b: max(b.capacity, length(b.text())), lambda b, n: setattr(b, "capacity", n)),
        "MaxCapacity -> int": lambda b: 2147483647,
        "Length -> int": Prop(lambda b: length(b.text()), set_length),
        "Append(char[] value) -> System.Text.StringBuilder": append_chars,
        "Append(char value, int repeatCount) -> System.Text.StringBuilder": lambda b, c, n: append(
            b, repeated(str(c), n)
        ),
        "Append(string value, int startIndex, int count) -> System.Text.StringBuilder": append_part,
        "Append(char[] value, int startIndex, int charCount) -> System.Text.StringBuilder": append_part,
        "AppendLine() -> System.Text.StringBuilder": append_line,
        "AppendLine(string value) -> System.Text.StringBuilder": append_line,
        "AppendFormat(string format, object arg0) -> System.Text.StringBuilder": lambda b, f, x: append(
            b, format_text(f, [x])
        ),
        "AppendFormat(string format, object arg0, object arg1) -> System.Text.StringBuilder": lambda b, f, x, y: append(
            b, format_text(f, [x, y])
        ),
        "AppendFormat(string format, params object[] args) -> System.Text.StringBuilder": lambda b, f, a: append(
            b, format_text(f, list(a))
        ),
        "AppendFormat(IFormatProvider provider, string format, params object[] args) -> System.Text.StringBuilder": (
            lambda b, p, f, a: append(b, format_text(f, list(a), p))
        ),
        "AppendJoin(string separator, params object[] values) -> System.Text.StringBuilder": append_join,
        "AppendJoin(string separator, params string[] values) -> System.Text.StringBuilder": append_join,
        "AppendJoin(char separator, params object[] values) -> System.Text.StringBuilder": append_join,
        "Clear() -> System.Text.StringBuilder": clear,
        "EnsureCapacity(int capacity) -> int": lambda b, n: max(b.capacity, n),
        "Equals(object obj) -> bool": equal,
        "Insert(int index, string value, int count) -> System.Text.StringBuilder": insert,
        "Remove(int startIndex, int length) -> System.Text.StringBuilder": remove,
        "Replace(string oldValue, string newValue) -> System.Text.StringBuilder": replace,
        "Replace(char oldChar, char newChar) -> System.Text.StringBuilder": replace,
        "Replace(string oldValue, string newValue, int startIndex, int count) -> System.Text.StringBuilder": replace,
        "ToString() -> string": part,
        "ToString(int startIndex, int length) -> string": part,
        "Chars(int index) -> char": get_char,
        "get_Item(int index) -> char": get_char,
        "set_Item(int index, char value) -> void": set_char,
    }
    for word in ("string", "char", "object", "bool", "sbyte", "byte", "short", "int", "long", "float", "double", "decimal",
                 "ushort", "uint", "ulong", "System.Text.StringBuilder"):  # fmt: skip
        table[f"Append({word} value) -> System.Text.StringBuilder"] = append
        table[f"Insert(int index, {word} value) -> System.Text.StringBuilder"] = insert
    return table


define("System.Text.StringBuilder", members=_members, py=StringBuilder)


# ---- writers and readers over text ---------------------------------------------------------------------------------------

define("System.IO.TextWriter", "System.MarshalByRefObject", interfaces=["System.IDisposable"], abstract=True)
define("System.IO.TextReader", "System.MarshalByRefObject", interfaces=["System.IDisposable"], abstract=True)


def write(w: StringWriter, value: Any) -> None:
    w.builder.append(net_text(value))


def write_line(w: StringWriter, value: Any = "") -> None:
    w.builder.append(net_text(value) + w.newline)


define(
    "System.IO.StringWriter",
    "System.IO.TextWriter",
    members={
        "new()": StringWriter,
        "new(System.Text.StringBuilder sb)": StringWriter,
        "new(IFormatProvider formatProvider)": lambda p: StringWriter(),
        "NewLine -> string": Prop(lambda w: w.newline, lambda w, v: setattr(w, "newline", v)),
        "GetStringBuilder() -> System.Text.StringBuilder": lambda w: w.builder,
        "Write(string value) -> void": write,
        "Write(char value) -> void": write,
        "Write(object value) -> void": write,
        "Write(string format, params object[] arg) -> void": lambda w, f, a: write(w, format_text(f, list(a))),
        "WriteLine() -> void": write_line,
        "WriteLine(string value) -> void": write_line,
        "WriteLine(object value) -> void": write_line,
        "WriteLine(string format, params object[] arg) -> void": lambda w, f, a: write_line(w, format_text(f, list(a))),
        "Flush() -> void": lambda w: None,
        "Close() -> void": lambda w: None,
        "Dispose() -> void": lambda w: None,
        "ToString() -> string": lambda w: w.builder.text(),
    },
    py=StringWriter,
)


class StringReader(NetObject):
    """System.IO.StringReader; `at` the place of the next character."""

    __slots__ = ("text", "at")
    net = "System.IO.StringReader"

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0


def read_line(r: Any) -> str | None:
    """Gives the next line without its end, None behind the last."""
    text, start = r.text, r.at
    if start >= len(text):
        return None
    end = _LINE_END.search(text, start)
    if end is None:
        r.at = len(text)
        return str(text[start:])
    r.at = end.end()
    return str(text[start : end.start()])


_LINE_END = re.compile(r"\r\n?|\n")


def read_rest(r: Any) -> str:
    found = str(r.text[r.at :])
    r.at = len(r.text)
    return found


def read_char(r: Any) -> int:
    found = peek(r)
    r.at += 1
    return found


def peek(r: Any) -> int:
    return ord(r.text[r.at]) if r.at < len(r.text) else -1


READER: dict[str, Any] = {
    "ReadLine() -> string": read_line,
    "ReadToEnd() -> string": read_rest,
    "Read() -> int": read_char,
    "Peek() -> int": peek,
    "Close() -> void": lambda r: None,
    "Dispose() -> void": lambda r: None,
}
define(
    "System.IO.StringReader", "System.IO.TextReader", members={"new(string s)": StringReader, **READER}, py=StringReader
)
