"""System.Random: with a seed exactly .NET's numbers, else the session's own chance."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_single
from perdure.interpreter.dotnet._faults import null, outside
from perdure.interpreter.typesys import array_of, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.numbers import Byte, Int64
from perdure.interpreter.values.prng import INT32_MAX, Subtractive


class Random(NetObject):
    """System.Random: `source` the seeded generator, None for the session's."""

    __slots__ = ("source",)
    net = "System.Random"

    def __init__(self, seed: int | None = None) -> None:
        self.source = None if seed is None else Subtractive(seed)

    def fraction(self) -> float:
        """Gives a double from 0 up to, but not, 1."""
        if self.source is None:
            return current().host.random().random()  # type: ignore[no-any-return]
        return self.source.sample() * (1.0 / INT32_MAX)

    def below(self, low: int, high: int) -> int:
        """Gives a whole number from `low` up to, but not, `high`."""
        span = high - low
        if span <= INT32_MAX or self.source is None:
            return int(self.fraction() * span) + low
        number = self.source.sample()
        if self.source.sample() % 2 == 0:
            number = -number
        return int((number + INT32_MAX - 1) / (2 * INT32_MAX - 1) * span) + low

    def bits(self) -> int:
        """Gives 64 random bits."""
        if self.source is None:
            return current().host.random().getrandbits(64)  # type: ignore[no-any-return]
        return self.below(0, 1 << 22) | self.below(0, 1 << 22) << 22 | self.below(0, 1 << 20) << 44


def next_number(r: Random, low: int | None = None, high: int | None = None) -> int:
    if low is None:
        return r.below(0, INT32_MAX) if r.source is None else r.source.sample()
    if high is None:
        if low < 0:
            raise outside("maxValue", "'maxValue' must be a non-negative value.")
        return r.below(0, low)
    if low > high:
        raise outside("minValue", "'minValue' cannot be greater than maxValue.")
    return r.below(low, high)


def next_long(r: Random, low: int | None = None, high: int | None = None) -> Int64:
    if low is None:
        while True:
            number = r.bits() >> 1
            if number != 2**63 - 1:
                return Int64(number)
    if high is None:
        low, high = 0, low
        if high < 0:
            raise outside("maxValue", "'maxValue' must be a non-negative value.")
    if low > high:
        raise outside("minValue", "'minValue' cannot be greater than maxValue.")
    span = high - low
    while span > 1:
        number = r.bits() >> (64 - (span - 1).bit_length())
        if number < span:
            return Int64(number + low)
    return Int64(low)


def next_single(r: Random) -> float:
    while True:
        number: float = to_single(r.fraction())
        if number < 1:
            return number


def fill_bytes(r: Random, buffer: list[Any] | None) -> None:
    if buffer is None:
        raise null("buffer")
    for at in range(len(buffer)):
        buffer[at] = Byte(r.below(0, 256) if r.source is None else r.source.sample() & 0xFF)


def shuffle(r: Random, _types: Any, values: list[Any]) -> None:
    if values is None:
        raise null("values")
    for at in range(len(values) - 1):
        other = r.below(at, len(values))
        values[at], values[other] = values[other], values[at]


def pick(r: Random, types: Any, choices: list[Any], length: int) -> Any:
    """Gives GetItems: chosen anew each time."""
    if not choices:
        raise outside("choices", "Span may not be empty.")
    found = [choices[r.below(0, len(choices))] for _ in range(length)]
    return TypedArray(array_of(types[0]).element.name, found)  # type: ignore[union-attr]


_SHARED = Random()
define("System.Random", py=Random, members={
    "new()": Random,
    "new(int Seed)": Random,
    "Next() -> int": next_number,
    "Next(int maxValue) -> int": next_number,
    "Next(int minValue, int maxValue) -> int": next_number,
    "NextInt64() -> long": next_long,
    "NextInt64(long maxValue) -> long": next_long,
    "NextInt64(long minValue, long maxValue) -> long": next_long,
    "NextSingle() -> float": next_single,
    "NextDouble() -> double": lambda r: r.fraction(),
    "NextBytes(byte[] buffer) -> void": fill_bytes,
    "GetItems<T>(T[] choices, int length) -> T[]": pick,
    "Shuffle<T>(T[] values) -> void": shuffle,
    "static Shared -> System.Random": lambda: _SHARED,
})  # fmt: skip
