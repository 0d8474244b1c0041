"""Colours: which parts of formatted text get escape sequences, and whether a target keeps them.

A terminal keeps them under the rendering Host, everything else only under Ansi (about_ANSI_Terminals). Where nothing is
kept nothing is added either, so plain output pays no more than a look.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.values.style import RESET, PSStyle, background_of, foreground_of, style_of

Styled = Callable[[], "PSStyle | None"]  # gives the style that the target shows now, None = plain text


def for_host(cx: Any, terminal: bool) -> PSStyle | None:
    """Gives the style that a host shows; `terminal`: it can."""
    if cx.style is None and not terminal:
        return None
    style = style_of(cx)
    return style if style.rendering == "Ansi" or (terminal and style.rendering == "Host") else None


def for_text(cx: Any) -> PSStyle | None:
    """Gives the style that files and strings get."""
    style: PSStyle | None = cx.style
    return style if style is not None and style.rendering == "Ansi" else None


def for_errors(cx: Any) -> PSStyle | None:
    """Gives the style of an error record's text, which its target may still take out."""
    console = cx.out_default
    return for_host(cx, console is not None and console.terminal)


def marked(style: PSStyle | None, name: str, text: str) -> str:
    """Gives a text with one of $PSStyle.Formatting's sequences around it."""
    return text if style is None else style.formatting.texts[name] + text + RESET


def colored(text: str, foreground: str | None, background: str | None) -> str:
    """Gives a text in ConsoleColors, line ends left outside."""
    start = (foreground_of(foreground) if foreground else "") + (background_of(background) if background else "")
    return f"{start}{text}{RESET}" if start else text
