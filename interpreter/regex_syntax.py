"""From .NET's regular-expression syntax to Python's: groups and their numbers, inline options, classes, escapes.

.NET numbers unnamed groups first and named ones behind them; Python numbers by place. `Translated` says which is which.
Knows nothing of matching.
"""

from perdure.interpreter.regex_classes import category
from perdure.interpreter.text_fault import TextFault

_SIMPLE = {"a": r"\x07", "e": r"\x1b", "z": r"\Z", "Z": r"(?=\n?\Z)", "h": None}
_KEPT = frozenset("dDwWsSbBAtnrfv")


class SyntaxFault(TextFault):
    """A pattern that .NET refuses, with the place of the fault."""

    type_name = "System.Text.RegularExpressions.RegexParseException"

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Translated:
    """`text` for Python's engine, .NET's group `names` in order, `slots` name -> Python's group number."""

    __slots__ = ("text", "names", "slots", "needs_more")

    def __init__(self, text: str, names: list[str], slots: dict[str, int], needs_more: bool) -> None:
        self.text, self.names, self.slots, self.needs_more = text, names, slots, needs_more


def translate(pattern: str, skip_space: bool, explicit: bool) -> Translated:
    """Translates a pattern. Raises SyntaxFault."""
    return _Translator(pattern, skip_space, explicit).run()


