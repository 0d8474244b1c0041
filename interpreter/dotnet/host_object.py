"""$Host and $Host.UI: the host's name and what scripts write to it or ask it directly."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import convert_to, to_string
from perdure.interpreter.dotnet.host_types import PLACE, SIZE
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.members import get_static
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.secrets import PSCredential, SecureString

SMA = "System.Management.Automation."
STRING, INT, BOOL = "System.String", "System.Int32", "System.Boolean"
VERSION = "7.6.5"


class HostUI(NetObject):
    """$Host.UI."""

    __slots__ = ()
    net = SMA + "Internal.Host.InternalHostUserInterface"


class RawUI(NetObject):
    """$Host.UI.RawUI: colours and title are remembered, sizes those of a plain terminal."""

    __slots__ = ("title", "foreground", "background")
    net = SMA + "Internal.Host.InternalHostRawUserInterface"

    def __init__(self) -> None:
        self.title, self.foreground, self.background = "", 7, 0


UI, RAW = HostUI(), RawUI()


def write(_ui: Any, text: str) -> None:
    current().host.write_host(text, False, None, None)


def write_line(_ui: Any, text: str = "") -> None:
    current().host.write_host(text, True, None, None)


def write_colored(_ui: Any, foreground: Any, background: Any, text: str) -> None:
    current().host.write_host(text, False, str(foreground), str(background))


def write_line_colored(_ui: Any, foreground: Any, background: Any, text: str) -> None:
    current().host.write_host(text, True, str(foreground), str(background))


def write_error_line(_ui: Any, text: str) -> None:
    current().host.write_error(text + "\n")


def marked(mark: str) -> Any:
    """Makes the writer of a line with a mark in front."""

    def put(_ui: Any, text: str) -> None:
        current().host.write_host(mark + text, True, None, None)

    return put


def asked(prompt: str, secret: bool = False) -> str:
    """Gives what the user types; a .NET exception where there is nobody to ask."""
    host = current().host
    try:
        return str(host.read_secret(prompt) if secret else host.read_line(prompt))
    except EOFError:
        raise throw_dotnet(
            SMA + "PSInvalidOperationException",
            "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
        ) from None


def choose(_ui: Any, caption: str, message: str, choices: Any, default: int) -> int:
    """Asks for one of several choices; gives its number."""
    labels = [to_string(getattr(c, "label", c)) for c in choices or ()]
    if not labels:
        raise throw_dotnet(SMA + "PSArgumentException", '"choices" should have at least one element.')
    keys = [label.partition("&")[2][:1] or label[:1] for label in labels]
    shown = "  ".join(f"[{k.upper()}] {label.replace('&', '')}" for k, label in zip(keys, labels, strict=True))
    while True:
        answer = asked(f'{caption}\n{message}\n{shown}  (default is "{keys[default].upper()}"): ').strip().lower()
        if not answer:
            return default
        for at, (key, label) in enumerate(zip(keys, labels, strict=True)):
            if answer in (key.lower(), label.replace("&", "").lower()):
                return at


def credential(_ui: Any, _caption: str, _message: str, user: str, _target: str) -> PSCredential:
    """Asks for a user name, where none is given, and a password."""
    name = user or asked("User: ")
    return PSCredential(name, SecureString(asked(f"Password for user {name}: ", True)))


def should_exit(_host: Any, code: int) -> None:
    """Says what exit status the process is to end with."""
    current().should_exit = code


def culture(_host: Any) -> Any:
    return get_static(find_type("System.Globalization.CultureInfo"), "CurrentCulture")


def color(slot: str) -> Prop:
    """Makes the property of a colour."""

    def read(raw: RawUI) -> Any:
        return convert_to(getattr(raw, slot), "System.ConsoleColor")

    def put(raw: RawUI, value: Any) -> None:
        setattr(raw, slot, int(value))

    return Prop(read, put, "System.ConsoleColor")


def set_title(raw: RawUI, text: str) -> None:
    raw.title = text


def no_keys(*_args: Any) -> Any:
    raise throw_dotnet("System.InvalidOperationException", "There is no console to read keys from.")


define(
    SMA + "Internal.Host.InternalHost",
    SMA + "Host.PSHost",
    members={
        "Name": Prop(lambda self: self.name, None, STRING),
        "Version": Prop(lambda self: convert_to(VERSION, "System.Version"), None, "System.Version"),
        "InstanceId": Prop(lambda self: convert_to("0" * 31 + "1", "System.Guid"), None, "System.Guid"),
        "UI": Prop(lambda self: UI, None, SMA + "Host.PSHostUserInterface"),
        "CurrentCulture": Prop(culture, None, "System.Globalization.CultureInfo"),
        "CurrentUICulture": Prop(culture, None, "System.Globalization.CultureInfo"),
        "PrivateData": Prop(lambda self: None, None, SMA + "PSObject"),
        "DebuggerEnabled": Prop(lambda self: False, None, BOOL),
        "IsRunspacePushed": Prop(lambda self: False, None, BOOL),
        "Runspace": Prop(lambda self: None, None, SMA + "Runspaces.Runspace"),
        "SetShouldExit(int exitCode) -> void": should_exit,
        "NotifyBeginApplication() -> void": lambda self: None,
        "NotifyEndApplication() -> void": lambda self: None,
    },
)
define(SMA + "Host.PSHost", abstract=True)
define(
    SMA + "Internal.Host.InternalHostUserInterface",
    members={
        "RawUI": Prop(lambda self: RAW, None, SMA + "Host.PSHostRawUserInterface"),
        "SupportsVirtualTerminal": Prop(lambda self: False, None, BOOL),
        "Write(string value) -> void": write,
        "Write(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value) -> void": write_colored,
        "WriteLine() -> void": write_line,
        "WriteLine(string value) -> void": write_line,
        "WriteLine(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value) -> void": (
            write_line_colored
        ),
        "WriteErrorLine(string value) -> void": write_error_line,
        "WriteWarningLine(string message) -> void": marked("WARNING: "),
        "WriteVerboseLine(string message) -> void": marked("VERBOSE: "),
        "WriteDebugLine(string message) -> void": marked("DEBUG: "),
        "ReadLine() -> string": lambda self: asked(""),
        "ReadLineAsSecureString()": lambda self: SecureString(asked("", True)),
        "PromptForChoice(string caption, string message, object choices, int defaultChoice)": choose,
        "PromptForCredential(string caption, string message, string userName, string targetName)": credential,
    },
    py=HostUI,
)
define(
    SMA + "Internal.Host.InternalHostRawUserInterface",
    members={
        "ForegroundColor": color("foreground"),
        "BackgroundColor": color("background"),
        "WindowTitle": Prop(lambda self: self.title, set_title, STRING),
        "WindowSize": Prop(lambda self: SIZE(120, 30), None, SMA + "Host.Size"),
        "BufferSize": Prop(lambda self: SIZE(120, 30), None, SMA + "Host.Size"),
        "MaxWindowSize": Prop(lambda self: SIZE(120, 30), None, SMA + "Host.Size"),
        "CursorPosition": Prop(lambda self: PLACE(0, 0), lambda self, v: None, SMA + "Host.Coordinates"),
        "WindowPosition": Prop(lambda self: PLACE(0, 0), lambda self, v: None, SMA + "Host.Coordinates"),
        "CursorSize": Prop(lambda self: 25, None, INT),
        "KeyAvailable": Prop(lambda self: False, None, BOOL),
        "ReadKey()": no_keys,
        "ReadKey(object options)": no_keys,
        "FlushInputBuffer() -> void": lambda self: None,
    },
    py=RawUI,
)
