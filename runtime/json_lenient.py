"""Reads JSON as forgivingly as Newtonsoft's reader: comments, single quotes, bare names, trailing commas, NaN.

Says where a text stops being JSON in that reader's words: path, line, position. Knows nothing of dates or objects.
"""

import re
from collections.abc import Callable
from typing import Any

from perdure.interpreter.text_fault import TextFault

_SPACE = re.compile(r"(?:\s|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|\d+(\.\d*)?([eE][-+]?\d+)?|\.\d+([eE][-+]?\d+)?)")
_NAME = re.compile(r"[\w$]+")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "\\": "\\", '"': '"', "'": "'", "/": "/"}
_WORDS: dict[str, Any] = {
    "true": True, "false": False, "null": None, "undefined": None, "NaN": float("nan"), "Infinity": float("inf"),
    "-Infinity": float("-inf"),
}  # fmt: skip
_WORD = re.compile(r"-?[A-Za-z]+")


class Fault(TextFault):
    """The text is no JSON; says why and where."""

    type_name = "System.ArgumentException"


class LenientReader:
    """Reads one document. `make` builds an object of its pairs, `whole` a whole number of its text."""

    def __init__(self, text: str, make: Callable[[list[Any]], Any], whole: Callable[[str], Any], depth: int) -> None:
        self.text, self.make, self.whole, self.depth = text, make, whole, depth
        self.at = 0
        self.path: list[str] = []

    def document(self) -> Any:
        """Gives the document's value; nothing but blanks is $null."""
        self._skip()
        if self.at >= len(self.text):
            return None
        value = self._value(1)
        self._skip()
        if self.at < len(self.text):
            raise self._fault(
                f"Additional text encountered after finished reading JSON content: {self.text[self.at]}.", True
            )
        return value

    def _skip(self) -> None:
        found = _SPACE.match(self.text, self.at)
        if found is not None:
            self.at = found.end()

    def _value(self, level: int) -> Any:
        self._skip()
        if self.at >= len(self.text):
            raise self._fault("Unexpected end when reading JSON.")
        c = self.text[self.at]
        if c in "{[" and level > self.depth:
            self.at += 1
            raise self._fault(f"The reader's MaxDepth of {self.depth} has been exceeded.")
        if c == "{":
            return self._object(level)
        if c == "[":
            return self._array(level)
        if c in "\"'":
            return self._string(c)
        word = _WORD.match(self.text, self.at)
        if word is not None and word.group() in _WORDS:
            self.at = word.end()
            return _WORDS[word.group()]
        return self._number(c)

    def _number(self, c: str) -> Any:
        found = _NUMBER.match(self.text, self.at)
        if found is None or not found.group():
            raise self._fault(f"Unexpected character encountered while parsing value: {c}.")
        self.at = found.end()
        shown = found.group()
        if shown.lower().lstrip("+-").startswith("0x"):
            return self.whole(str(int(shown, 16)))
        if "." in shown or "e" in shown.lower():
            return float(shown)
        return self.whole(shown)

    def _object(self, level: int) -> Any:
        self.at += 1
        pairs: list[tuple[str, Any]] = []
        while True:
            self._skip()
            c = self._peek("Unexpected end when reading JSON.")
            if c == "}":
                self.at += 1
                return self.make(pairs)
            if c == ",":
                raise self._fault(f"Invalid property identifier character: {c}.")
            name = self._name(c)
            self.path.append(name)
            self._skip()
            c = self._peek("Unexpected end when reading JSON.")
            if c != ":":
                raise self._fault(f"Invalid character after parsing property name. Expected ':' but got: {c}.")
            self.at += 1
            pairs.append((name, self._value(level + 1)))
            self._skip()
            c = self._peek("Unexpected end of content while loading JObject.")
            if c != "}":
                if c != ",":
                    raise self._fault(f"After parsing a value an unexpected character was encountered: {c}.")
                self.at += 1
            self.path.pop()

    def _name(self, c: str) -> str:
        if c in "\"'":
            return self._string(c)
        found = _NAME.match(self.text, self.at)
        if found is None:
            raise self._fault(f"Invalid property identifier character: {c}.")
        self.at = found.end()
        return found.group()

    def _array(self, level: int) -> list[Any]:
        self.at += 1
        items: list[Any] = []
        while True:
            self._skip()
            c = self._peek("Unexpected end of content while loading JArray.")
            if c == "]":
                self.at += 1
                return items
            self.path.append(f"[{len(items)}]")
            items.append(self._value(level + 1))
            self._skip()
            c = self._peek("Unexpected end of content while loading JArray.")
            if c != "]":
                if c != ",":
                    raise self._fault(f"After parsing a value an unexpected character was encountered: {c}.")
                self.at += 1
            self.path.pop()

    def _peek(self, otherwise: str) -> str:
        if self.at >= len(self.text):
            raise self._fault(otherwise)
        return self.text[self.at]

    def _string(self, quote: str) -> str:
        parts: list[str] = []
        text, at = self.text, self.at + 1
        while True:
            if at >= len(text):
                self.at = at
                raise self._fault(f"Unterminated string. Expected delimiter: {quote}.")
            c = text[at]
            at += 1
            if c == quote:
                break
            if c != "\\":
                parts.append(c)
                continue
            c = text[at : at + 1]
            at += 1
            if c == "u":
                try:
                    parts.append(chr(int(text[at : at + 4], 16)))
                except ValueError:
                    self.at = at
                    raise self._fault(f"Could not convert '{text[at : at + 4]}' to a character.") from None
                at += 4
            elif c in _ESCAPES and c:
                parts.append(_ESCAPES[c])
            else:
                self.at = at
                raise self._fault(f"Bad JSON escape sequence: \\{c}.")
        self.at = at
        made = "".join(parts)
        if any("\ud800" <= p <= "\udfff" for p in parts):
            made = made.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
        return made

    def _fault(self, reason: str, past: bool = False) -> Fault:
        before = self.text[: self.at]
        line = before.count("\n") + 1
        position = len(before) - (before.rfind("\n") + 1)
        path = ""
        for step in self.path:
            path += step if step.startswith("[") or not path else "." + step
        return Fault(f"{reason} Path '{path}', line {line}, position {position}.")
