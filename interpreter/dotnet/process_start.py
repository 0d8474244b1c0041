"""Starting programs through System.Diagnostics: ProcessStartInfo, Process.Start, and the ends of its pipes."""

import posixpath
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._faults import invalid, null
from perdure.interpreter.dotnet.streams import Stream, StreamWriter
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.generic import Collection, GenericDictionary
from perdure.interpreter.values.process import Process
from perdure.interpreter.words import split_arguments

_D = "System.Diagnostics."
STRING, BOOL = "System.String", "System.Boolean"


class StartInfo(NetObject):
    """ProcessStartInfo: `props` by name; the environment is the session's until it is changed."""

    __slots__ = ("props", "words", "environment")
    net = _D + "ProcessStartInfo"

    def __init__(self, file: str = "", arguments: Any = "") -> None:
        self.props: dict[str, Any] = {"FileName": file or "", "Arguments": "", "WorkingDirectory": ""}
        self.words = Collection([], (STRING,))
        self.environment: GenericDictionary | None = None
        if isinstance(arguments, str) or arguments is None:
            self.props["Arguments"] = arguments or ""
        else:
            self.words.items.extend([net_text(a) for a in arguments])

    def variables(self) -> GenericDictionary:
        if self.environment is None:
            self.environment = GenericDictionary((STRING, STRING), False)
            for name, value in current().environment.items():
                self.environment.set(name, value)
        return self.environment


def slot(name: str, type_name: str, default: Any) -> Prop:
    return Prop(lambda i: i.props.get(name, default), lambda i, v: i.props.__setitem__(name, v), type_name)


_FLAGS = ("UseShellExecute", "CreateNoWindow", "RedirectStandardInput", "RedirectStandardOutput", "RedirectStandardError",
          "LoadUserProfile", "ErrorDialog")  # fmt: skip
define(StartInfo.net, py=StartInfo, members={
    "new()": StartInfo,
    "new(string fileName)": StartInfo,
    "new(string fileName, string arguments)": StartInfo,
    "new(string fileName, System.Collections.Generic.IEnumerable[string] arguments)": StartInfo,
    **{name: slot(name, STRING, "") for name in ("FileName", "Arguments", "WorkingDirectory", "UserName", "Domain", "Verb")},
    **{name: slot(name, BOOL, False) for name in _FLAGS},
    "WindowStyle": slot("WindowStyle", "System.Object", "Normal"),
    "StandardOutputEncoding": slot("StandardOutputEncoding", "System.Text.Encoding", None),
    "StandardErrorEncoding": slot("StandardErrorEncoding", "System.Text.Encoding", None),
    "StandardInputEncoding": slot("StandardInputEncoding", "System.Text.Encoding", None),
    "Password": slot("Password", "System.Security.SecureString", None),
    "PasswordInClearText": slot("PasswordInClearText", STRING, None),
    "ArgumentList -> System.Collections.ObjectModel.Collection[string]": lambda i: i.words,
    "Environment -> System.Collections.Generic.IDictionary[string,string]": lambda i: i.variables(),
    "EnvironmentVariables -> System.Collections.Generic.IDictionary[string,string]": lambda i: i.variables(),
})  # fmt: skip


def no_process() -> DotNetThrow:
    return invalid("No process is associated with this object.")


# ---- the pipes' ends --------------------------------------------------------------------------------------------------------


class PipeReader(NetObject):
    """A StreamReader over a program's output."""

    __slots__ = ("file", "ahead")
    net = "System.IO.PipeReader"

    def __init__(self, file: Any) -> None:
        self.file, self.ahead = file, ""

    def rest(self) -> str:
        text, self.ahead = self.ahead, ""
        return text + str(self.file.read().decode("utf-8", "replace"))

    def line(self) -> str | None:
        text, self.ahead = self.ahead, ""
        if not text.endswith("\n"):
            text += self.file.readline().decode("utf-8", "replace")
        return text.removesuffix("\n").removesuffix("\r") if text else None

    def peek(self) -> int:
        if not self.ahead:
            self.ahead = self.file.readline().decode("utf-8", "replace")
        return ord(self.ahead[0]) if self.ahead else -1

    def char(self) -> int:
        found = self.peek()
        self.ahead = self.ahead[1:]
        return found


class PipeOut(Stream):
    """A program's input as a stream: what is written goes there at once."""

    __slots__ = ("file",)
    net = "System.IO.Pipes.AnonymousPipeClientStream"

    def __init__(self, file: Any) -> None:
        super().__init__()
        self.file = file

    def put(self, raw: bytes) -> None:
        try:
            self.file.write(raw)
            self.file.flush()
        except (OSError, ValueError):
            raise throw_dotnet("System.IO.IOException", "Broken pipe") from None

    def close(self) -> None:
        self.open = False
        self.file.close()


