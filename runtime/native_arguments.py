"""Arguments as a native program gets them: text, one for each element, patterns of bare words filled in.

PSNativeCommandArgumentPassing Standard: what a script quotes arrives as it is, so no quoting is added or taken away.
"""

import os
import posixpath
import re
from itertools import pairwise
from typing import Any

from perdure.grammar import ast
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
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
            words.extend(
                values(argument.value, literal(argument, source)) if not is_array(argument) else array(argument, source)
            )
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


def is_array(argument: Argument) -> bool:
    """Tells whether an argument is an array of several elements."""
    return type(argument.value) is list and len(argument.value) > 1


def array(argument: Argument, source: Any) -> list[str]:
    """Gives an array's words: `a,b` written without blanks stays one word, as it would in another shell."""
    plain = [values(item, None) for item in argument.value]
    separators = array_separators(argument, source)
    if separators is None or len(separators) != len(plain) - 1:
        return [word for words in plain for word in words]
    out = [" ".join(plain[0])]
    for separator, words in zip(separators, plain[1:], strict=True):
        if separator == ",":
            out[-1] += "," + " ".join(words)
        else:
            out[-1] += separator.rstrip() if separator.startswith(",") else ""
            out.append((separator.strip() if separator.startswith(" ") else "") + " ".join(words))
    return out


def array_separators(argument: Argument, source: Any) -> list[str] | None:
    """Gives what stands between the elements of an array that the script writes out; None for any other array."""
    if source is None or argument.span is None:
        return None
    text = source.text[argument.span.start : argument.span.end]
    try:
        tree = parse_source(Source("x " + text))
    except ParseError:
        return None
    node = next((n for n in tree.body.walk() if isinstance(n, ast.ArrayLiteral)), None)
    if node is None or node.span.start != 2:
        return None
    out: list[str] = []
    for one, other in pairwise(node.elements):
        between = "x " + text
        gap = between[one.span.end : other.span.start]
        out.append("," if gap == "," else ", " if gap.startswith(",") else " ," if gap.endswith(",") else " , ")
    return out


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
