"""Enum types and values: names with numbers, flags, text and parsing as System.Enum does them.

An enum type is a NetType of kind "enum" whose `data` is an EnumInfo; a value is an EnumValue. Serves the declared .NET
enums (dotnet/) and scripts' own (`enum Color { Red }`).
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.values.base import NetObject


class EnumInfo:
    """What an enum type knows: `names` name -> number as declared, `flags`, `underlying` integer type's full name."""

    __slots__ = ("names", "flags", "underlying", "by_value", "lower", "cache")

    def __init__(
        self,
        names: dict[str, int] | str,
        flags: bool = False,
        underlying: str = "System.Int32",
    ) -> None:
        self.names = parse_names(names) if isinstance(names, str) else names
        self.flags = flags
        self.underlying = underlying
        self.by_value: dict[int, str] = {}
        self.lower: dict[str, str] = {}
        for name, number in self.names.items():
            self.by_value.setdefault(number, name)
            self.lower.setdefault(name.lower(), name)
        self.cache: dict[int, EnumValue] = {}

    def ordered(self) -> list[tuple[str, int]]:
        """Gives names and numbers as Enum.GetNames orders them: by the number taken without sign."""
        return sorted(self.names.items(), key=lambda pair: pair[1] if pair[1] >= 0 else pair[1] + (1 << 64))

    def text(self, value: int) -> str:
        """Gives what ToString() gives: the name, the flags' names, else the number."""
        name = self.by_value.get(value)
        if name is not None:
            return name
        if not self.flags or value == 0:
            return str(value)
        left = value
        found: list[str] = []
        for name, number in reversed(self.ordered()):
            if number and left & number == number:
                left -= number
                found.append(name)
        return str(value) if left else ", ".join(reversed(found))

    def is_defined(self, value: int) -> bool:
        """Tells whether a conversion may make this value: a named one, or a union of named flags."""
        if value in self.by_value:
            return True
        if not self.flags:
            return False
        every = 0
        for number in self.names.values():
            every |= number
        return value & ~every == 0 if value >= 0 else False


class EnumValue(NetObject):
    """A value of an enum: `net_type` its NetType, `value` its number."""

    __slots__ = ("net_type", "value")
    net = "System.Enum"

    def __init__(self, net_type: Any, value: int) -> None:
        self.net_type = net_type
        self.value = value

    def __str__(self) -> str:
        info: EnumInfo = self.net_type.data
        return info.text(self.value)

    def __repr__(self) -> str:
        return f"[{self.net_type.name}]::{self}"

    def __int__(self) -> int:
        return self.value

    def __eq__(self, other: object) -> bool:
        return type(other) is EnumValue and other.value == self.value and other.net_type.name == self.net_type.name

    def __hash__(self) -> int:
        return hash((self.net_type.name, self.value))


def parse_names(text: str) -> dict[str, int]:
    """Reads `A B=4 C`: names separated by blanks, each one more than the one before unless it says its number."""
    names: dict[str, int] = {}
    number = 0
    for word in text.split():
        name, _, given = word.partition("=")
        number = int(given, 0) if given else number
        names[name] = number
        number += 1
    return names


def enum_value(net_type: Any, value: int) -> EnumValue:
    """Gives the value of an enum type with that number; the same object for the same number."""
    cache: dict[int, EnumValue] = net_type.data.cache
    found = cache.get(value)
    if found is None:
        found = cache[value] = EnumValue(net_type, value)
    return found


def named(net_type: Any, name: str) -> EnumValue | None:
    """Gives the value of that name, in any case; None where the enum has none."""
    info: EnumInfo = net_type.data
    own = info.lower.get(name.lower())
    return None if own is None else enum_value(net_type, info.names[own])


def names_of(values: Iterable[EnumValue]) -> list[str]:
    """Gives the values' texts."""
    return [str(value) for value in values]
