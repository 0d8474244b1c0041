"""$PSStyle: escape sequences by name, and whether output keeps them.

One per session. Source: about_ANSI_Terminals.
"""

import re
from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Hashtable

_S = "System.Management.Automation."
ESC = "\x1b["
RESET = ESC + "0m"
ESCAPES = re.compile(r"\x1b\[\d*(?:;\d+)*m|\x1b\[\?\d+[hl]|\x1b\]8;;.*?\x1b\\", re.DOTALL)

COLORS = "Black Red Green Yellow Blue Magenta Cyan White"
CONSOLE_COLORS = [
    "Black",
    "DarkBlue",
    "DarkGreen",
    "DarkCyan",
    "DarkRed",
    "DarkMagenta",
    "DarkYellow",
    "Gray",
    "DarkGray",
    "Blue",
    "Green",
    "Cyan",
    "Red",
    "Magenta",
    "Yellow",
    "White",
]
_ANSI_OF_CONSOLE = (30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97)

EFFECTS = {
    "Reset": "0", "BlinkOff": "25", "Blink": "5", "BoldOff": "22", "Bold": "1", "DimOff": "22", "Dim": "2",
    "Hidden": "8", "HiddenOff": "28", "Reverse": "7", "ReverseOff": "27", "ItalicOff": "23", "Italic": "3",
    "UnderlineOff": "24", "Underline": "4", "StrikethroughOff": "29", "Strikethrough": "9",
}  # fmt: skip
FORMATTING = {
    "FormatAccent": "32;1", "ErrorAccent": "36;1", "Error": "31;1", "Warning": "33;1", "Verbose": "33;1",
    "Debug": "33;1", "TableHeader": "32;1", "CustomTableHeaderLabel": "32;1;3", "FeedbackName": "33",
    "FeedbackText": "96", "FeedbackAction": "97",
}  # fmt: skip
FILES = {"Directory": "44;1", "SymbolicLink": "36;1", "Executable": "32;1"}
ARCHIVES, SCRIPTS = ".zip .tgz .gz .tar .nupkg .cab .7z", ".ps1 .psd1 .psm1 .ps1xml"


def plain(text: str) -> str:
    """Gives the text without escape sequences that make it look different."""
    return ESCAPES.sub("", text) if "\x1b" in text else text


def foreground_of(console_color: str) -> str:
    """Gives the sequence for a ConsoleColor."""
    return f"{ESC}{_ANSI_OF_CONSOLE[CONSOLE_COLORS.index(console_color)]}m"


def background_of(console_color: str) -> str:
    return f"{ESC}{_ANSI_OF_CONSOLE[CONSOLE_COLORS.index(console_color)] + 10}m"


class StyleColors(NetObject):
    """$PSStyle.Foreground and .Background; `base`: 30 or 40."""

    __slots__ = ("base",)
    net = _S + "PSStyle+ForegroundColor"

    def __init__(self, base: int) -> None:
        self.base = base

    def named(self, name: str) -> str:
        """Gives the sequence of one of the sixteen names."""
        bright = name.startswith("Bright")
        return f"{ESC}{self.base + 60 * bright + COLORS.split().index(name.removeprefix('Bright'))}m"

    def mixed(self, red: int, green: int, blue: int) -> str:
        return f"{ESC}{self.base + 8};2;{red};{green};{blue}m"


class BackgroundColors(StyleColors):
    __slots__ = ()
    net = _S + "PSStyle+BackgroundColor"


class StyleTexts(NetObject):
    """$PSStyle.Formatting: sequences that scripts may change."""

    __slots__ = ("texts",)
    net = _S + "PSStyle+FormattingData"

    def __init__(self, numbers: dict[str, str]) -> None:
        self.texts = {name: f"{ESC}{number}m" for name, number in numbers.items()}


class FileStyles(StyleTexts):
    """$PSStyle.FileInfo; `extension`: a table from `.ext` to its sequence."""

    __slots__ = ("extension",)
    net = _S + "PSStyle+FileInfoFormatting"

    def __init__(self) -> None:
        super().__init__(FILES)
        self.extension = Hashtable()
        for name in ARCHIVES.split():
            self.extension.set(name, ESC + "31;1m")
        for name in SCRIPTS.split():
            self.extension.set(name, ESC + "33;1m")


class ProgressStyle(NetObject):
    """$PSStyle.Progress."""

    __slots__ = ("style", "width", "view", "indicator")
    net = _S + "PSStyle+ProgressConfiguration"

    def __init__(self) -> None:
        self.style, self.width, self.view, self.indicator = ESC + "33;1m", 120, "Minimal", False


class PSStyle(NetObject):
    """$PSStyle. `rendering`: Host, PlainText or Ansi."""

    __slots__ = ("rendering", "formatting", "progress", "files", "foreground", "background")
    net = _S + "PSStyle"

    def __init__(self, rendering: str = "Host") -> None:
        self.rendering = rendering
        self.formatting = StyleTexts(FORMATTING)
        self.progress = ProgressStyle()
        self.files = FileStyles()
        self.foreground = StyleColors(30)
        self.background = BackgroundColors(40)


def style_of(cx: Any) -> PSStyle:
    """Gives a session's $PSStyle, made at the first call: NO_COLOR and dull terminals mean plain text."""
    if cx.style is None:
        environment = cx.environment
        dull = environment.get("TERM") in ("dumb", "xterm-mono", "xtermm")
        cx.style = PSStyle("PlainText" if dull or environment.get("NO_COLOR") else "Host")
    return cx.style  # type: ignore[no-any-return]