class _Translator:
    def __init__(self, pattern: str, skip_space: bool, explicit: bool) -> None:
        self.pattern = pattern
        self.out: list[str] = []
        self.i = 0
        self.skip_space = skip_space
        self.explicit = explicit
        self.count = 0  # Python's groups so far
        self.unnamed: list[int] = []
        self.named: dict[str, int] = {}
        self.needs_more = False
        self.inline = ""  # options set by `(?i)` inside the group at hand, as Python writes them
        self.stack: list[tuple[str, bool, bool, int]] = []  # options of the groups around, opened scopes
        self.opened = 0  # `(?i:` opened inside the group at hand
        self.back_references: list[tuple[int, str]] = []

    def run(self) -> Translated:
        pattern = self.pattern
        end = len(pattern)
        while self.i < end:
            self._one(pattern[self.i])
        if self.stack:
            raise SyntaxFault("Not enough )'s.", end)
        self.out.append(")" * self.opened)
        return self._finish()

    def _finish(self) -> Translated:
        numbers = {str(n + 1): slot for n, slot in enumerate(self.unnamed)}
        plain = {name: slot for name, slot in self.named.items() if not name.isdigit()}
        numbers.update({name: slot for name, slot in self.named.items() if name.isdigit()})
        names = ["0", *sorted(numbers, key=int), *plain]
        slots = {"0": 0, **numbers, **plain}
        for place, name in self.back_references:
            if name not in slots and name.isdigit():
                next_number = len(numbers) + 1  # \2 may mean a named group by its .NET number
                slot = dict(enumerate(plain.values(), next_number)).get(int(name))
            else:
                slot = slots.get(name)
            if slot is None:
                word = f"number {name}" if name.isdigit() else f"name {name}"
                raise SyntaxFault(f"Reference to undefined group {word}.", len(self.pattern))
            self.out[place] = f"(?:\\{slot})"
        numbered = {str(n): slot for n, slot in enumerate(plain.values(), len(numbers) + 1)}
        return Translated("".join(self.out), names, {**numbered, **slots}, self.needs_more)

    def _one(self, c: str) -> None:
        if c == "\\":
            self._escape()
        elif c == "[":
            self.out.append(self._character_class())
        elif c == "(":
            self._open()
        elif c == ")":
            self._close()
        elif c == "|":
            self.out.append(")" * self.opened + "|" + (f"(?{self.inline}:" if self.opened else ""))
            self.opened = 1 if self.opened else 0
            self.i += 1
        elif self.skip_space and c in " \t\n\r\f\v":
            self.i += 1
        elif self.skip_space and c == "#":
            end = self.pattern.find("\n", self.i)
            self.i = len(self.pattern) if end < 0 else end + 1
        elif c == "{":
            self._brace()
        elif c in "+*?":
            self._quantifier()
        else:
            self.out.append(c)
            self.i += 1

    def _quantifier(self) -> None:
        here = self.pattern[self.i]
        follow = self.pattern[self.i + 1 : self.i + 2]
        if follow in ("+", "*") and self.out:
            raise SyntaxFault(f"Nested quantifier '{follow}'.", self.i + 2)
        self.out.append(here)
        self.i += 1

    def _brace(self) -> None:
        close = self.pattern.find("}", self.i)
        body = self.pattern[self.i + 1 : close] if close > 0 else ""
        low, comma, high = body.partition(",")
        if close < 0 or not low.isdigit() or (comma and high and not high.isdigit()):
            self.out.append("\\{")
            self.i += 1
            return
        self.out.append("{" + body + "}")
        self.i = close + 1
        if self.pattern[self.i : self.i + 1] == "+":
            raise SyntaxFault("Nested quantifier '+'.", self.i + 1)

    # ---- escapes -----------------------------------------------------------------------------------------------------

    def _escape(self) -> None:
        c = self.pattern[self.i + 1 : self.i + 2]
        if not c:
            raise SyntaxFault("Illegal \\ at end of pattern.", len(self.pattern))
        if c == "k":
            self._named_reference()
        elif c.isdigit() and c != "0":
            self._number_reference()
        elif c == "G":
            self.out.append("")  # contiguous matches: the search starts there anyway
            self.i += 2
        else:
            text, self.i = escape_at(self.pattern, self.i, False)
            self.out.append(text)

    def _named_reference(self) -> None:
        opener = self.pattern[self.i + 2 : self.i + 3]
        closer = {"<": ">", "'": "'", "{": "}"}.get(opener)
        end = self.pattern.find(closer, self.i + 3) if closer else -1
        if end < 0:
            raise SyntaxFault("Malformed \\k<...> named back reference.", self.i + 2)
        self.back_references.append((len(self.out), self.pattern[self.i + 3 : end]))
        self.out.append("")
        self.i = end + 1

    def _number_reference(self) -> None:
        end = self.i + 1
        while end < len(self.pattern) and self.pattern[end].isdigit():
            end += 1
        digits = self.pattern[self.i + 1 : end]
        if len(digits) > 1 and int(digits) > self.pattern.count("("):
            if digits[0] in "01234567":
                self.out.append("\\x%02x" % (int(digits[:3], 8) & 0xFF))
                self.i = min(end, self.i + 4)
                return
        self.back_references.append((len(self.out), digits))
        self.out.append("")
        self.i = end

    # ---- groups ------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        pattern, i = self.pattern, self.i
        if pattern[i + 1 : i + 2] != "?":
            self._push()
            if self.explicit:
                self.out.append("(?:")
            else:
                self.count += 1
                self.unnamed.append(self.count)
                self.out.append("(")
            self.i += 1
            return
        rest = pattern[i + 2 : i + 4]
        if rest[:1] == "#":
            end = pattern.find(")", i)
            self.i = len(pattern) if end < 0 else end + 1
        elif rest[:1] in ":=!>":
            self._push()
            self.out.append(pattern[i : i + 3])
            self.i += 3
        elif rest in ("<=", "<!"):
            self._push()
            self.out.append(pattern[i : i + 4])
            self.i += 4
        elif rest[:1] in ("<", "'"):
            self._open_named(rest[0])
        elif rest[:1] == "(":
            self._push()
            end = pattern.find(")", i)
            self.out.append("(?(" + pattern[i + 3 : end] + ")")
            self.i = end + 1
        else:
            self._options()

    def _push(self) -> None:
        self.stack.append((self.inline, self.skip_space, self.explicit, self.opened))
        self.opened = 0

    def _open_named(self, opener: str) -> None:
        end = self.pattern.find(">" if opener == "<" else "'", self.i + 3)
        name = self.pattern[self.i + 3 : end] if end > 0 else ""
        if "-" in name:
            raise SyntaxFault("Balancing groups are not supported.", self.i + 3)
        if not name or not name.replace("_", "a").isalnum():
            raise SyntaxFault("Invalid group name: Group names must begin with a word character.", self.i + 3)
        self._push()
        self.count += 1
        if name in self.named:
            self.needs_more = True
            self.out.append(f"(?P<{name}>")
        else:
            self.named[name] = self.count
            self.out.append("(" if name.isdigit() or not name.isascii() else f"(?P<{name}>")
        self.i = end + 1

    def _options(self) -> None:
        pattern = self.pattern
        end = self.i + 2
        while end < len(pattern) and pattern[end] in "imnsxIMNSX-+":
            end += 1
        closer = pattern[end : end + 1]
        if closer not in (":", ")") or not closer:
            raise SyntaxFault("Unrecognized grouping construct.", self.i + 2)
        flags = pattern[self.i + 2 : end].lower()
        on, _, off = flags.partition("-")
        skip, explicit = self.skip_space, self.explicit
        for letters, state in ((on, True), (off, False)):
            if "x" in letters:
                skip = state
            if "n" in letters:
                explicit = state
        python = _python_flags(on, off)
        self.i = end + 1
        if closer == ":":
            self._push()
            self.out.append(f"(?{python}:")
        elif python:
            self.inline = _python_flags(*_merge(self.inline, on, off))
            self.out.append(")" * self.opened + f"(?{self.inline}:" if not self.opened else f"(?{python}:")
            self.opened += 1
        self.skip_space, self.explicit = skip, explicit

    def _close(self) -> None:
        if not self.stack:
            raise SyntaxFault("Too many )'s.", self.i + 1)
        self.out.append(")" * self.opened + ")")
        self.inline, self.skip_space, self.explicit, self.opened = self.stack.pop()
        self.i += 1

    # ---- classes -----------------------------------------------------------------------------------------------------

    def _character_class(self) -> str:
        text, self.i = class_at(self.pattern, self.i)
        return text


