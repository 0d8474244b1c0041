"""Regular expressions of .NET on Python's engine: compiling with a cache, matching, splitting, replacing.

The pattern's syntax is translated in `regex_syntax.py`; values that scripts see (Regex, Match, Group) are made in
`values/regex.py`. Patterns that Python's `re` can't take go to the `regex` package where it is installed.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from perdure.interpreter.regex_lookbehind import split_lookbehinds
from perdure.interpreter.regex_syntax import SyntaxFault, Translated, translate
from perdure.interpreter.text_fault import TextFault

IGNORE_CASE, MULTILINE, EXPLICIT, COMPILED, SINGLELINE, IGNORE_SPACE, RIGHT_TO_LEFT = 1, 2, 4, 8, 16, 32, 64


class BadPattern(TextFault):
    """A pattern that .NET refuses; the text is the message of its ArgumentException."""

    type_name = "System.Text.RegularExpressions.RegexParseException"


_REPEATED = re.compile(r"\)[*+?{]")  # a group that may catch several times


class Compiled:
    """A compiled pattern: `names` are the .NET group names in order ("0", "1", "word"), `slots` their places in `re`."""

    __slots__ = ("source", "options", "engine", "names", "slots", "keys", "places", "repeats")

    def __init__(self, source: str, options: int, engine: Any, names: list[str], slots: dict[str, int]) -> None:
        self.source, self.options, self.engine = source, options, engine
        self.names, self.slots = names, slots
        self.keys: list[tuple[Any, Any, int]] | None = None  # made by who makes $Matches, once
        self.places: dict[str, int] | None = None  # made by place()
        self.repeats = _REPEATED.search(source) is not None

    def place(self, name: str) -> int | None:
        """Gives a group's place among `names`: the first one's of those that stand for the same group."""
        if self.places is None:
            first: dict[int, int] = {}
            for i, own in enumerate(self.names):
                first.setdefault(self.slots[own], i)
            self.places = {own: first[slot] for own, slot in self.slots.items() if slot in first}
        return self.places.get(name)

    def search(self, text: str, start: int = 0) -> Any:
        """Gives the first match at or behind `start`, or None; from the right end with RightToLeft."""
        if self.options & RIGHT_TO_LEFT:
            for found in self.matches(text):
                return found
            return None
        return self.engine.search(text, start)

    def matches(self, text: str) -> Iterator[Any]:
        """Gives all matches one after the other, from the right end with RightToLeft."""
        if self.options & RIGHT_TO_LEFT:
            return _from_right(self.engine, text)
        return self.engine.finditer(text)  # type: ignore[no-any-return]

    def group(self, match: Any, name: str) -> str | None:
        """Gives what a group caught, None where it took no part."""
        return match.group(self.slots[name])  # type: ignore[no-any-return]

    def with_captures(self, match: Any, text: str) -> Any:
        """Gives a match that knows every capture of its repeated groups, made anew by the package that keeps them."""
        if not self.repeats or type(match) is not re.Match:
            return match
        more = keeper(self.source, self.options)
        again = None if more is None else more.match(text, match.start())
        return again if again is not None and again.span() == match.span() else match


_CACHE: dict[tuple[str, int], Compiled] = {}


@lru_cache(maxsize=128)
def keeper(pattern: str, options: int) -> Any:
    """Gives the pattern in the package that keeps all captures and knows time limits; None where it takes it not."""
    made = translate(pattern, bool(options & IGNORE_SPACE), bool(options & EXPLICIT))
    made.needs_more = True
    try:
        return _engine(pattern, made, _flags(options))
    except BadPattern:
        return None


class Timed:
    """An engine with a limit of seconds for each search. Its methods raise TimeoutError."""

    __slots__ = ("engine", "limit_s")

    def __init__(self, engine: Any, limit_s: float) -> None:
        self.engine, self.limit_s = engine, limit_s

    def search(self, text: str, start: int = 0) -> Any:
        return self.engine.search(text, start, timeout=self.limit_s)

    def match(self, text: str, start: int = 0, end: int | None = None) -> Any:
        return self.engine.match(text, start, len(text) if end is None else end, timeout=self.limit_s)

    def finditer(self, text: str, start: int = 0) -> Any:
        return self.engine.finditer(text, start, timeout=self.limit_s)


def limited(compiled: Compiled, limit_s: float) -> Compiled:
    """Gives the pattern with a time limit."""
    engine = keeper(compiled.source, compiled.options)
    if engine is None:
        return compiled
    return Compiled(compiled.source, compiled.options, Timed(engine, limit_s), compiled.names, compiled.slots)


def cached(pattern: str, options: int) -> Compiled | None:
    """Gives a pattern that was compiled before, None for a new one."""
    return _CACHE.get((pattern, options))


def compile_regex(pattern: str, ignore_case: bool = False, options: int = 0) -> Compiled:
    """Compiles a .NET pattern. Raises BadPattern."""
    if ignore_case:
        options |= IGNORE_CASE
    key = (pattern, options)
    found = _CACHE.get(key)
    if found is None:
        if len(_CACHE) > 500:
            _CACHE.clear()
        found = _CACHE[key] = _compile(pattern, options)
    return found


def _compile(pattern: str, options: int) -> Compiled:
    try:
        made = translate(pattern, bool(options & IGNORE_SPACE), bool(options & EXPLICIT))
    except SyntaxFault as bad:
        raise BadPattern(f"Invalid pattern '{pattern}' at offset {bad.offset}. {bad}") from None
    return Compiled(pattern, options, _engine(pattern, made, _flags(options)), made.names, made.slots)


def _flags(options: int) -> int:
    """Gives Python's flags."""
    flags = 0
    if options & IGNORE_CASE:
        flags |= re.IGNORECASE
    if options & MULTILINE:
        flags |= re.MULTILINE
    if options & SINGLELINE:
        flags |= re.DOTALL
    return flags