def writer(file: Any) -> StreamWriter:
    """Makes the StreamWriter of a program's input."""
    return StreamWriter(PipeOut(file))


def close(end: Any) -> None:
    end.file.close()


_READS: dict[str, Any] = {
    "ReadToEnd() -> string": lambda r: r.rest(),
    "ReadLine() -> string": lambda r: r.line(),
    "Read() -> int": lambda r: r.char(),
    "Peek() -> int": lambda r: r.peek(),
    "EndOfStream -> bool": lambda r: r.peek() < 0,
    "Close() -> void": close,
    "Dispose() -> void": close,
}
define(PipeReader.net, "System.IO.TextReader", members=_READS, py=PipeReader)
define(PipeOut.net, "System.IO.Stream", py=PipeOut)


def door(name: str, word: str, make: Any) -> Any:
    """Makes the property of a pipe's end."""

    def get(p: Process) -> Any:
        file = getattr(p.live, name, None)
        if file is None:
            raise invalid(f"{word} has not been redirected or the process hasn't started yet.")
        if name not in p.doors:
            p.doors[name] = make(file)
        return p.doors[name]

    return get


# ---- starting ----------------------------------------------------------------------------------------------------------------


def run(info: StartInfo) -> Process:
    """Starts what a ProcessStartInfo says; Win32Exception where that fails."""
    file = str(info.props["FileName"])
    if not file:
        raise invalid("Cannot start process because a file name has not been provided.")
    cx = current()
    words = [*info.words.items] if info.words.items else split_arguments(str(info.props["Arguments"] or ""))
    folder = str(info.props["WorkingDirectory"] or "") or cx.location
    found = cx.find_external(file, cx.scope)
    program = getattr(found, "path", None) or file
    environment = dict(cx.environment) if info.environment is None else dict(info.environment.items())
    pipes = [name for name, flag in (("stdin", "Input"), ("stdout", "Output"), ("stderr", "Error"))
             if info.props.get("RedirectStandard" + flag)]  # fmt: skip
    try:
        made: Process = cx.host.start_program([program, *words], folder, environment, frozenset(pipes))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise throw_dotnet(
            "System.ComponentModel.Win32Exception",
            f"An error occurred trying to start process '{file}' with working directory '{folder}'. {reason}",
        ) from None
    made.info = info
    made.name = posixpath.basename(program)
    return made


def start_this(p: Process) -> bool:
    """Starts a Process that was made with new(); it becomes the started one."""
    made = run(start_info(p))
    p.id, p.name, p.live, p.doors = made.id, made.name, made.live, {}
    return True


def start_info(p: Process) -> StartInfo:
    if p.info is None:
        p.info = StartInfo()
    return p.info  # type: ignore[no-any-return]


def start(what: Any, arguments: Any = "") -> Process:
    if what is None:
        raise null("startInfo")
    return run(what if isinstance(what, StartInfo) else StartInfo(what, arguments))


def by_id(number: int) -> Process:
    for found in current().host.running_programs():
        if found.id == number:
            return found  # type: ignore[no-any-return]
    raise throw_dotnet("System.ArgumentException", f"Process with an Id of {number} is not running.")


def by_name(name: str | None = None) -> TypedArray:
    found = current().host.running_programs()[1:]
    wanted = [p for p in found if name is None or p.name.lower() == name.lower()]
    return TypedArray(_D + "Process", wanted)


_INFO = f"{StartInfo.net} startInfo"
STARTING: dict[str, Any] = {
    "new()": lambda: Process(0, ""),
    "StartInfo": Prop(start_info, lambda p, v: setattr(p, "info", v), StartInfo.net),
    "StandardOutput -> System.IO.StreamReader": door("stdout", "StandardOut", PipeReader),
    "StandardError -> System.IO.StreamReader": door("stderr", "StandardError", PipeReader),
    "StandardInput -> System.IO.StreamWriter": door("stdin", "StandardIn", writer),
    "EnableRaisingEvents": Prop(lambda p: False, lambda p, v: None, BOOL),
    "Start() -> bool": start_this,
    f"static Start({_INFO}) -> {_D}Process": start,
    f"static Start(string fileName) -> {_D}Process": start,
    f"static Start(string fileName, string arguments) -> {_D}Process": start,
    f"static Start(string fileName, System.Collections.Generic.IEnumerable[string] arguments) -> {_D}Process": start,
    f"static GetProcessById(int processId) -> {_D}Process": by_id,
    f"static GetProcesses() -> {_D}Process[]": by_name,
    f"static GetProcessesByName(string processName) -> {_D}Process[]": by_name,
    f"static GetCurrentProcess() -> {_D}Process": lambda: current().host.running_programs()[0],
}
