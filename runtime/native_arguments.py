"""Arguments as a native program gets them: text, one for each element, patterns of bare words filled in.

PSNativeCommandArgumentPassing Standard: what a script quotes arrives as it is, so no quoting is added or taken away.
"""

import os
import posixpath
import re
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.binding import Argument
from perdure.interpreter.convert import to_string
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime import globs

NUMBER = re.compile(r"[-+]?(0x[0-9a-f]+|0b[01]+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)[a-z]{0,4}", re.IGNORECASE)


def argument_list(arguments: list[Argument], source: Any, cx: Any) -> list[str]:
    """Gives the words that the program gets."""
    words: list[str] = []
    for argument in arguments:
        if argument.name is not None:
            words.extend(named(argument))
        elif isinstance(argument.value, ast.String):
            words.extend(verbatim(argument.value.value, cx))
        elif argument.bare:
            words.extend(expanded(str(argument.value), cx))
        else:
            words.extend(values(argument.value, literal(argument, source)))
    return words


def named(argument: Argument) -> list[str]:
    """Gives `-name`, or `-name:value` in one word."""
    if not argument.has:
        return [f"-{argument.name}"]
    given = values(argument.value, None)
    if argument.colon:
        return [f"-{argument.name}:" + (given[0] if given else ""), *given[1:]]
    return [f"-{argument.name}", *given]


def literal(argument: Argument, source: Any) -> str | None:
    """Gives a number's own text where the script writes one, so that 1.50 stays 1.50."""
    if source is None or argument.span is None or type(unwrap(argument.value)) is str:
        return None
    text: str = source.text[argument.span.start : argument.span.end]
    return text if NUMBER.fullmatch(text) else None


def values(value: Any, text: str | None) -> list[str]:
    """Gives a value's words: $null none, a collection one for each element."""
    if text is not None:
        return [text]
    plain = unwrap(value)
    if plain is None:
        return []
    if type(plain) is str:
        return [plain]
    inside = enumerate_value(value)
    if inside is None:
        return [to_string(value)]
    return [word for item in inside for word in values(item, None)]


def expanded(word: str, cx: Any) -> list[str]:
    """Gives a bare word's words: `~` is the home folder, a pattern the files that fit, itself where none do."""
    if word == "~" or word.startswith("~/"):
        word = cx.environment.get("HOME", "~") + word[1:]
    if not globs.has_wildcard(word):
        return [globs.unescape(word)]
    found = glob(word, cx)
    return found or [globs.unescape(word)]


def glob(pattern: str, cx: Any) -> list[str]:
    """Gives the files that a pattern fits, named as the pattern names them, sorted."""
    parts = pattern.split("/")
    found = ["/" if pattern.startswith("/") else ""]
    for part in [p for p in parts if p]:
        step: list[str] = []
        for base in found:
            folder = posixpath.join(cx.location, base)
            if not globs.has_wildcard(part):
                plain = posixpath.join(base, globs.unescape(part))
                if os.path.lexists(posixpath.join(cx.location, plain)):
                    step.append(plain)
                continue
            try:
                names = sorted(os.listdir(folder))
            except OSError:
                continue
            step.extend(
                posixpath.join(base, name)
                for name in names
                if globs.matches(name, part) and (part.startswith(".") or not name.startswith("."))
            )
        found = step
    return found


def verbatim(text: str, cx: Any) -> list[str]:
    """Gives the words behind `--%`: split at blanks, quotes and all, `%NAME%` filled in."""
    return re.sub(r"%(\w+)%", lambda m: cx.environment.get(m[1], m[0]), text).split()
