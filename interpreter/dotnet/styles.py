"""Members of $PSStyle and its parts."""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import NetType, Prop, define, find_type
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.style import (
    COLORS,
    EFFECTS,
    ESC,
    FILES,
    FORMATTING,
    BackgroundColors,
    FileStyles,
    ProgressStyle,
    PSStyle,
    StyleColors,
    StyleTexts,
    background_of,
    foreground_of,
    plain,
    style_of,
)

_S = "System.Management.Automation."
_STRING, _INT, _BOOL = "System.String", "System.Int32", "System.Boolean"


def only_escapes(text: str) -> str:
    """Gives back a text without anything to see; an error for any other."""
    if plain(text):
        message = (
            "The specified string contains printable content when it should only contain ANSI escape sequences: "
            f"{text.replace(chr(27), '`e')}"
        )
        raise throw_dotnet("System.ArgumentException", message)
    return text


def _text(name: str) -> Prop:
    def get(self: StyleTexts) -> str:
        return self.texts[name]

    def put(self: StyleTexts, value: Any) -> None:
        self.texts[name] = only_escapes(value or "")

    return Prop(get, put, _STRING)


def _slot(slot: str, type_: str) -> Prop:
    def get(self: Any) -> Any:
        return getattr(self, slot)

    return Prop(get, None, type_)


def _open_slot(slot: str, type_: str, keep: Callable[[Any], Any]) -> Prop:
    def put(self: Any, value: Any) -> None:
        setattr(self, slot, keep(value))

    return Prop(_slot(slot, type_).get, put, type_)


def _enum(slot: str, type_name: str) -> Prop:
    """Makes the property of an enum that is kept by its name."""

    def get(self: Any) -> Any:
        kind = find_type(type_name)
        assert isinstance(kind, NetType)
        return named(kind, getattr(self, slot))

    def put(self: Any, value: Any) -> None:
        setattr(self, slot, str(value))

    return Prop(get, put, type_name)


def _effect(number: str) -> Prop:
    return Prop(lambda self: f"{ESC}{number}m", None, _STRING)


def _color(name: str) -> Prop:
    def get(self: StyleColors) -> str:
        return self.named(name)

    return Prop(get, None, _STRING)


def from_number(self: StyleColors, rgb: int) -> str:
    return self.mixed(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255)


_COLOR_MEMBERS: dict[str, Any] = {
    **{name: _color(name) for color in COLORS.split() for name in (color, "Bright" + color)},
    "FromRgb(byte red, byte green, byte blue) -> string": lambda self, r, g, b: self.mixed(int(r), int(g), int(b)),
    "FromRgb(int rgb) -> string": from_number,
}

define(_S + "PSStyle+ForegroundColor", members=_COLOR_MEMBERS, py=StyleColors)
define(_S + "PSStyle+BackgroundColor", members=_COLOR_MEMBERS, py=BackgroundColors)
define(_S + "PSStyle+FormattingData", members={name: _text(name) for name in FORMATTING}, py=StyleTexts)
define(
    _S + "PSStyle+FileInfoFormatting",
    members={
        **{name: _text(name) for name in FILES},
        "Extension": _slot("extension", _S + "PSStyle+FileInfoFormatting+FileExtensionDictionary"),
    },
    py=FileStyles,
)
define(
    _S + "PSStyle+ProgressConfiguration",
    members={
        "Style": _open_slot("style", _STRING, lambda text: only_escapes(text or "")),
        "MaxWidth": _open_slot("width", _INT, int),
        "View": _enum("view", _S + "ProgressView"),
        "UseOSCIndicator": _open_slot("indicator", _BOOL, bool),
    },
    py=ProgressStyle,
)
define(
    _S + "PSStyle",
    members={
        **{name: _effect(number) for name, number in EFFECTS.items()},
        "OutputRendering": _enum("rendering", _S + "OutputRendering"),
        "Formatting": _slot("formatting", _S + "PSStyle+FormattingData"),
        "Progress": _slot("progress", _S + "PSStyle+ProgressConfiguration"),
        "FileInfo": _slot("files", _S + "PSStyle+FileInfoFormatting"),
        "Foreground": _slot("foreground", _S + "PSStyle+ForegroundColor"),
        "Background": _slot("background", _S + "PSStyle+BackgroundColor"),
        "static Instance -> System.Management.Automation.PSStyle": Prop(
            lambda: style_of(current()), None, _S + "PSStyle"
        ),
        "FormatHyperlink(string text, uri link) -> string": (
            lambda self, text, link: f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\"
        ),
        "static MapForegroundColorToEscapeSequence(System.ConsoleColor foregroundColor) -> string": (
            lambda color: foreground_of(str(color))
        ),
        "static MapBackgroundColorToEscapeSequence(System.ConsoleColor backgroundColor) -> string": (
            lambda color: background_of(str(color))
        ),
        "static MapColorPairToEscapeSequence(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor) -> string": (
            lambda fore, back: f"{foreground_of(str(fore))[:-1]};{background_of(str(back))[2:]}"
        ),
    },
    py=PSStyle,
)
