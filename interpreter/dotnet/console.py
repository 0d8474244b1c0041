"""System.Console as far as scripts use it: writing through the host, colours that are remembered, no keys."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._strings import format_text
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.text_encodings import utf8


class ConsoleWriter(NetObject):
    """Console.Out or Console.Error: `stream` host or error."""

    __slots__ = ("stream",)
    net = "System.IO.TextWriter+SyncTextWriter"

    def __init__(self, stream: str) -> None:
        self.stream = stream


def put(w: Any, value: Any = "") -> None:
    if w is not None and w.stream == "error":
        current().host.write_error(net_text(value))
    else:
        current().host.write_host(net_text(value), False, None, None)


def put_line(w: Any, value: Any = "") -> None:
    if w is not None and w.stream == "error":
        current().host.write_error(net_text(value) + "\n")
    else:
        current().host.write_host(net_text(value), True, None, None)


def write(value: Any = "") -> None:
    put(None, value)


def write_line(value: Any = "") -> None:
    put_line(None, value)


def read_line(_reader: Any = None) -> str | None:
    text: str = current().host.read_input(1)
    return text.removesuffix("\n").removesuffix("\r") if text else None


class ConsoleReader(NetObject):
    """Console.In."""

    __slots__ = ()
    net = "System.IO.TextReader+SyncTextReader"


define(
    "System.IO.TextReader+SyncTextReader",
    "System.IO.TextReader",
    members={
        "ReadLine() -> string": read_line,
        "ReadToEnd() -> string": lambda r: current().host.read_input(None),
        "Close() -> void": lambda r: None,
        "Dispose() -> void": lambda r: None,
    },
    py=ConsoleReader,
)


def no_key(*_args: Any) -> Any:
    raise throw_dotnet("System.InvalidOperationException", "Cannot read keys when either application does not have a console or when console input has been redirected. Try Console.Read.")  # fmt: skip


_HELD: dict[str, Any] = {}


def held(name: str, otherwise: Any) -> Prop:
    def put_(value: Any) -> None:
        _HELD[name] = value

    return Prop(lambda: _HELD.get(name, otherwise() if callable(otherwise) else otherwise), put_)


_WRITER: dict[str, Any] = {
    "Write(object value) -> void": put,
    "WriteLine() -> void": put_line,
    "WriteLine(object value) -> void": put_line,
    "WriteLine(string value) -> void": put_line,
    "WriteLine(string format, params object[] arg) -> void": lambda w, f, a: put_line(w, format_text(f, list(a))),
    "Flush() -> void": lambda w: None,
}
define("System.IO.TextWriter+SyncTextWriter", "System.IO.TextWriter", members=_WRITER, py=ConsoleWriter)
_CON: dict[str, Any] = {
    "static Out -> object": lambda: ConsoleWriter("host"),
    "static Error -> object": lambda: ConsoleWriter("error"),
    "static In -> object": lambda: ConsoleReader(),
    "static Title -> string": held("title", ""),
    "static ForegroundColor -> System.ConsoleColor": held("foreground", lambda: named("System.ConsoleColor", 7)),
    "static BackgroundColor -> System.ConsoleColor": held("background", lambda: named("System.ConsoleColor", 0)),
    "static OutputEncoding -> encoding": held("output", utf8),
    "static InputEncoding -> encoding": held("input", utf8),
    "static WindowWidth -> int": held("width", 120),
    "static WindowHeight -> int": held("height", 30),
    "static BufferWidth -> int": held("buffer_width", 120),
    "static BufferHeight -> int": held("buffer_height", 30),
    "static CursorLeft -> int": held("left", 0),
    "static CursorTop -> int": held("top", 0),
    "static CursorVisible -> bool": held("visible", True),
    "static IsInputRedirected -> bool": True,
    "static IsOutputRedirected -> bool": True,
    "static IsErrorRedirected -> bool": True,
    "static KeyAvailable -> bool": False,
    "static TreatControlCAsInput -> bool": held("control", False),
    "static Write(object value) -> void": write,
    "static Write(string value) -> void": write,
    "static Write(string format, params object[] arg) -> void": lambda f, a: write(format_text(f, list(a))),
    "static WriteLine() -> void": write_line,
    "static WriteLine(object value) -> void": write_line,
    "static WriteLine(string value) -> void": write_line,
    "static WriteLine(string format, params object[] arg) -> void": lambda f, a: write_line(format_text(f, list(a))),
    "static ReadLine() -> string": read_line,
    "static ReadKey() -> object": no_key,
    "static ReadKey(bool intercept) -> object": no_key,
    "static Clear() -> void": lambda: None,
    "static ResetColor() -> void": lambda: _HELD.clear(),
    "static Beep() -> void": lambda: None,
    "static SetCursorPosition(int left, int top) -> void": lambda a, b: None,
    "static SetOut(object newOut) -> void": lambda w: None,
}
define("System.Console", kind="static", members=_CON)