def _engine(pattern: str, made: Translated, flags: int) -> Any:
    if not made.needs_more:
        try:
            return re.compile(made.text, flags)
        except (OverflowError, RecursionError):
            raise BadPattern(f"Invalid pattern '{pattern}' at offset 0. Capture group numbers must be less.") from None
        except re.error as bad:
            if "look-behind" not in str(bad) and "lookbehind" not in str(bad):
                raise BadPattern(_message(pattern, bad)) from None
        try:
            return re.compile(split_lookbehinds(made.text), flags)
        except re.error:
            pass
    try:
        import regex  # type: ignore[import-untyped]
    except ImportError:
        raise BadPattern(f"Invalid pattern '{pattern}' at offset 0. It needs the 'regex' package.") from None
    try:
        more = int(flags) & (re.IGNORECASE | re.MULTILINE | re.DOTALL)
        return regex.compile(made.text, more | regex.VERSION0)
    except regex.error as bad:
        raise BadPattern(_message(pattern, bad)) from None


_MESSAGES = (
    ("unterminated character set", "Unterminated [] set."),
    ("missing ), unterminated subpattern", "Not enough )'s."),
    ("unbalanced parenthesis", "Too many )'s."),
    ("nothing to repeat", "Quantifier '{0}' following nothing."),
    ("multiple repeat", "Nested quantifier '{0}'."),
    ("bad character range", "[x-y] range in reverse order."),
    ("min repeat greater than max repeat", "Illegal {x,y} with x > y."),
    ("bad escape (end of pattern)", "Illegal \\ at end of pattern."),
)


def _message(pattern: str, bad: Any) -> str:
    text = str(bad)
    offset = getattr(bad, "pos", None) or 0
    for known, message in _MESSAGES:
        if known in text:
            mark = pattern[offset : offset + 1] if offset < len(pattern) else pattern[-1:]
            if known == "nothing to repeat" or known == "multiple repeat":
                offset += 1
            elif known != "unbalanced parenthesis":
                offset = len(pattern)
            return f"Invalid pattern '{pattern}' at offset {offset}. {message.replace('{0}', mark)}"
    return f"Invalid pattern '{pattern}' at offset {offset}. {text}"


def _from_right(engine: Any, text: str) -> Iterator[Any]:
    end = len(text)
    while end >= 0:
        found = None
        for start in range(end, -1, -1):
            found = engine.match(text, start, end)
            if found is not None:
                while start and (longer := engine.match(text, start - 1, end)) and longer.end() == found.end():
                    found, start = longer, start - 1
                break
        if found is None:
            return
        yield found
        end = found.start() if found.end() > found.start() else found.start() - 1


def escape(text: str) -> str:
    """Gives Regex.Escape(text)."""
    if text.isalnum():
        return text
    return "".join(_ESCAPES.get(c, c) for c in text)


_ESCAPES = {c: "\\" + c for c in "\\*+?|{[()^$.#"} | {" ": "\\ ", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}


