"""Random numbers out of random bytes as Get-Random draws them, and .NET's seeded generator behind -SetSeed.

The same seed gives the same numbers as PowerShell's: the generator is Knuth's subtractive one, as System.Random keeps it
for seeds.
"""

from collections.abc import Callable

from perdure.interpreter.values.prng import INT32_MAX, Subtractive


def from_bytes(data: bytes) -> int:
    """Gives a signed 32-bit number."""
    return int.from_bytes(data, "little", signed=True)


class Chance:
    """Draws numbers; `draw(n)` gives n random bytes."""

    def __init__(self, draw: Callable[[int], bytes]) -> None:
        self.draw = draw

    def next(self) -> int:
        """Gives a number from 0 up to, but not, the largest Int32."""
        number = INT32_MAX
        while number == INT32_MAX:
            number = from_bytes(self.draw(4))
        return number + INT32_MAX if number < 0 else number

    def fraction(self) -> float:
        """Gives a double from 0 up to, but not, 1."""
        return self.next() * (1.0 / INT32_MAX)

    def below(self, low: int, high: int) -> int:
        """Gives a whole number from `low` up to, but not, `high`."""
        span = high - low
        if span <= INT32_MAX:
            return int(self.fraction() * span) + low
        mask = (1 << span.bit_length()) - 1
        while True:
            number = int.from_bytes(self.draw(8), "little") & mask
            if number < span:
                return low + number

    def real(self, low: float, high: float) -> float:
        """Gives a double from `low` up to, but not, `high`."""
        while True:
            r = self.fraction()
            number = low + r * high - r * low
            if number < high:
                return number


class Seeded(Chance):
    """Numbers that a seed determines."""

    def __init__(self, seed: int) -> None:
        super().__init__(self.bytes)
        self.source = Subtractive(seed)

    def next(self) -> int:
        return self.source.sample()

    def bytes(self, count: int) -> bytes:
        """Gives bytes, one of each raw number."""
        return bytes([self.source.sample() & 0xFF for _ in range(count)])