def _merge(inline: str, on: str, off: str) -> tuple[str, str]:
    before_on, _, before_off = inline.partition("-")
    return "".join({*before_on, *on} - set(off)), "".join({*before_off, *off} - set(on))


def _python_flags(on: str, off: str) -> str:
    keep_on = "".join(sorted(c for c in set(on) if c in "ims"))
    keep_off = "".join(sorted(c for c in set(off) if c in "ims"))
    return keep_on + ("-" + keep_off if keep_off else "")


def escape_at(pattern: str, i: int, in_class: bool) -> tuple[str, int]:
    """Translates the escape at `i`; gives Python's text and where it ends."""
    c = pattern[i + 1 : i + 2]
    if c in ("p", "P"):
        end = pattern.find("}", i)
        if pattern[i + 2 : i + 3] != "{" or end < 0:
            raise SyntaxFault("Malformed \\p{X} character escape.", i + 2)
        body = category(pattern[i + 3 : end])
        if body is None:
            raise SyntaxFault(f"Unknown property '{pattern[i + 3 : end]}'.", end)
        if in_class:
            return (body if c == "p" else category(pattern[i + 3 : end], True) or ""), end + 1
        return f"[{'^' if c == 'P' else ''}{body}]", end + 1
    if c in _KEPT:
        if in_class and c == "b":
            return r"\x08", i + 2
        return "\\" + c, i + 2
    if c in ("x", "u"):
        width = 2 if c == "x" else 4
        digits = pattern[i + 2 : i + 2 + width]
        if len(digits) < width or any(d not in "0123456789abcdefABCDEF" for d in digits):
            raise SyntaxFault("Insufficient or invalid hexadecimal digits.", i + 2)
        return f"\\u{int(digits, 16):04x}", i + 2 + width
    if c == "c":
        return f"\\x{ord(pattern[i + 2 : i + 3].upper() or '@') & 0x1F:02x}", i + 3
    if c.isdigit():
        end = i + 1
        while end < len(pattern) and end < i + 4 and pattern[end] in "01234567":
            end += 1
        return f"\\x{int(pattern[i + 1 : end] or '0', 8) & 0xFF:02x}", max(end, i + 2)
    simple = _SIMPLE.get(c)
    if simple is not None and not in_class or c in ("a", "e"):
        return str(simple), i + 2
    if c.isalnum() and c.isascii() or c == "_":
        raise SyntaxFault(f"Unrecognized escape sequence \\{c}.", i + 2)
    return ("\\" + c if c.isascii() else c), i + 2


def class_at(pattern: str, i: int) -> tuple[str, int]:
    """Translates the class `[...]` at `i`, with .NET's subtraction `[a-z-[aeiou]]`."""
    start = i
    i += 1
    body: list[str] = []
    negated = pattern[i : i + 1] == "^"
    i += negated
    first = True
    without = ""
    while True:
        c = pattern[i : i + 1]
        if not c:
            raise SyntaxFault("Unterminated [] set.", len(pattern))
        if c == "]" and not first:
            i += 1
            break
        if c == "-" and pattern[i + 1 : i + 2] == "[" and not first:
            without, i = class_at(pattern, i + 1)
            if pattern[i : i + 1] != "]":
                raise SyntaxFault("A subtraction must be the last element in a character class.", i)
            i += 1
            break
        first = False
        if c == "\\":
            text, i = escape_at(pattern, i, True)
            body.append(text)
            continue
        body.append("\\" + c if c in "[]&~|" or (c == "-" and pattern[i + 1 : i + 2] == "-") else c)
        i += 1
    _check_ranges(pattern, start, i)
    made = f"[{'^' if negated else ''}{''.join(body)}]"
    return (f"(?:(?!{without}){made})" if without else made), i


def _check_ranges(pattern: str, start: int, end: int) -> None:
    text = pattern[start + 1 : end - 1]
    for at in range(1, len(text) - 1):
        if text[at] == "-" and "\\" not in text[max(at - 2, 0) : at + 2] and text[at + 1] != "[":
            before, behind = text[at - 1], text[at + 1]
            if before > behind and before not in "^-" and (at < 2 or text[at - 2] != "-"):
                raise SyntaxFault("[x-y] range in reverse order.", start + at + 3)
