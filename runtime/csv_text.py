"""Objects to comma-separated lines and back, by PowerShell's rules of quoting and forgiving reading.

Serves ConvertTo-, ConvertFrom-, Export- and Import-Csv. Source: conformance/cmdlets/convertto-csv, convertfrom-csv.
"""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.values.base import PSCustomObject, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset
from perdure.runtime.objects import MISSING, READ_FAILED, property_names, read, text_of

ALWAYS, AS_NEEDED, NEVER = "Always", "AsNeeded", "Never"


class Form:
    """How lines are written. `fields`: lower-case names of the columns that are quoted, None = by `quotes`."""

    __slots__ = ("delimiter", "quotes", "fields")

    def __init__(self, delimiter: str = ",", quotes: str = ALWAYS, fields: set[str] | None = None) -> None:
        self.delimiter, self.quotes, self.fields = delimiter, quotes, fields

    def quote(self, text: str, column: str) -> str:
        """Gives a value as it stands in a line."""
        if self.fields is not None:
            needed = column.lower() in self.fields
        elif self.quotes == AS_NEEDED:
            needed = self.delimiter in text or "\n" in text or '"' in text
        else:
            needed = self.quotes == ALWAYS
        return '"' + text.replace('"', '""') + '"' if needed else text

    def header(self, names: list[str]) -> str:
        """Gives the line of the columns' names."""
        return self.delimiter.join([self.quote(n, n) for n in names])

    def row(self, value: Any, names: list[str], scope: Any) -> str:
        """Gives the line of an object's values; what is $null or missing is empty, without quotes."""
        texts = [value_text(value, n, scope) for n in names]
        return self.delimiter.join(["" if t is None else self.quote(t, n) for t, n in zip(texts, names, strict=True)])


def column_names(value: Any, scope: Any) -> list[str]:
    """Gives the columns of an object: a dictionary's keys, else its properties."""
    base = unwrap(value)
    if isinstance(base, Dictionary):
        return [to_string(k) for k in base]
    return property_names(value, scope)


def value_text(value: Any, name: str, scope: Any) -> str | None:
    """Gives a column's text for an object, None for $null or where it has none."""
    base = unwrap(value)
    try:
        if isinstance(base, Dictionary):
            found = base.get(name)
        elif type(value) is PSCustomObject and name in value.props and value.ext is None:
            found = read(value, name, scope)
        else:
            found = read(value, name, scope)
    except READ_FAILED:
        return None
    if found is None or found is MISSING:
        return None
    kind = type(found)
    if kind is str:
        return found  # type: ignore[no-any-return]
    if kind is DateTime or kind is DateTimeOffset:
        return text_of(found)
    return to_string(found) if isinstance(unwrap(found), PSCustomObject) else net_text(found)


# ---- reading ---------------------------------------------------------------------------------------------------------


class Records:
    """The records of a text, one at a time."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter
        self.at, self.size = 0, len(text)

    @property
    def ended(self) -> bool:
        return self.at >= self.size

    def line(self) -> str:
        """Gives the rest of this line and goes on behind it."""
        end = self.text.find("\n", self.at)
        end = self.size if end < 0 else end
        found = self.text[self.at : end]
        self.at = end + 1
        return found.rstrip("\r")

    def next(self) -> list[str]:
        """Gives the next record's values; none at the end of the text."""
        text, delimiter = self.text, self.delimiter
        end = text.find("\n", self.at)
        simple = text[self.at : end if end >= 0 else self.size]
        if '"' not in simple and " " not in simple and "\t" not in simple and "\r" not in simple[:-1]:
            if self.ended:
                return []
            if end >= 0 and simple.endswith("\r"):
                simple = simple[:-1]
            self.at = self.size if end < 0 else end + 1
            values = simple.split(delimiter)
            if end < 0 and not values[-1]:
                values.pop()  # nothing stands between the last delimiter and the end of the text
            return values
        return self._general()

    def _general(self) -> list[str]:
        text, size, delimiter = self.text, self.size, self.delimiter
        values: list[str] = []
        here: list[str] = []
        quoted = False
        while self.at < size:
            c = text[self.at]
            self.at += 1
            if quoted:
                if c != '"':
                    here.append(c)
                elif text[self.at : self.at + 1] == '"':
                    self.at += 1
                    here.append('"')
                else:
                    quoted = False
                    if self._rest(here, values, True):
                        return values
            elif c == delimiter:
                values.append("".join(here))
                here.clear()
            elif c == '"' and not here:
                quoted = True
            elif c == '"' or (c in " \t" and here):
                here.append(c)
                if self._rest(here, values, c != '"'):
                    return values
            elif c in " \t":
                continue
            elif c == "\n" or c == "\r":
                if c == "\r" and text[self.at : self.at + 1] == "\n":
                    self.at += 1
                values.append("".join(here))
                return values
            else:
                here.append(c)
        if here:
            values.append("".join(here))
        return values

    def _rest(self, here: list[str], values: list[str], trim: bool) -> bool:
        """Reads up to the next delimiter, whatever comes; tells whether the record ends there."""
        text, size, start = self.text, self.size, self.at
        ended = True
        end = size
        while self.at < size:
            c = text[self.at]
            if c == self.delimiter:
                end, ended = self.at, False
                self.at += 1
                break
            if c == "\n" or c == "\r":
                end = self.at
                self.at += 2 if c == "\r" and text[self.at + 1 : self.at + 2] == "\n" else 1
                break
            self.at += 1
        more = text[start:end]
        here.append(more.strip() if trim and not more.strip(" \t") else more)
        values.append("".join(here))
        here.clear()
        return ended


class Reader:
    """Reads objects from texts that share a header.

    `header` None = the first record that is no comment. `missing_names` tells whether a column had none.
    """

    def __init__(self, delimiter: str, header: list[str] | None = None) -> None:
        self.delimiter, self.header = delimiter, header
        self.type_name: str | None = None
        self.missing_names = False
        self.names: list[str] | None = None

    def read(self, text: str) -> list[Any]:
        """Gives the objects of a text.

        Raises:
            DuplicateName: two columns have the same name.
        """
        records = Records(text, self.delimiter)
        if self.type_name is None and text[:1] == "#":
            line = records.line()
            if line[:5].lower() == "#type":
                self.type_name = line[5:].strip() or None
        while self.header is None and not records.ended:
            values = records.next()
            while len(values) > 1 and not values[-1]:
                values.pop()
            if values and values[0].startswith("#Fields: "):
                self.header = [values[0][9:], *values[1:]]
            elif not values or not values[0].startswith("#"):
                self.header = values
        if self.header is None:
            return []
        names = self._names()
        out: list[Any] = []
        while True:
            values = records.next()
            if not values:
                return out
            if len(values) == 1 and not values[0] and not records.ended:
                continue
            out.append(self._object(names, values))

    def _names(self) -> list[str]:
        if self.names is None:
            assert self.header is not None
            made, number = [], 1
            for name in self.header:
                if not name:
                    name, number = f"H{number}", number + 1
                    self.missing_names = True
                made.append(name)
            seen: set[str] = set()
            for name in made:
                if name.lower() in seen:
                    raise DuplicateName(name)
                seen.add(name.lower())
            self.names = made
        return self.names

    def _object(self, names: list[str], values: list[str]) -> PSCustomObject:
        count = len(values)
        if count < len(names):
            values = values + [None] * (len(names) - count)  # type: ignore[list-item]
        made = PSCustomObject(dict(zip(names, values, strict=False)))
        if self.type_name:
            made.type_names = [self.type_name, "CSV:" + self.type_name]
        return made


class DuplicateName(Exception):
    """Two columns have this name."""