def split(compiled: Compiled, text: str, count: int = 0, start: int = 0) -> list[str]:
    """Gives Regex.Split(text, count): caught groups stand between the parts; 0 is all."""
    if count == 1:
        return [text]
    out: list[str] = []
    if compiled.options & RIGHT_TO_LEFT:
        end = len(text)
        for match in compiled.matches(text):
            out.append(text[match.end() : end])
            out.extend(_caught(compiled, match)[::-1])
            end = match.start()
            count -= 1
            if count == 1:
                break
        out.append(text[:end])
        return out[::-1]
    if count == start == 0 and len(compiled.names) == 1 and type(compiled.engine) is re.Pattern:
        return compiled.engine.split(text)
    position = 0
    for match in compiled.engine.finditer(text, start):
        out.append(text[position : match.start()])
        if len(compiled.names) > 1:
            out.extend(_caught(compiled, match))
        position = match.end()
        count -= 1
        if count == 1:
            break
    out.append(text[position:])
    return out


def _caught(compiled: Compiled, match: Any) -> list[str]:
    found = (compiled.group(match, name) for name in compiled.names[1:])
    return [value for value in found if value is not None]


def replace(
    compiled: Compiled, text: str, replacement: str | Callable[[Any], str], count: int = -1, start: int = 0
) -> str:
    """Gives Regex.Replace: `replacement` in .NET's syntax, or a function of Python's match."""
    if isinstance(replacement, str):
        make = expander(compiled, replacement)
        if count < 0 and not start and type(compiled.engine) is re.Pattern and not compiled.options & RIGHT_TO_LEFT:
            return str(compiled.engine.sub(make, text))
    else:
        make = replacement
    out: list[str] = []
    if compiled.options & RIGHT_TO_LEFT:
        end = len(text)
        for match in compiled.matches(text):
            out.append(text[match.end() : end])
            out.append(make(match))
            end = match.start()
            count -= 1
            if count == 0:
                break
        return "".join([text[:end], *reversed(out)])
    position = 0
    for match in compiled.engine.finditer(text, start):
        out.append(text[position : match.start()])
        out.append(make(match))
        position = match.end()
        count -= 1
        if count == 0:
            break
    return "".join([*out, text[position:]]) if out else text


_REFERENCE = re.compile(r"\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))")


@lru_cache(maxsize=256)
def expander(compiled: Compiled, replacement: str) -> Callable[[Any], str]:
    """Makes the function that expands `$1 ${name} $& $$` for a match; what names no group stays as it is."""
    if "$" not in replacement:
        return lambda _match: replacement
    parts: list[str | Callable[[Any], str]] = []
    position = 0
    for found in _REFERENCE.finditer(replacement):
        if found.start() < position:
            continue
        piece, used = _part(compiled, found)
        if piece is None:
            continue
        parts.append(replacement[position : found.start()])
        parts.append(piece)
        position = used
    parts.append(replacement[position:])
    if len(parts) == 3 and callable(parts[1]):
        return _around(str(parts[0]), parts[1], replacement[position:])
    return lambda match: "".join([part if isinstance(part, str) else part(match) for part in parts])


def _around(head: str, middle: Callable[[Any], str], tail: str) -> Callable[[Any], str]:
    return lambda match: f"{head}{middle(match)}{tail}"


def _part(compiled: Compiled, found: Any) -> tuple[str | Callable[[Any], str] | None, int]:
    digits, name, mark = found.groups()
    if digits is not None:
        number = digits.lstrip("0") or "0"
        if number in compiled.slots:
            return _group_of(compiled, number), found.end()
        return None, 0
    if name is not None:
        key = (name.lstrip("0") or "0") if name.isdigit() else name
        return (_group_of(compiled, key), found.end()) if key in compiled.slots else (None, 0)
    if mark == "$":
        return "$", found.end()
    if mark == "&":
        return lambda match: match.group(), found.end()
    if mark == "`":
        return lambda match: match.string[: match.start()], found.end()
    if mark == "'":
        return lambda match: match.string[match.end() :], found.end()
    if mark == "_":
        return lambda match: str(match.string), found.end()
    return _group_of(compiled, compiled.names[-1]), found.end()


def _group_of(compiled: Compiled, name: str) -> Callable[[Any], str]:
    slot = compiled.slots[name]
    return lambda match: match.group(slot) or ""
